import { CUT, REPAIRED, TAKEN } from "../expect.ts";
import { multiPicture, samsungTrailer, withoutEnd, xmpSegment } from "../jpeg.ts";
import { type Add, HDR, type Picture } from "./kind.ts";

/** As Samsung's panoramas end, with blocks and a directory of the maker's own in place of the end marker. */
const TRAILER = samsungTrailer("Image_UTC_Data", Buffer.from("1415925382127"));
/** Nobody knows where such a thing begins, so nobody knows either whether bytes before it are missing. */
const UNKNOWN_TRAILER = Buffer.from("of a camera that nobody knows, without a directory or a mark".repeat(2));

export async function ends(add: Add, picture: Picture): Promise<void> {
  const gainMap = await picture().resize(40, 30).jpeg().toBuffer();
  for (const progressive of [false, true]) {
    // Large enough that a hundredth of it is more than what may stand behind it.
    const jpeg = () => picture().resize(480, 384).jpeg({ progressive, quality: 95 }).toBuffer();
    const kind = progressive ? "end of a progressive JPEG" : "end of a baseline JPEG";
    const named = (name: string) => `${progressive ? "progressive" : "baseline"}-${name}.jpg`;
    add(kind, named("without-end"), withoutEnd(await jpeg()), REPAIRED);
    add(kind, named("half-an-end"), (await jpeg()).subarray(0, -1), REPAIRED);
    add(kind, named("trailer-for-end"), Buffer.concat([withoutEnd(await jpeg()), TRAILER]), REPAIRED);
    add(kind, named("zeros-behind"), Buffer.concat([await jpeg(), Buffer.alloc(9999)]), TAKEN);
    add(
      kind,
      named("video-behind"),
      Buffer.concat([await jpeg(), Buffer.from("\0\0\0\x18ftypmp42"), Buffer.alloc(9999, 7)]),
      TAKEN,
    );
    add(kind, named("gain-map"), multiPicture(await jpeg(), gainMap, xmpSegment(HDR)), TAKEN);
    add(
      kind,
      named("half-a-gain-map"),
      multiPicture(await jpeg(), gainMap.subarray(0, 300), xmpSegment(HDR)),
      TAKEN,
    );
    add(kind, named("no-gain-map"), multiPicture(await jpeg(), Buffer.alloc(300, 9), xmpSegment(HDR)), TAKEN);
    add(kind, named("two-pictures"), multiPicture(await jpeg(), await jpeg()), TAKEN);
    // Of the pixels, besides the end marker.
    const without = async (bytes: number) => withoutEnd(await jpeg()).subarray(0, -bytes);
    for (const missing of [12, 20, 30]) {
      add(kind, named(`cut-${missing}-bytes`), await without(missing), CUT);
      add(
        kind,
        named(`cut-${missing}-bytes-gain-map`),
        Buffer.concat([await without(missing), gainMap]),
        CUT,
      );
    }
    for (const missing of [4, 12, 20])
      add(kind, named(`cut-${missing}-bytes-trailer`), Buffer.concat([await without(missing), TRAILER]), CUT);
    add(
      kind,
      named("unknown-trailer-for-end"),
      Buffer.concat([withoutEnd(await jpeg()), UNKNOWN_TRAILER]),
      CUT,
    );
    add(
      kind,
      named("cut-12-bytes-unknown-trailer"),
      Buffer.concat([await without(12), UNKNOWN_TRAILER]),
      CUT,
    );
    for (const missing of [0.01, 0.1, 0.5]) {
      const all = await jpeg();
      const cut = all.subarray(0, Math.floor(all.length * (1 - missing)));
      add(kind, named(`cut-${missing}`), cut, CUT);
      add(kind, named(`cut-${missing}-gain-map`), Buffer.concat([cut, gainMap]), CUT);
      add(kind, named(`cut-${missing}-trailer`), Buffer.concat([cut, TRAILER]), CUT);
    }
  }
}
