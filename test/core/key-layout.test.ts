import { describe, expect, it } from "vitest";
import { photoName, photoOf, photoOfName } from "../../core/key-layout.ts";

const PHOTOS = [
  "x.jpg",
  "x.png",
  "x",
  "x.jpg.jpg",
  "x.png.jpg",
  "x.JPG",
  "a/x.jpg",
  "b/x.jpg",
  "a.b/x.jpg",
  "a.b/x",
  ".jpg",
  "x.",
  "x.jpeg",
  "100%25.jpg",
  "été.jpg",
];

describe("photoName", () => {
  it("drops .jpg as the original layout does", () => {
    expect(photoName("alice1.jpg")).toBe("alice1");
    expect(photoName("a/x.jpg")).toBe("a/x");
  });

  it("gives every photo a name of its own", () => {
    expect(new Set(PHOTOS.map(photoName)).size).toBe(PHOTOS.length);
  });

  it("is undone by photoOfName", () => {
    for (const photo of PHOTOS) expect(photoOfName(photoName(photo))).toBe(photo);
  });
});

describe("photoOf", () => {
  it("tells photos of another bucket from uploads that look like them", () => {
    expect(photoOf("uploads/alice1.jpg")).toBe("alice1.jpg");
    expect(photoOf("2019/x.jpg", "holiday")).toBe("@holiday/2019/x.jpg");
    expect(photoOf("uploads/@holiday/2019/x.jpg")).toBe("@@holiday/2019/x.jpg");
  });
});
