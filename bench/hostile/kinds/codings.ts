import { deflateSync } from "node:zlib";
import { MIN_SIDE_PIXELS } from "../../../core/image-limits.ts";
import { type Expected, TAKEN } from "../expect.ts";
import { comment, type Flat, flatJpeg } from "../jpeg.ts";
import { animated, blankPng, chunk, header, pngOf, withChunks } from "../png.ts";
import { type Add, HEIGHT, type Picture, WIDTH } from "./kind.ts";

export async function codings(add: Add, picture: Picture): Promise<void> {
  const jpeg = (name: string, flat: Partial<Flat>, expected: Expected) =>
    add(
      "coding of a JPEG",
      `${name}.jpg`,
      flatJpeg({ width: WIDTH, height: HEIGHT, before: [comment(name)], ...flat }),
      expected,
    );
  const notOrdinary = (kind: string): Expected => ({ outcome: "rejected", says: new RegExp(`${kind} JPEG`) });
  jpeg("grey", {}, TAKEN);
  for (const restart of [1, 7, 40]) jpeg(`restart-${restart}`, { restart }, TAKEN);
  jpeg("restart-colour", { restart: 20, components: 3 }, TAKEN);
  jpeg("extended", { frame: 0xc1, components: 3 }, TAKEN);
  jpeg("arithmetic", { frame: 0xc9, components: 3 }, TAKEN);
  jpeg("12-bit", { frame: 0xc1, precision: 12 }, notOrdinary("12-bit"));
  jpeg("lossless", { frame: 0xc3 }, notOrdinary("lossless"));
  jpeg("hierarchical", { frame: 0xc5 }, notOrdinary("hierarchical"));
  jpeg("cmyk", { components: 4 }, TAKEN);
  jpeg("cmyk-adobe", { components: 4, adobe: 0 }, TAKEN);
  jpeg("ycck-adobe", { components: 4, adobe: 2 }, TAKEN);
  jpeg("rgb-adobe", { components: 3, adobe: 0 }, TAKEN);
  jpeg("adobe-nonsense", { components: 3, adobe: 77 }, TAKEN);
  jpeg("strip-65500", { width: 65_500, height: MIN_SIDE_PIXELS }, TAKEN);
  jpeg("strip-upright", { width: MIN_SIDE_PIXELS, height: 65_500 }, TAKEN);
  for (const space of ["cmyk", "b-w"] as const)
    add(
      "coding of a JPEG",
      `sharp-${space}.jpg`,
      await picture().toColourspace(space).jpeg().toBuffer(),
      TAKEN,
    );

  const png = (name: string, bytes: Buffer, expected = TAKEN) =>
    add("coding of a PNG", `${name}.png`, bytes, expected);
  png("interlaced", await picture().png({ progressive: true }).toBuffer());
  png("16-bit", await picture().toColourspace("rgb16").png().toBuffer());
  png("palette", await picture().png({ palette: true }).toBuffer());
  png("two-colours", await picture().png({ palette: true, colours: 2 }).toBuffer());
  png("grey", await picture().greyscale().png().toBuffer());
  png("alpha", await picture().ensureAlpha(0.3).png().toBuffer());
  png("1-bit", withChunks(blankPng(WIDTH, HEIGHT), chunk("tEXt", Buffer.from("Comment\x001-bit"))));
  png("film", animated(await picture().png().toBuffer(), WIDTH, HEIGHT));
  png(
    "bad-checksum",
    pngOf(
      header(WIDTH, HEIGHT, 8, 0),
      chunk("IDAT", deflateSync(Buffer.alloc(161 * 120)), false),
      chunk("IEND"),
    ),
    {
      outcome: "rejected",
      says: /damaged|cannot be read|decode/i,
    },
  );
  png("no-pixels", pngOf(header(WIDTH, HEIGHT, 8, 0), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be|cut/i,
  });
  png("no-header", pngOf(chunk("IDAT", Buffer.alloc(9)), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be/i,
  });
  png("colour-of-none", pngOf(header(WIDTH, HEIGHT, 3, 5), chunk("IEND")), {
    outcome: "rejected",
    says: /damaged|cannot be/i,
  });
}
