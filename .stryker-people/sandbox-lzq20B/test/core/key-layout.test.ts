// @ts-nocheck
import { describe, expect, it } from "vitest";
import * as layout from "../../core/key-layout.ts";

const { MAX_PHOTO_BYTES, photoName, photoOf, photoOfName, unusableReason } = layout;

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

  it("gives a photo without an extension the name that is left, and a folder's marker its own", () => {
    expect(["x", "a/", "", ".jpg", "x.y.jpg", "a.b/x.jpg"].map(photoName)).toEqual([
      "x.jpg",
      "a/",
      "",
      ".jpg",
      "x.y.jpg",
      "a.b/x",
    ]);
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
    expect(photoOf("elsewhere/uploads/x.jpg")).toBe("elsewhere/uploads/x.jpg");
  });
});

describe("the bucket's layout", () => {
  it("has a place for every document of a photo, named after it", () => {
    expect(layout.uploadKey("a/x.jpg")).toBe("uploads/a/x.jpg");
    expect(layout.detectFacesKey("a/x")).toBe("detect-faces/a/x.json");
    expect(layout.indexFacesKey("a/x")).toBe("index-faces/a/x.json");
    expect(layout.keepFacesKey("a/x")).toBe("keep-faces/a/x.json");
    expect(layout.photoRecordKey("a/x")).toBe("photos/a/x.json");
    expect(layout.thumbnailKey("f-1")).toBe("thumbnails/f-1.jpg");
    expect(layout.rejectedKey("NoFaceError", "a/x.jpg")).toBe("rejected/NoFaceError/a/x.jpg");
  });

  it("has a name for the record of a photo whose key is not spread, and a place where it is rejected", () => {
    expect(photoName("a//x.jpg")).toMatch(/^@\/[0-9a-f]{64}$/);
    expect(layout.rejectedKey("UnusableKeyError", "a//x.jpg")).toMatch(
      /^rejected\/UnusableKeyError\/[0-9a-f]{64}$/,
    );
    expect(photoName("a//x.jpg")).not.toBe(photoName("a//y.jpg"));
  });
});

describe("a key that cannot be used", () => {
  it.each([
    ["a//x.jpg", "Its path has an empty part; rename it"],
    ["/x.jpg", "Its path has an empty part; rename it"],
    ["a/./x.jpg", 'Its path has the part "."; rename it'],
    ["../x.jpg", 'Its path has the part ".."; rename it'],
    ["a/..", 'Its path has the part ".."; rename it'],
    ["é".repeat(496), "Its path has 992 bytes, up to 990 are taken; shorten a folder's name"],
    ["x".repeat(1234), "Its path has 1,234 bytes, up to 990 are taken; shorten a folder's name"],
  ])("%s", (photo, reason) => {
    expect(unusableReason(photo)).toBe(reason);
  });

  it.each(["x.jpg", "a/", "", "...", "a/.x/y..jpg", "x".repeat(MAX_PHOTO_BYTES)])("is not %s", (photo) => {
    expect(unusableReason(photo)).toBeUndefined();
  });

  it("is longer than S3 takes where the photo is rejected", () => {
    const longest = layout.rejectedKey("FaceRequirementError", "x".repeat(MAX_PHOTO_BYTES));
    expect(longest.length).toBeLessThanOrEqual(1024);
  });
});
