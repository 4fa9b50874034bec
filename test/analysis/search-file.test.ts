import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { searchFile } from "../../analysis/search/search-file.ts";
import type { Target } from "../../analysis/target/target.ts";
import { CommandError } from "../../analysis/terminal/command.ts";
import { MAX_REQUEST_BYTES } from "../../core/image-limits.ts";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

const WIDE = { threshold: DEFAULT_THRESHOLD, maxFaces: MAX_MATCHES };

interface ImageRequest {
  input: { Image: { Bytes: Uint8Array } };
}

/** A local AWS that finds no similar face, or fails. */
const targetThat = (send: (image: Uint8Array) => void) =>
  ({
    kind: "local",
    region: "eu-west-1",
    collection: "c",
    rekognition: {
      send: async ({ input }: ImageRequest) => {
        send(input.Image.Bytes);
        return { FaceMatches: [], FaceModelVersion: "1" };
      },
    },
  }) as unknown as Target;

it("sends a copy of at most 5 MB of a photo that hardly compresses", async () => {
  const folder = await temporaryFolder();
  const side = 2600;
  const noise = sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } });
  const file = join(folder, "noise.jpg");
  writeFileSync(file, await noise.jpeg({ quality: 100 }).toBuffer());
  let sent = 0;
  const target = targetThat((image) => {
    sent = image.length;
  });
  expect((await searchFile(target, file, WIDE, join(folder, "datas"))).matches).toEqual([]);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(MAX_REQUEST_BYTES);
});

it.each([
  ["InvalidImageFormatException", / is damaged or cut off\. Copy it again/],
  ["ImageTooLargeException", / is too large to search with\. Make it smaller/],
])("says what %s means", async (name, message) => {
  const folder = await temporaryFolder();
  const file = join(folder, "photo.png");
  await sharp({ create: { width: 90, height: 90, channels: 3, background: "#c84" } }).toFile(file);
  const target = targetThat(() => {
    throw Object.assign(new Error("from the service"), { name });
  });
  const searched = searchFile(target, file, WIDE, folder);
  await expect(searched).rejects.toThrow(message);
  await expect(searched).rejects.toThrow(CommandError);
});

it.each([
  ["dot.png", { side: 1 }, "dot.png is too small: 1 x 1 pixels; at least 80 x 80 are needed."],
  ["empty.jpg", "", "empty.jpg is empty. Copy it again"],
  ["notes.txt", "No photo.", "notes.txt is not a photo. Give a JPEG, PNG, WebP, AVIF, GIF or TIFF."],
  ["paper.pdf", "%PDF-1.7\n", "paper.pdf is PDF, which cannot be searched with. Give a JPEG"],
  ["cut.gif", "GIF89a", "cut.gif is damaged or cut off."],
])("says what is wrong with %s before anything is sent", async (name, content, message) => {
  const file = join(await temporaryFolder(), name);
  const bytes =
    typeof content === "string"
      ? content
      : await sharp({
          create: { width: content.side, height: content.side, channels: 3, background: "#c84" },
        })
          .png()
          .toBuffer();
  writeFileSync(file, bytes);
  const target = targetThat(() => {
    throw new Error("was sent");
  });
  const searched = searchFile(target, file, WIDE, "nowhere");
  await expect(searched).rejects.toThrow(message);
  await expect(searched).rejects.toThrow(CommandError);
});

it("says why a file cannot be read", async () => {
  const folder = await temporaryFolder();
  await expect(
    searchFile(
      targetThat(() => {}),
      join(folder, "gone.jpg"),
      WIDE,
      folder,
    ),
  ).rejects.toThrow(/^Cannot read .*gone\.jpg\. It is no longer there\./);
});
