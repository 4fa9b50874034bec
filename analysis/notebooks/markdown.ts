import { escapeHtml } from "../report/escape.ts";

/** The Markdown that the notebooks are written in: headings, paragraphs, lists, quotes, code, emphasis, links. */
export function markdownHtml(markdown: string): string {
  return blocks(markdown).map(blockHtml).join("\n");
}

/** Parts between empty lines; a fenced block is one part. */
function blocks(markdown: string): string[] {
  return markdown.trim().match(/```[\s\S]*?```|(?:(?!```)[^\n]+\n?)+/g) ?? [];
}

function blockHtml(block: string): string {
  const fence = /^```\w*\n([\s\S]*?)\n?```$/.exec(block.trim());
  if (fence) return `<pre>${escapeHtml(fence[1]!)}</pre>`;
  const lines = block.trim().split("\n");
  const heading = /^(#{1,4}) (.*)$/.exec(lines[0]!);
  if (heading) {
    const level = heading[1]!.length;
    const rest = lines.slice(1).join("\n");
    return `<h${level}>${inline(heading[2]!)}</h${level}>${rest ? `\n${blockHtml(rest)}` : ""}`;
  }
  if (lines.every((line) => /^(- | {2})/.test(line))) {
    const items = block.trim().split(/^- /m).filter(Boolean);
    return `<ul>${items.map((item) => `<li>${inline(item.trim())}</li>`).join("")}</ul>`;
  }
  if (lines.every((line) => line.startsWith(">"))) {
    return `<blockquote>${inline(lines.map((line) => line.replace(/^> ?/, "")).join("\n"))}</blockquote>`;
  }
  return `<p>${inline(lines.join("\n"))}</p>`;
}

/** Only http(s) and relative links become links. */
function inline(text: string): string {
  return escapeHtml(text)
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith("`")
        ? `<code>${part.slice(1, -1)}</code>`
        : part
            .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
            .replace(/\*([^*]+)\*/g, "<em>$1</em>")
            .replace(
              /\[([^\]]+)\]\(((?:https?:\/\/|[\w./#-]+$|[\w./#-]*)[^)\s:]*)\)/g,
              '<a href="$2">$1</a>',
            ),
    )
    .join("");
}
