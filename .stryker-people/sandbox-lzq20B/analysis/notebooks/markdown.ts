// @ts-nocheck
import { Marked } from "marked";
import { escapeHtml } from "../report/escape.ts";

/** GitHub's Markdown, in which notebooks are written. HTML in it is shown as text, not obeyed. */
const marked = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    link({ href, title, tokens }) {
      const text = this.parser.parseInline(tokens);
      if (!isSafe(href, ["http:", "https:", "mailto:"])) return text;
      return `<a href="${escapeHtml(href)}"${titled(title)}>${text}</a>`;
    },
    // A page makes no request: pictures are part of it, or only their description is shown.
    image: ({ href, title, text }) =>
      isSafe(href, ["data:"]) && href.startsWith("data:image/")
        ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}"${titled(title)}>`
        : escapeHtml(text),
  },
});

export function markdownHtml(markdown: string): string {
  return marked.parse(markdown, { async: false }).trim();
}

const titled = (title: string | null | undefined) => (title ? ` title="${escapeHtml(title)}"` : "");

/** Relative, or of one of these schemes. */
function isSafe(href: string, schemes: string[]): boolean {
  const base = "relative:///";
  if (!URL.canParse(href, base)) return false;
  const { protocol } = new URL(href, base);
  return protocol === "relative:" || schemes.includes(protocol);
}
