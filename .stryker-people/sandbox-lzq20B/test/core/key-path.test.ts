// @ts-nocheck
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyToPath, pathToKey } from "../../core/key-path.ts";

const long = "é".repeat(512);
const KEYS = [
  "uploads/alice1.jpg",
  "a",
  "a/b",
  "a/b.jpg",
  "a.jpg",
  "a.jpg/b",
  "a.jpg/b.jpg",
  "a/",
  "a//b",
  "/a",
  "",
  "../../etc/passwd",
  "a/./b",
  "..",
  "a b+c.jpg",
  "100%25.jpg",
  "100%.jpg",
  "%-",
  "a%f",
  "a%d/b",
  "été.jpg",
  "e\u0301te\u0301.jpg",
  'quote".jpg',
  "<img src=x onerror=alert(1)>.jpg",
  "line\nbreak.jpg",
  "C:\\x.jpg",
  "trailing.",
  "A.jpg",
  "IMG_1.JPG",
  "img_1.jpg",
  long,
  `${long}x`.slice(1),
  `${"%".repeat(300)}/${".".repeat(300)}`,
];

describe("keyToPath", () => {
  it.each(["uploads/alice1.jpg", "detect-faces/a b+c.json", "photos/été/x.json"])(
    "leaves %s as it is",
    (key) => {
      expect(keyToPath(key)).toBe(key);
    },
  );

  it.each([
    ["a.jpg/b", "a.jpg%d/b%f"],
    ["a/", "a/%-%f"],
    ["a//b.jpg", "a/%-/b.jpg"],
    ["..", ".%2E"],
    [".", "%2E"],
    ["x /y.jpg", "x%20/y.jpg"],
    ["x y.jpg ", "x y.jpg%20"],
    ["50%.jpg", "50%25.jpg"],
    ['\\:*?"<>|.jpg', "%5C%3A%2A%3F%22%3C%3E%7C.jpg"],
    ["a\n.jpg", "a%0A.jpg"],
    ["e\u0301~.jpg", "e%CC%81~.jpg"],
    [`${"a".repeat(201)}.jpg`, `${"a".repeat(200)}%/a.jpg`],
    [`${"é".repeat(101)}.jpg`, `${"é".repeat(100)}%/é.jpg`],
  ])("writes %j so that every disk can hold it", (key, path) => {
    expect(keyToPath(key)).toBe(path);
  });

  it("escapes capitals where the disk takes them for small letters", () => {
    expect(keyToPath("Aé/ÉB.jpg", { foldsCase: true })).toBe("%41é/%C3%89%42.jpg");
    expect(keyToPath("Ab.jpg")).toBe("Ab.jpg");
  });

  it.each([false, true])("is undone by pathToKey (foldsCase: %s)", (foldsCase) => {
    for (const key of KEYS) expect(pathToKey(keyToPath(key, { foldsCase }))).toBe(key);
  });

  it("never leaves the folder it is used in", () => {
    for (const key of KEYS) {
      const path = keyToPath(key);
      expect(path.startsWith("/")).toBe(false);
      expect(path.split("/")).not.toContain("..");
      expect(path).not.toMatch(/\p{Cc}/u);
    }
  });

  it("gives every key a file of its own on this disk", () => {
    const folder = mkdtempSync(join(tmpdir(), "key-path-"));
    try {
      for (const key of KEYS) {
        const file = join(folder, keyToPath(key));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, key, { flag: "wx" });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("keeps names apart that a case-folding disk would confuse", () => {
    const folded = KEYS.map((key) => keyToPath(key, { foldsCase: true }).toLowerCase().normalize("NFC"));
    expect(new Set(folded).size).toBe(KEYS.length);
  });
});

describe("pathToKey", () => {
  it("takes a file that it did not name as it is", () => {
    for (const path of [
      "detect-faces/50%2Foff.json",
      "a%-.jpg",
      "x%-/b.jpg",
      "a.jpg%d%f",
      "%61a.jpg",
      "a%2e.jpg",
    ])
      expect(pathToKey(path)).toBe(path);
  });
});
