import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it, onTestFinished } from "vitest";
import { findPhotos } from "../../analysis/photos/find-photos.ts";
import { isConvertible, readPhotoFile } from "../../analysis/photos/read-photo-file.ts";
import { skippedFiles } from "../../analysis/photos/skipped-files.ts";
import { explainFileError } from "../../analysis/terminal/explain-file-error.ts";
import { readExposure } from "../../core/exif.ts";

/** A folder of these files, gone after the test. Paths that are longer than a system call takes go too. */
function folderOf(...files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "photos-"));
  onTestFinished(() => void execFileSync("rm", ["-rf", folder]));
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), file);
  }
  return folder;
}

const namesOf = ({ photos }: { photos: { photo: string }[] }) => photos.map(({ photo }) => photo);

it("names a folder that cannot be read, and goes on", async () => {
  const folder = folderOf("a.jpg", "z/b.jpg");
  const deep = 'cd "$1"; for i in $(seq 25); do mkdir $2 && cd $2; done; echo > c.jpg';
  execFileSync("bash", ["-c", deep, "bash", folder, "d".repeat(200)]);
  const found = await findPhotos([folder]);
  expect(namesOf(found)).toEqual(["a.jpg", "z/b.jpg"]);
  expect(found.unreachable).toHaveLength(1);
  expect(found.unreachable[0]!.photo).toMatch(/^(d{200}\/)+$/);
  expect(found.unreachable[0]!.message).toMatch(/^Its path is too long for this system/);
});

it("takes photos below linked folders once, by their own path where they have one", async () => {
  const folder = folderOf("real/a.jpg");
  const elsewhere = folderOf("b.jpg", "deep/c.jpg");
  symlinkSync(elsewhere, join(folder, "another"));
  symlinkSync(join(folder, "real"), join(folder, "linked"));
  symlinkSync(folder, join(folder, "real", "circle"));
  symlinkSync(folder, join(elsewhere, "back"));
  const found = await findPhotos([folder]);
  expect(namesOf(found)).toEqual(["another/b.jpg", "another/deep/c.jpg", "real/a.jpg"]);
  expect(found.unreachable).toEqual([]);
});

it("names what is called like a photo and is no file, or leads nowhere", async () => {
  const folder = folderOf("a.jpg", "notes.txt");
  execFileSync("mkfifo", [join(folder, "pipe.jpg")]);
  symlinkSync("gone.jpg", join(folder, "dangling.jpg"));
  symlinkSync("gone.txt", join(folder, "dangling.txt"));
  symlinkSync("/nowhere/holiday", join(folder, "holiday"));
  symlinkSync("self.jpg", join(folder, "self.jpg"));
  const found = await findPhotos([folder]);
  expect(namesOf(found)).toEqual(["a.jpg"]);
  expect(found.others).toBe(2);
  expect(found.unreachable).toEqual([
    { photo: "dangling.jpg", message: "A link to something that is not there; fix or remove it" },
    { photo: "holiday/", message: "A link to something that is not there; fix or remove it" },
    { photo: "pipe.jpg", message: "It is a pipe, a socket or a device, not a file" },
    { photo: "self.jpg", message: "A link that leads in a circle; remove it" },
  ]);
});

it.skipIf(process.platform !== "linux")("names photos and folders whose names are not UTF-8", async () => {
  const folder = folderOf("a.jpg");
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from(".jpg")]), "");
  const inner = Buffer.concat([Buffer.from(`${folder}/f`), Buffer.from([0xfc])]);
  mkdirSync(inner);
  writeFileSync(Buffer.concat([inner, Buffer.from("/b.jpg")]), "");
  const { unreachable } = await findPhotos([folder]);
  expect(unreachable).toEqual([
    { photo: "caf\ufffd.jpg", message: "Its name is not UTF-8; rename it" },
    { photo: "f\ufffd/", message: "Its name is not UTF-8; rename it" },
  ]);
});

it("leaves out where results and state are kept, and refuses them as the folder of the photos", async () => {
  const folder = folderOf("a.jpg", "datas/thumbnails/f.jpg", "state/s3/b.jpg", "trip/datas/c.jpg");
  const datas = join(folder, "datas");
  symlinkSync(datas, join(folder, "linked"));
  const own = [datas, join(folder, "state"), join(folder, "not-yet")];
  expect(namesOf(await findPhotos([folder], own))).toEqual(["a.jpg", "trip/datas/c.jpg"]);
  await expect(findPhotos([join(folder, "linked")], own)).rejects.toThrow(
    /linked is where results are kept\..* choose another --datas or --state\.$/,
  );
});

it("counts hidden folders and photos, and tells what was left", async () => {
  const found = await findPhotos([folderOf("a.jpg", "._a.jpg", ".DS_Store", ".trash/b.jpg", "notes.txt")]);
  expect(namesOf(found)).toEqual(["a.jpg"]);
  expect(skippedFiles(found)).toEqual([
    "skipped 1 other file (not photos)",
    "skipped 2 hidden files and folders",
  ]);
});

it("refuses a named pipe instead of waiting for it", async () => {
  const pipe = join(folderOf("a.jpg"), "pipe.jpg");
  execFileSync("mkfifo", [pipe]);
  await expect(findPhotos([pipe])).rejects.toThrow(/is a pipe, a socket or a device/);
});

it("says why there are no photos where something is in the way", async () => {
  const folder = folderOf("notes.txt");
  await expect(findPhotos([folder])).rejects.toThrow(/^No photos \(JPEG or PNG\) in /);
  symlinkSync("gone.jpg", join(folder, "dangling.jpg"));
  await expect(findPhotos([folder])).rejects.toThrow(/^No photos .*dangling.jpg: A link to something/);
});

it("words what the disk says", () => {
  const denied = Object.assign(new Error("EACCES: permission denied, scandir 'x'"), { code: "EACCES" });
  expect(explainFileError(denied)).toMatch(/^Permission denied; give yourself the right to read it/);
  expect(explainFileError(new Error("EXYZ: odd"))).toBe("It cannot be read: EXYZ: odd");
});

it("keeps in a converted copy when and where the photo was taken, and makes it upright", async () => {
  const folder = folderOf();
  const path = join(folder, "a.webp");
  const exif = { IFD2: { DateTimeOriginal: "2019:05:01 12:30:00" }, IFD0: { Model: "iPhone 12" } };
  await sharp({ create: { width: 90, height: 120, channels: 3, background: "#c84" } })
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .webp()
    .toFile(path);
  const { photo, bytes } = await readPhotoFile(
    { path, photo: "a.webp", folder, bytes: 0 },
    { convert: true, noLocation: false },
  );
  expect(photo).toBe("a.webp.jpg");
  expect(await readExposure(bytes)).toEqual({
    takenAt: "2019-05-01T12:30:00",
    camera: "iPhone 12",
    orientation: 1,
  });
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 120, height: 90 });
});

describe("what --convert would send a copy of", () => {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const plain = sharp({ create: { width: 200, height: 200, channels: 3, background: "gray", noise } });
  const half = (whole: Buffer) => whole.subarray(0, whole.length / 2);
  it.each<[string, boolean, () => Promise<Buffer>]>([
    ["a WebP", true, () => plain.clone().webp().toBuffer()],
    ["a JPEG that is cut off", true, async () => half(await plain.clone().jpeg().toBuffer())],
    ["a PNG that is cut off", true, async () => half(await plain.clone().png().toBuffer())],
    ["a JPEG that is whole", false, () => plain.clone().jpeg().toBuffer()],
    ["text that is called a photo", false, async () => Buffer.from("words")],
  ])("%s: %s", async (_, isCopied, bytes) => {
    const path = join(folderOf("photo"), "photo");
    writeFileSync(path, await bytes());
    expect(await isConvertible(path)).toBe(isCopied);
    expect(await isConvertible(`${path} that is gone`)).toBe(false);
  });
});
