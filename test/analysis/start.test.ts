import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECORDED } from "../recorded.ts";
import { lendModels } from "../run-models.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "start-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs `npm start` as its script does. */
function start(args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const command = ["--import", "tsx", "analysis/start.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe("npm start on a folder of all sorts", () => {
  const photos = join(work, "photos");
  const places = ["--datas", join(work, "datas"), "--state", lendModels(join(work, "state"))];

  beforeAll(async () => {
    const require = createRequire(import.meta.url);
    const sample = await sharp(readFileSync(require.resolve("@vladmandic/face-api/demo/sample1.jpg")))
      .resize(720)
      .jpeg()
      .toBuffer();
    const plain = sharp({ create: { width: 300, height: 300, channels: 3, background: "#c84" } });
    mkdirSync(join(photos, "a"), { recursive: true });
    const files: Record<string, Buffer> = {
      "people.jpg": sample,
      "a/people.jpg": await sharp(sample).flop().jpeg().toBuffer(),
      "a/same bytes.jpg": sample,
      "empty wall.png": await plain.png().toBuffer(),
      "words.jpg": Buffer.from("words"),
      "nothing.jpg": Buffer.alloc(0),
      "phone.heic": Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
      "web.webp": await sharp(sample).resize(700).webp().toBuffer(),
      "notes.txt": Buffer.from("no photo"),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(photos, name), bytes);
  });

  it("gives every photo an outcome, and finds the mirrored copy", async () => {
    const { status, stdout } = await start([photos, ...places]);
    expect(stdout).toMatch(
      /8 photos: 2 kept, 1 no face, 0 below the requirements, 4 unusable, 1 duplicate, 0 failed; 4 faces/,
    );
    expect(stdout).toMatch(/^ {2}people\.jpg {2}= {2}a\/people\.jpg, a\/same bytes\.jpg$/m);
    expect(stdout).toMatch(/phone\.heic +not kept: HEIC; Rekognition takes JPEG and PNG only/);
    expect(stdout).toMatch(/web\.webp +not kept: WebP; Rekognition takes JPEG and PNG only/);
    expect(stdout).toContain("--convert would send JPEG copies of 1 of these");
    expect(stdout).toContain("skipped 1 other file (not photos)");
    expect(status).toBe(0);
  });

  it("does nothing the second time, and says so", async () => {
    const { status, stdout } = await start([photos, ...places]);
    expect(stdout).toContain("Nothing new: 8 photos already processed.");
    expect(status).toBe(0);
  });

  it("takes what is new only, and sends JPEG copies of what Rekognition refuses when asked to, once", async () => {
    const turned = await sharp(join(photos, "people.jpg")).rotate(10).jpeg().toBuffer();
    writeFileSync(join(photos, "turned.jpg"), turned);
    const { stdout } = await start([photos, ...places, "--convert"]);
    expect(stdout).not.toContain("Nothing new");
    expect(stdout).toMatch(/9 photos: 4 kept, 1 no face, 0 below the requirements, 3 unusable/);
    expect(stdout).toMatch(/web\.webp\.jpg/);
    expect(stdout).toMatch(/phone\.heic +not kept: HEIC/);
    const again = await start([photos, ...places, "--convert"]);
    expect(again.stdout).toContain("Nothing new: 9 photos already processed.");
  });
});

describe("npm start", () => {
  it.each([
    ["a folder that does not exist", [join(work, "nowhere")], /does not exist/],
    ["a folder without photos", [join(ROOT, "functions")], /^No photos \(JPEG or PNG\)/],
    ["an option that does not exist", ["--nonsense"], /^Unknown option --nonsense/],
  ])("refuses %s in one sentence", async (_, args, message) => {
    const { status, stderr } = await start(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it("says so, and ends, when the models cannot be started", async () => {
    const broken = join(work, "broken");
    mkdirSync(join(broken, "photos"), { recursive: true });
    const photo = sharp({ create: { width: 90, height: 90, channels: 3, background: "#c84" } }).jpeg();
    writeFileSync(join(broken, "photos", "a.jpg"), await photo.toBuffer());
    writeFileSync(join(broken, "models"), "A file is where their folder should be");
    const { status, stderr } = await start([join(broken, "photos"), "--datas", broken, "--state", broken]);
    expect(stderr).toMatch(/^The face models cannot be started \(EEXIST: .*\)\. Run npm ci again/m);
    expect(status).toBe(2);
  });

  it("checks the target before it announces anything", async () => {
    const { status, stdout, stderr } = await start(["--target", "mars"]);
    expect([status, stdout, stderr]).toEqual([
      2,
      "",
      'Unknown value "mars" for --target. It takes: local, aws.\n',
    ]);
  });
});

describe.skipIf(!RECORDED)("npm start in replay (needs the recorded photos)", () => {
  it("tells the recorded outcomes", async () => {
    const replay = ["--replay", RECORDED!, "--replay-only"];
    const places = ["--datas", join(work, "replayed"), "--state", join(work, "replay-state")];
    const { status, stdout } = await start([`${RECORDED}images`, ...replay, ...places]);
    expect(stdout).toContain(
      "44 photos: 40 kept, 1 no face, 3 below the requirements, 0 duplicates, 0 failed; 41 faces",
    );
    expect(status).toBe(0);
  });
});
