// @ts-nocheck
import { S3Error } from "./errors.ts";
import { children, childText, tag, type XmlNode } from "./xml.ts";

const MAX_TAGS = 10;
const MAX_KEY = 128;
const MAX_VALUE = 256;

type Tag = readonly [key: string, value: string];

/** Tags as they are stored: `a=b&c=d`; undefined for none. From an x-amz-tagging header. */
export function taggingOfHeader(header: string | undefined): string | undefined {
  if (!header) return undefined;
  return stored([...new URLSearchParams(header)]);
}

/** The same, of a `Tagging` document. */
export function taggingOfDocument(document: XmlNode): string | undefined {
  const [set] = children(document, "TagSet");
  if (set === undefined) throw new S3Error("MalformedXML");
  return stored(
    children(set, "Tag").map((node) => {
      const key = childText(node, "Key");
      const value = childText(node, "Value");
      if (key === undefined || value === undefined) throw new S3Error("MalformedXML");
      return [key, value];
    }),
  );
}

export function taggingDocument(tagging = ""): string {
  const tags = [...new URLSearchParams(tagging)].map(
    ([key, value]) => `<Tag>${tag("Key", key)}${tag("Value", value)}</Tag>`,
  );
  return `<TagSet>${tags.join("")}</TagSet>`;
}

function stored(tags: Tag[]): string | undefined {
  if (tags.length > MAX_TAGS)
    throw new S3Error("BadRequest", { message: "Object tags cannot be greater than 10" });
  if (new Set(tags.map(([key]) => key)).size < tags.length) {
    throw new S3Error("InvalidTag", { message: "Cannot provide multiple Tags with the same key" });
  }
  for (const [key, value] of tags) check(key, value);
  return tags.length === 0 ? undefined : new URLSearchParams(Object.fromEntries(tags)).toString();
}

function check(key: string, value: string): void {
  const details = { TagKey: key, TagValue: value };
  if (key === "" || key.length > MAX_KEY) throw new S3Error("InvalidTag", { details });
  if (value.length > MAX_VALUE) {
    throw new S3Error("InvalidTag", { message: "The TagValue you have provided is invalid", details });
  }
  if (!key.startsWith("aws:")) return;
  throw new S3Error("InvalidTag", { message: "System tags cannot be added/updated by requester", details });
}
