import { join } from "node:path";
import { counted, percent } from "../../core/counted.ts";
import { MAX_MATCHES } from "../../core/similarity.ts";
import { hiddenLines } from "../terminal/min-face.ts";
import { printable } from "../terminal/printable.ts";
import { pad, shorten, textWidth, USUAL_COLUMNS } from "../terminal/text-width.ts";
import type { FoundFace } from "./matches-of.ts";
import { halfBlocks, inlinePicture, type PictureStyle, pictureStyle } from "./terminal-pictures.ts";

/** One search, as it is shown. */
export interface SearchResult {
  /** `alice1.jpg`, or the file that was searched with. */
  photo: string;
  /** Absent when a file was searched with. */
  faceId?: string;
  faceKey?: string;
  thumbnail?: string | null;
  matches: FoundFace[];
  /** Matches that are not shown: smaller than was asked for. */
  hidden?: number;
  /** There are probably more: as many as were asked for. */
  truncated: boolean;
  /** Answered from what was saved: no call was made. */
  cached: boolean;
  /** The face's own search was not recorded: these are the faces whose recorded searches found it. */
  partial?: boolean;
}

const FACE_ID_COLUMNS = 36;
const SIMILARITY = "similarity";
const LEAST_NAME_COLUMNS = 20;

/** Without the matches that are known to be smaller. */
export function withoutSmall(answer: SearchResult, minFace: number): SearchResult {
  const matches = answer.matches.filter(({ side }) => side === null || side >= minFace);
  const hidden = answer.matches.length - matches.length;
  return hidden === 0 ? answer : { ...answer, matches, hidden };
}

/** An answer for people, on the terminal: table, thumbnails, and what is not in it. */
export async function printResult(answer: SearchResult, datas: string, minFace: number): Promise<void> {
  const { columns } = process.stdout;
  const count = answer.matches.length;
  const name = printable(answer.faceKey ?? answer.photo);
  console.log(`${name}: ${counted(count, "similar face")}${answer.cached ? "" : " (searched)"}`);
  if (count > 0) for (const line of matchTable(answer, columns)) console.log(line);
  for (const line of hiddenLines(answer.hidden ?? 0, minFace)) console.log(line);
  for (const line of await matchPictures(answer, datas, pictureStyle(process.stdout), columns))
    console.log(line);
  if (answer.truncated) {
    console.error(
      `Truncated: exactly ${count} matches, as many as were asked for; there are probably more. ` +
        `Raise --max-faces (up to ${MAX_MATCHES}) or --threshold.`,
    );
  }
  if (answer.partial) {
    console.error("Its own search was not recorded: these are the faces whose recorded searches found it.");
  }
  console.log("");
}

/** The matches as a table: similarity, size, photo, FaceId. A name that would make it wider than the terminal juts out alone. */
export function matchTable({ matches }: SearchResult, terminalColumns = Number.POSITIVE_INFINITY): string[] {
  const names = matches.map(({ photo }) => printable(photo ?? "(not synced)"));
  const similarities = matches.map(({ similarity }) => percent(similarity, 2));
  const sides = matches.map(({ side }) => (side === null ? "?" : `${side} px`));
  const sideWidth = Math.max("size".length, ...sides.map((text) => text.length));
  const others = SIMILARITY.length + sideWidth + FACE_ID_COLUMNS + "      ".length;
  const room = Math.max(LEAST_NAME_COLUMNS, terminalColumns - others);
  const width = Math.min(room, Math.max(5, ...names.map(textWidth)));
  return [
    `${SIMILARITY}  ${"size".padStart(sideWidth)}  ${pad("photo", width)}  FaceId`,
    ...matches.map(
      ({ faceId }, i) =>
        `${similarities[i]!.padStart(SIMILARITY.length)}  ${sides[i]!.padStart(sideWidth)}  ${pad(names[i]!, width)}  ${faceId}`,
    ),
  ];
}

const TILE_COLUMNS = 16;
const GAP = "  ";

/** Thumbnails side by side, as many as fit the terminal, with similarity and photo beneath. */
export async function matchPictures(
  { thumbnail, photo, matches }: SearchResult,
  datas: string,
  style: PictureStyle,
  terminalColumns = USUAL_COLUMNS,
): Promise<string[]> {
  if (style === "none") return [];
  const tiles = [
    { thumbnail: thumbnail ?? null, caption: ["searched", printable(photo)] },
    ...matches.map((match) => ({
      thumbnail: match.thumbnail,
      caption: [percent(match.similarity, 2), printable(match.photo ?? "")],
    })),
  ].filter((tile) => tile.thumbnail !== null);
  const perRow =
    style === "blocks" ? Math.max(1, Math.floor(terminalColumns / (TILE_COLUMNS + GAP.length))) : 1;
  const lines: string[] = [];
  for (let i = 0; i < tiles.length; i += perRow) {
    const row = tiles.slice(i, i + perRow);
    if (style === "blocks") {
      const pictures = await Promise.all(row.map((tile) => drawn(join(datas, tile.thumbnail!))));
      for (let y = 0; y < pictures[0]!.length; y++)
        lines.push(pictures.map((picture) => picture[y]).join(GAP));
      for (const y of [0, 1])
        lines.push(
          row
            .map((tile) => caption(tile.caption[y]!))
            .join(GAP)
            .trimEnd(),
        );
      lines.push("");
    } else {
      const [tile] = row;
      lines.push(
        await inlinePicture(join(datas, tile!.thumbnail!), TILE_COLUMNS, style),
        tile!.caption.join("  "),
      );
    }
  }
  return lines;
}

/** A thumbnail that cannot be read leaves an empty place. */
const drawn = (path: string) =>
  halfBlocks(path, TILE_COLUMNS).catch(() =>
    Array.from({ length: TILE_COLUMNS / 2 }, () => " ".repeat(TILE_COLUMNS)),
  );

const caption = (text: string) => pad(shorten(text, TILE_COLUMNS), TILE_COLUMNS);
