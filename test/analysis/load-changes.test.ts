import { describe, expect, it } from "vitest";
import { findChanges } from "../../analysis/tables/load/changes.ts";
import { etagOf } from "../../analysis/tables/load/manifest.ts";
import { FoundFile } from "../../analysis/tables/load/scan.ts";
import { subjectOf } from "../../analysis/tables/load/subject.ts";
import { summaryText } from "../../analysis/tables/load/summary.ts";

it.each([
  ["detect-faces/a/b.json", { kind: "photo", name: "a/b", document: "detect-faces" }],
  ["index-faces/a.json", { kind: "photo", name: "a", document: "index-faces" }],
  ["keep-faces/a.json", { kind: "photo", name: "a", document: "keep-faces" }],
  ["photos/a.d%d/b.json", { kind: "photo", name: "a.d/b", document: "photos" }],
  ["photos/50%25.json", { kind: "photo", name: "50%", document: "photos" }],
  ["photos/a.txt", undefined],
  ["searches/a/f1.json", { kind: "search", faceId: "f1" }],
  ["searchs/f1.json", { kind: "search", faceId: "f1" }],
  ["searches/f1.txt", undefined],
  ["thumbnails/f1.jpg", { kind: "thumbnail", faceId: "f1" }],
  ["thumbnails/f1.png", undefined],
  ["uploads/a.json", undefined],
  ["photos.json", undefined],
])("takes %s for %o", (path, subject) => {
  expect(subjectOf(path)).toEqual(subject);
});

describe("what changed in a folder", () => {
  const file = (path: string, modified = 1): [string, FoundFile] => [
    path,
    new FoundFile("/datas", path, 3, modified, 0),
  ];
  const etag = (modified = 1) => ({ etag: `W/"3-${modified}"`, problem: null });

  it("is marked weak but where the file is as it was downloaded", () => {
    const [, found] = file("p", 1.4);
    expect(etagOf(found, undefined)).toBe('W/"3-1.4"');
    expect(etagOf(found, { etag: "e", bytes: 3, modified: 1 })).toBe("e");
    expect(etagOf(found, { etag: "e", bytes: 4, modified: 1 })).toBe('W/"3-1.4"');
    expect(etagOf(found, { etag: "e", bytes: 3, modified: 2 })).toBe('W/"3-1.4"');
  });

  it("is a photo with all its documents, known or new, and what is gone of it", () => {
    const found = new Map([
      file("photos/a.json"),
      file("detect-faces/a.json"),
      file("photos/b.json"),
      file("photos/c.json", 2),
      file("readme.txt"),
    ]);
    const loaded = new Map([
      ["detect-faces/a.json", etag()],
      ["photos/b.json", etag()],
      ["photos/c.json", etag()],
      ["keep-faces/c.json", etag()],
      ["photos/d.json", etag()],
    ]);
    const changes = findChanges(found, loaded, new Map());
    expect(changes.counts).toEqual({ new: 1, changed: 1, gone: 2, unchanged: 2 });
    expect(
      changes.photos.map(({ name, gone, isKnown, documents }) => [
        name,
        gone,
        isKnown,
        Object.keys(documents).sort(),
      ]),
    ).toEqual([
      ["a", [], true, ["detect-faces", "photos"]],
      ["c", ["keep-faces/c.json"], true, ["photos"]],
      ["d", ["photos/d.json"], true, []],
    ]);
    expect([...found.values()].map(({ isKnown }) => isKnown)).toEqual([false, true, true, true, false]);
    expect(changes.photos[0]!.documents.photos!.etag).toBe('W/"3-1"');
    expect([changes.searches, changes.thumbnails]).toEqual([[], []]);
  });

  it("is not known where no document of the photo was loaded", () => {
    const { photos } = findChanges(new Map([file("photos/a.json")]), new Map(), new Map());
    expect(photos).toMatchObject([{ name: "a", isKnown: false }]);
  });

  it("is a search with all documents of the face, and a thumbnail", () => {
    const found = new Map([
      file("searches/a/f.json"),
      file("searchs/f.json"),
      file("searches/a/g.json"),
      file("thumbnails/f.jpg", 2),
    ]);
    const loaded = new Map([
      ["searchs/f.json", etag()],
      ["searches/old/f.json", etag()],
      ["searches/a/g.json", etag()],
      ["thumbnails/f.jpg", etag()],
      ["thumbnails/g.jpg", etag()],
    ]);
    const { searches, thumbnails, counts } = findChanges(found, loaded, new Map());
    expect(
      searches.map(({ faceId, documents, gone }) => [faceId, documents.map(({ path }) => path), gone]),
    ).toEqual([["f", ["searches/a/f.json", "searchs/f.json"], ["searches/old/f.json"]]]);
    expect(thumbnails.map(({ faceId, file, path }) => [faceId, file?.path, path])).toEqual([
      ["f", "thumbnails/f.jpg", "thumbnails/f.jpg"],
      ["g", undefined, "thumbnails/g.jpg"],
    ]);
    expect(counts).toEqual({ new: 1, changed: 1, gone: 2, unchanged: 2 });
  });
});

it("sums a load up, and names at most twenty files of a kind", () => {
  const counts = { photos: 1, faces: 2, keptFaces: 3, thumbnails: 4, searches: 5, matches: 6 };
  const files = { new: 7, changed: 8, gone: 9, unchanged: 10 };
  const bad = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ path: `${i}\u001b.json`, problem: "not JSON" }));
  expect(summaryText({ files, bad: bad(1), orphans: ["thumbnails/x.jpg"], ...counts }).split("\n")).toEqual([
    "1 photos, 2 faces (3 kept), 4 thumbnails, 5 searches with 6 matches",
    "files: 7 new, 8 changed, 9 gone, 10 unchanged, 1 bad",
    "bad file, skipped: 0\\u001b.json: not JSON",
    "orphan thumbnail, no record has its face: thumbnails/x.jpg",
  ]);
  const lines = (count: number) =>
    summaryText({ files, bad: bad(count), orphans: [], ...counts }).split("\n");
  expect(lines(20)).toHaveLength(22);
  expect(lines(22).slice(-2)).toEqual(["bad file, skipped: 19\\u001b.json: not JSON", "… and 2 more"]);
});
