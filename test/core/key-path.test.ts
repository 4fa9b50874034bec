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
    expect(pathToKey("detect-faces/50%2Foff.json")).toBe("detect-faces/50%2Foff.json");
  });
});
