import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { covers, isCurrent, widen } from "../../analysis/search/cached-search.ts";
import { collectionVersion } from "../../analysis/search/kept-faces.ts";
import { matchTable } from "../../analysis/search/print-matches.ts";
import { withinBudget } from "../../analysis/search/search-all.ts";
import { halfBlocks, inlinePicture, pictureStyle } from "../../analysis/search/terminal-pictures.ts";
import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../../core/similarity.ts";

describe("a cached search", () => {
  const cached = { threshold: 70, maxFaces: 10, matches: 4, collectionVersion: "41-abc" };
  const wide = { threshold: DEFAULT_THRESHOLD, maxFaces: MAX_MATCHES };

  it("answers what it looked far enough down for", () => {
    expect(covers(cached, wide)).toBe(true);
    expect(covers(cached, { threshold: 60, maxFaces: MAX_MATCHES })).toBe(false);
  });

  it("answers for as many matches as it has when it was cut off", () => {
    const cutOff = { ...cached, matches: 10 };
    expect(covers(cutOff, wide)).toBe(false);
    expect(covers(cutOff, { threshold: DEFAULT_THRESHOLD, maxFaces: 10 })).toBe(true);
  });

  it("is out of date once the collection is another", () => {
    expect(isCurrent(cached, wide, "41-abc")).toBe(true);
    expect(isCurrent(cached, wide, "42-def")).toBe(false);
  });

  it("is never replaced by one that knows less", () => {
    expect(widen({ threshold: 90, maxFaces: 5 }, cached)).toEqual({ threshold: 70, maxFaces: 10 });
  });
});

describe("the collection's version", () => {
  const of = (...faceIds: string[]) => collectionVersion(faceIds.map((faceId) => ({ faceId })));

  it("changes with every face that comes or goes, also when the number stays the same", () => {
    expect(new Set([of("a", "b"), of("a", "c"), of("a"), of("a", "b", "c")]).size).toBe(4);
  });

  it("does not depend on the order, and comes back when a change is taken back", () => {
    expect(of("b", "a")).toBe(of("a", "b"));
  });
});

describe("a budget", () => {
  it("pays for as many calls as fit into it, across price tiers", () => {
    expect(withinBudget(100, "eu-west-1", 0.003)).toBe(3);
    expect(withinBudget(100, "eu-west-1", 0.0039)).toBe(3);
    expect(withinBudget(2, "eu-west-1", 10)).toBe(2);
    expect(withinBudget(3_000_000, "eu-west-1", 1000.8)).toBe(1_001_000);
  });
});

describe("pictures in the terminal", () => {
  const red = sharp({ create: { width: 40, height: 40, channels: 3, background: "#ff0000" } })
    .png()
    .toBuffer();

  it("are left out when the output is piped, NO_COLOR is set or colours are few", () => {
    const colour = { COLORTERM: "truecolor", TERM: "xterm-256color" };
    expect(pictureStyle({ isTTY: false }, colour)).toBe("none");
    expect(pictureStyle({ isTTY: true }, { ...colour, NO_COLOR: "1" })).toBe("none");
    expect(pictureStyle({ isTTY: true }, { TERM: "xterm" })).toBe("none");
    expect(pictureStyle({ isTTY: true }, colour)).toBe("blocks");
    expect(pictureStyle({ isTTY: true }, { ...colour, TERM: "xterm-kitty" })).toBe("kitty");
    expect(pictureStyle({ isTTY: true }, { ...colour, TERM: "xterm-kitty", TMUX: "/tmp/x" })).toBe("blocks");
  });

  it("are drawn with two pixels to a cell and end with the colours reset", async () => {
    const lines = await halfBlocks(await red, 16);
    expect(lines).toHaveLength(8);
    for (const line of lines) {
      expect(line.match(/▀/g)).toHaveLength(16);
      expect(line).toContain("38;2;255;0;0;48;2;255;0;0");
      expect(line.endsWith("\u001b[0m")).toBe(true);
    }
  });

  it("are sent to kitty as a PNG in chunks that it takes", async () => {
    const sequence = await inlinePicture(await red, 16, "kitty");
    const chunks = sequence.split("\u001b\\").filter((chunk) => chunk !== "");
    expect(chunks.every((chunk) => chunk.startsWith("\u001b_G"))).toBe(true);
    expect(chunks[0]).toContain("a=T,f=100");
    const data = chunks.map((chunk) => chunk.slice(chunk.indexOf(";") + 1));
    expect(data.every((part) => part.length <= 4096)).toBe(true);
    const png = Buffer.from(data.join(""), "base64");
    expect((await sharp(png).metadata()).format).toBe("png");
  });

  it("have no control characters of file names beside them", () => {
    const match = {
      faceId: "f",
      faceKey: "x#1",
      photo: "a\u001b[31mb.jpg",
      similarity: 99,
      thumbnail: null,
      side: null,
    };
    const table = matchTable({ photo: "x", matches: [match], truncated: false, cached: true });
    expect(table.join("\n")).not.toContain("\u001b");
    expect(table[1]).toContain("a\\x1b[31mb.jpg");
  });
});
