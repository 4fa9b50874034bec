// @ts-nocheck
import sharp from "sharp";

/** As much of a picture as one escape sequence of kitty's protocol carries. */
const KITTY_CHUNK = /.{1,4096}/g;

/** How pictures get onto a terminal: its own protocol, coloured half blocks, or not at all. */
export type PictureStyle = "kitty" | "iterm" | "blocks" | "none";

/**
 * What the terminal can show. Nothing when the output is piped (unless FORCE_COLOR=3), NO_COLOR is set or the terminal does not promise
 * 24-bit colour: half a picture in 16 colours helps nobody.
 */
export function pictureStyle(
  stream: { isTTY?: boolean },
  env: Record<string, string | undefined> = process.env,
): PictureStyle {
  if (env.NO_COLOR) return "none";
  // 3 is 24-bit colour, also into a pipe (a pager, a recording).
  if (!stream.isTTY) return env.FORCE_COLOR === "3" ? "blocks" : "none";
  if (env.TERM === "dumb") return "none";
  // Inside tmux and screen the picture protocols do not pass.
  const isNested = env.TMUX !== undefined || /^(screen|tmux)/.test(env.TERM ?? "");
  if (!isNested && (env.KITTY_WINDOW_ID || env.TERM === "xterm-kitty" || env.TERM === "xterm-ghostty")) {
    return "kitty";
  }
  if (!isNested && /^(iTerm\.app|WezTerm)$/.test(env.TERM_PROGRAM ?? "")) return "iterm";
  return /^(truecolor|24bit)$/.test(env.COLORTERM ?? "") ? "blocks" : "none";
}

/** Character cells are about twice as high as wide; a picture of `columns` cells takes half as many rows. */
const columnsToRows = (columns: number) => Math.ceil(columns / 2);

/** Lines of text that show the picture, `columns` cells wide; each line ends with the colours reset. */
export async function halfBlocks(image: Uint8Array | string, columns: number): Promise<string[]> {
  const height = 2 * columnsToRows(columns);
  const pixels = await sharp(image)
    .autoOrient()
    .resize(columns, height, { fit: "cover" })
    .flatten({ background: "#000" })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer();
  const colour = (x: number, y: number) =>
    [...pixels.subarray(3 * (y * columns + x), 3 * (y * columns + x) + 3)].join(";");
  return Array.from({ length: height / 2 }, (_, row) => {
    // The upper half of a cell in the foreground colour, the lower one in the background colour.
    const cells = Array.from(
      { length: columns },
      (_, x) => `\u001b[38;2;${colour(x, 2 * row)};48;2;${colour(x, 2 * row + 1)}m▀`,
    );
    return `${cells.join("")}\u001b[0m`;
  });
}

/** Pixels of a picture that is sent whole: sharp on dense screens, small on the line. */
const SENT_PIXELS = 192;

/**
 * The escape sequence that shows one picture, `columns` cells wide, in kitty's or iTerm2's protocol.
 * https://sw.kovidgoyal.net/kitty/graphics-protocol/ and https://iterm2.com/documentation-images.html
 */
export async function inlinePicture(
  image: Uint8Array | string,
  columns: number,
  style: "kitty" | "iterm",
): Promise<string> {
  const png = await sharp(image)
    .autoOrient()
    .resize(SENT_PIXELS, SENT_PIXELS, { fit: "cover" })
    .png()
    .toBuffer();
  const data = png.toString("base64");
  const rows = columnsToRows(columns);
  if (style === "iterm") {
    return `\u001b]1337;File=inline=1;size=${png.length};width=${columns};height=${rows}:${data}\u0007`;
  }
  const chunks = data.match(KITTY_CHUNK) ?? [];
  return chunks
    .map((chunk, i) => {
      const control = i === 0 ? `a=T,f=100,c=${columns},r=${rows},` : "";
      return `\u001b_G${control}m=${i === chunks.length - 1 ? 0 : 1};${chunk}\u001b\\`;
    })
    .join("");
}
