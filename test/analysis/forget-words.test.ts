import { describe, expect, it } from "vitest";
import { withoutFace } from "../../analysis/forget/face-documents.ts";
import type { Receipt } from "../../analysis/forget/forget.ts";
import { mentionsFace } from "../../analysis/forget/mentions-face.ts";
import { documentKeys, type ForgetPlan, faceIdsOf } from "../../analysis/forget/plan-forget.ts";
import { planLines, receiptLines } from "../../analysis/forget/print-receipt.ts";

const photo = (name: string, faceIds: string[] = []): ForgetPlan["photos"][number] => ({
  ...{ photo: name, name: "a", bucket: null, pictures: [], etag: null, contentSha256: null },
  faceIds,
});
const PLAN: ForgetPlan = { subject: "Ada", photos: [], faces: [], nearDuplicates: [] };
const FACE = { faceId: "f9", photo: "b\u001b.jpg", name: "b", etag: null };

describe("what is about to be erased", () => {
  it("is told by photo, what stays included", () => {
    const plan = { ...PLAN, photos: [photo("a.jpg", ["f1"]), photo("c.jpg")], faces: [FACE] };
    expect(planLines({ ...plan, nearDuplicates: ["d.jpg"] })).toEqual([
      "a.jpg: the picture, its documents and 1 indexed face",
      "c.jpg: the picture, its documents and 0 indexed faces",
      "b\\x1b.jpg: one face; the picture stays",
      "The same bytes will be rejected from now on; copies that were changed in any way will not.",
      "1 picture stays that is nearly the same (forget each by its name): d.jpg",
    ]);
    expect(faceIdsOf({ ...plan, photos: [photo("a.jpg", ["f1", "f2"])] })).toEqual(["f1", "f2", "f9"]);
  });

  it("says nothing of bytes where only a face goes, and names ten near pictures at most", () => {
    const near = Array.from({ length: 11 }, (_, i) => `n${i}.jpg`);
    const ten = near.slice(0, 10).join(", ");
    const [face, alike] = planLines({ ...PLAN, faces: [FACE], nearDuplicates: near });
    expect(face).toMatch(/one face/);
    expect(alike).toBe(
      `11 pictures stay that are nearly the same (forget each by its name): ${ten} and 1 more`,
    );
    expect(planLines({ ...PLAN, nearDuplicates: near.slice(0, 10) })[0]).toMatch(/n8\.jpg, n9\.jpg$/);
    expect(planLines(PLAN)).toEqual([]);
  });

  it("names the person first", () => {
    const person = { id: "P1", name: "Ada", faces: 6 };
    expect(planLines({ ...PLAN, person, faces: [FACE] })[0]).toBe("The person P1 Ada (6 faces):");
  });

  it("has four documents", () => {
    expect(documentKeys("a")).toEqual([
      "detect-faces/a.json",
      "index-faces/a.json",
      "keep-faces/a.json",
      "photos/a.json",
    ]);
  });
});

describe("a receipt", () => {
  const RECEIPT: Receipt = {
    ...{ subject: "5e", at: "2026-01-01T00:00:00Z", photos: 1, faces: 2, tombstones: 1, clean: true },
    erased: { collectionFaces: 2, objectVersions: 1, files: 3, mentions: 0, tableItems: 1 },
    residue: { collection: [], bucket: [], table: [], files: [], database: [] },
  } as Receipt;
  const END = [
    "  not erased         the photos' files elsewhere on your disks, and the names of the objects in the history of",
    "                     executions (AWS drops it after 90 days) and in backups",
  ];

  it("says what was erased and that nothing is left", () => {
    expect(receiptLines(RECEIPT, PLAN, [])).toEqual([
      "Receipt 2026-01-01T00:00:00Z",
      "  request (SHA-256)  5e",
      "  forgotten          1 photo, 2 faces",
      "  erased             2 faces of the collection, 1 object version, 3 files, 0 mentions in other files",
      "  tombstones         1: the same bytes are rejected from now on",
      ...["collection", "bucket    ", "table     ", "files     ", "database  "].map(
        (store) => `  left in ${store} nothing`,
      ),
      ...END,
      "Nothing is left.",
    ]);
  });

  it("says what is left, and what is not erased", () => {
    const residue = { ...RECEIPT.residue, bucket: ["x", "y"] };
    const plan = {
      ...PLAN,
      photos: [photo("@other/a.jpg"), photo("@@at.jpg"), photo("b@c.jpg")],
      faces: [FACE],
      nearDuplicates: ["d.jpg"],
    };
    const lines = receiptLines({ ...RECEIPT, residue, clean: false }, plan, ["r\u001b.html"]);
    expect(lines[6]).toBe("  left in bucket     x, y");
    expect(lines.slice(10)).toEqual([
      "  not erased         1 picture that still shows the face; add --delete-photos to erase them too",
      "  not erased         nearly the same pictures: d.jpg",
      "  not erased         1 picture in another bucket, which is not this system's",
      "  not erased         1 report in other places; delete or write again: r\\x1b.html",
      ...END,
      "Something is left: run this again.",
    ]);
  });
});

describe("a photo's documents without a face", () => {
  const box = (Left: number) => ({ Left, Top: 0, Width: 0.1, Height: 0.1 });
  const record = (FaceId: string, left: number) => ({ Face: { FaceId, BoundingBox: box(left) } });
  const indexed = { FaceModelVersion: "7.0", FaceRecords: [record("f1", 0.1), record("f2", 0.5)] };
  const detected = {
    OrientationCorrection: "ROTATE_0",
    FaceDetails: [{ BoundingBox: box(0.5) }, { BoundingBox: box(0.1) }],
  };

  it("lack it and nothing else, found by its box where it has no id", () => {
    const removal = withoutFace(indexed, "f2");
    expect(removal.indexed).toEqual({ ...indexed, FaceRecords: [record("f1", 0.1)] });
    expect(removal.detected(detected)).toEqual({ ...detected, FaceDetails: [{ BoundingBox: box(0.1) }] });
    expect(removal.detected({})).toEqual({ FaceDetails: [] });
  });

  it("take the box from the detail where the face has none", () => {
    const FaceRecords = [{ Face: { FaceId: "f2" }, FaceDetail: { BoundingBox: box(0.5) } }];
    expect(withoutFace({ FaceRecords }, "f2").detected(detected).FaceDetails).toHaveLength(1);
  });

  it("are as they were where the face is not among them", () => {
    for (const document of [indexed, {}]) {
      const removal = withoutFace(document, "f3");
      expect(removal.indexed).toEqual({ FaceRecords: [], ...document });
      expect(removal.detected(detected)).toBe(detected);
    }
    expect(withoutFace({ FaceRecords: [{}] }, "f3").indexed.FaceRecords).toHaveLength(1);
  });
});

describe("mentionsFace", () => {
  const faceId = "0a1b2c3d-0000-4000-8000-00112233aabb";

  it.each([
    [faceId],
    [`{"FaceId":"11111111-0000-4000-8000-000000000000","x":"${faceId}"}`],
    [`ff${faceId}ff`],
    [`${faceId.replace("0a", "0b")}${faceId}`],
  ])("finds a face's id anywhere in %s", (text) => {
    expect(mentionsFace(text, new Set([faceId]))).toBe(true);
  });

  it.each([[""], ["no face"], [faceId.replace("0a", "0b")], [faceId.slice(1)]])(
    "finds none in '%s'",
    (text) => {
      expect(mentionsFace(text, new Set([faceId]))).toBe(false);
    },
  );
});
