import { MAX_OBJECT_BYTES, MIN_SIDE_PIXELS } from "../../../core/image-limits.ts";
import { CUT, type Expected, TAKEN } from "../expect.ts";
import { comment, flatJpeg } from "../jpeg.ts";
import { blankPng, chunk, header, pngOf } from "../png.ts";
import type { Add } from "./kind.ts";

export async function sizes(add: Add): Promise<void> {
  const kind = "sizes";
  const rejected = (says: RegExp): Expected => ({ outcome: "rejected", says });
  const flat = (width: number, height: number, text: string) =>
    flatJpeg({ width, height, before: [comment(text)] });
  add(kind, "nothing.jpg", Buffer.alloc(0), rejected(/empty/));
  add(kind, "one-byte.jpg", Buffer.from([0xff]), rejected(/not an image/));
  add(
    kind,
    "noise.jpg",
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 7919) % 251)),
    rejected(/Rekognition takes/),
  );
  add(kind, "79.jpg", flat(79, 200, "79"), rejected(/79x200 pixels/));
  add(kind, "80.jpg", flat(MIN_SIDE_PIXELS, MIN_SIDE_PIXELS, "80"), TAKEN);
  add(kind, "1x1.png", blankPng(1, 1), rejected(/1x1 pixels/));
  add(kind, "0x0.jpg", flat(0, 0, "0"), CUT);
  add(
    kind,
    "over-15-MB.jpg",
    Buffer.concat([flat(99, 99, "15"), Buffer.alloc(MAX_OBJECT_BYTES)]),
    rejected(/15\.0 MB|up to 15 MB/),
  );
  add(kind, "bomb-16000-1-bit.png", blankPng(16_000, 16_000), rejected(/16000x16000 pixels/));
  add(kind, "bomb-30000-1-bit.png", blankPng(30_000, 30_000), rejected(/30000x30000 pixels/));
  add(kind, "bomb-60000.jpg", flat(60_000, 30_000, "bomb"), rejected(/60000x30000 pixels/));
  add(
    kind,
    "bomb-said-only.png",
    pngOf(header(2 ** 31 - 1, 2 ** 31 - 1, 8, 2), chunk("IDAT"), chunk("IEND")),
    rejected(/pixels|damaged|cannot be/),
  );
  add(kind, "99-megapixels.jpg", flat(9_960, 9_960, "99"), TAKEN);
}
