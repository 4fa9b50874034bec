import { ACCOUNT } from "../common/account.ts";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import type { ListingEntry } from "./listing.ts";
import { storageClassOf } from "./storage-class.ts";
import type { StoredObject } from "./store/stored-object.ts";
import { tag } from "./xml.ts";

const MAX_KEYS = 1000;

/** Encodes a key or prefix as the client asked. */
export type Encode = (text: string) => string;

/** The parameters that all listings share. */
export function listParameters({ query }: Pick<Call, "query">, maxName = "max-keys") {
  const encodingType = query.get("encoding-type");
  if (encodingType !== undefined && encodingType !== "url") throw invalid("encoding-type", encodingType);
  const encode: Encode = encodingType === "url" ? urlEncode : (text) => text;
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    max: numberParameter(query, maxName, MAX_KEYS),
    encodingType,
    encode,
  };
}

/** The elements that every listing has about its page. */
export function pageElements(
  { max, delimiter, encodingType, encode }: ReturnType<typeof listParameters>,
  isTruncated: boolean,
): string {
  return (
    tag("MaxKeys", max) +
    tag("Delimiter", delimiter === "" ? undefined : encode(delimiter)) +
    tag("EncodingType", encodingType) +
    tag("IsTruncated", isTruncated)
  );
}

/** A whole number from 0 on in the query, no larger than `limit`, which is also the default. */
export function numberParameter(query: ReadonlyMap<string, string>, name: string, limit: number): number {
  const text = query.get(name);
  if (text === undefined || text === "") return limit;
  if (!/^\d{1,10}$/.test(text))
    throw invalid(name, text, "Provided argument not an integer or within integer range");
  return Math.min(Number(text), limit);
}

export function invalid(name: string, value: string, message = `Invalid value for ${name}`): S3Error {
  return new S3Error("InvalidArgument", { message, details: { ArgumentName: name, ArgumentValue: value } });
}

/** `encoding-type=url`: `/` stays; a space is `%20`, which every decoder reads, not `+`, which some do not. */
export function urlEncode(text: string): string {
  return text
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");
}

export const OWNER = `<Owner>${tag("ID", ACCOUNT)}</Owner>`;

/** The elements of one object that every listing has; only the key can hold anything that needs escaping. */
export function objectElements(object: StoredObject, encode: Encode): string {
  let checksums = "";
  for (const name in object.checksums) checksums += `<ChecksumAlgorithm>${name}</ChecksumAlgorithm>`;
  if (checksums !== "") checksums += `<ChecksumType>${object.checksumType ?? "FULL_OBJECT"}</ChecksumType>`;
  return (
    `${tag("Key", encode(object.key))}<LastModified>${isoSeconds(object.time)}</LastModified>` +
    `<ETag>&quot;${object.etag}&quot;</ETag>${checksums}<Size>${object.size}</Size>` +
    `<StorageClass>${storageClassOf(object)}</StorageClass>`
  );
}

export function commonPrefixes(entries: readonly ListingEntry[], encode: Encode): string {
  return entries
    .filter((entry) => entry.isPrefix)
    .map(({ text }) => `<CommonPrefixes>${tag("Prefix", encode(text))}</CommonPrefixes>`)
    .join("");
}

/** S3 keeps whole seconds; the same in listings as in the Last-Modified header. */
export function isoSeconds(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString();
}
