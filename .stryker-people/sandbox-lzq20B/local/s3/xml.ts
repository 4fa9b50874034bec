// @ts-nocheck
import { XMLParser } from "fast-xml-parser";
import { S3Error } from "./errors.ts";

const SPECIAL = /[&<>"\p{Cc}\uFFFE\uFFFF]/gu;
const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * Text as XML character data. XML 1.0 has no way to write most control characters; S3 writes them as character
 * references all the same, and clients that cannot read those ask for `encoding-type=url`.
 */
export function escapeXml(text: string): string {
  return text.replace(SPECIAL, (c) => NAMED[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** `<name>value</name>` with the value escaped; nothing for undefined. */
export function tag(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return "";
  return `<${name}>${typeof value === "string" ? escapeXml(value) : value}</${name}>`;
}

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

export function xmlDocument(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${content}</${root}>`;
}

/** A parsed element: text, children by name, or several of one name. */
export type XmlNode = string | XmlNode[] | { [name: string]: XmlNode };

// Entities are decoded below, in one pass: the parser leaves character references alone unless it also
// decodes HTML's names, and counts expansions, of which a list of 1,000 odd keys may rightly hold many.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  removeNSPrefix: true,
});

/** The children of the document's root, which must be called `root`; MalformedXML otherwise. */
export function parseXml(text: string, root: string): XmlNode {
  let document: Record<string, XmlNode>;
  try {
    document = parser.parse(text, true);
  } catch {
    throw new S3Error("MalformedXML");
  }
  const node = document[root];
  if (node === undefined) throw new S3Error("MalformedXML");
  return node;
}

/** The children called `name`, none, one or many. */
export function children(node: XmlNode, name: string): XmlNode[] {
  if (typeof node === "string" || Array.isArray(node)) return [];
  const found = node[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The text of the child called `name`, entities decoded. */
export function childText(node: XmlNode, name: string): string | undefined {
  const child = children(node, name)[0];
  return typeof child === "string" ? unescapeXml(child) : undefined;
}

const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;
const UNNAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(ENTITY, (_, hex?: string, decimal?: string, name?: string) => {
    if (name) return UNNAMED[name] ?? "";
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (code > 0x10ffff) throw new S3Error("MalformedXML");
    return String.fromCodePoint(code);
  });
}
