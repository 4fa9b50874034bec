// @ts-nocheck
import { type Call, header, type Operation } from "../call.ts";
import { S3Error } from "../errors.ts";
import { invalid, numberParameter } from "../list-request.ts";
import { versionHeaders } from "../object-headers.ts";
import { sendXml } from "../respond.ts";
import { storageClassOf } from "../storage-class.ts";
import type { StoredObject } from "../store/stored-object.ts";
import { tag } from "../xml.ts";

const MAX_PARTS = 1000;

const ATTRIBUTES = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"] as const;
type Attribute = (typeof ATTRIBUTES)[number];

const ELEMENT: Record<Attribute, (object: StoredObject, call: Call) => string> = {
  // Here alone without quotes.
  ETag: ({ etag }) => tag("ETag", etag),
  Checksum: ({ checksums = {}, checksumType }) => {
    const values = Object.entries(checksums).map(([name, value]) => tag(`Checksum${name}`, value));
    if (values.length === 0) return "";
    return `<Checksum>${values.join("")}${tag("ChecksumType", checksumType ?? "FULL_OBJECT")}</Checksum>`;
  },
  ObjectParts: objectParts,
  StorageClass: (object) => tag("StorageClass", storageClassOf(object)),
  ObjectSize: ({ size }) => tag("ObjectSize", size),
};

export const getObjectAttributes: Operation = (call) => {
  const bucket = call.bucket();
  const wanted = requested(call);
  const object = bucket.object(call.key, call.versionId);
  const elements = ATTRIBUTES.filter((name) => wanted.has(name)).map((name) => ELEMENT[name](object, call));
  sendXml(call.response, "GetObjectAttributesResponse", elements.join(""), {
    "last-modified": new Date(object.time).toUTCString(),
    ...versionHeaders(bucket, object),
  });
};

function requested(call: Call): Set<Attribute> {
  const names = (header(call, "x-amz-object-attributes") ?? "").split(",").map((name) => name.trim());
  if (names.every((name) => name === "")) {
    throw new S3Error("InvalidRequest", {
      message:
        "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
    });
  }
  const known = names.map((name) => ATTRIBUTES.find((attribute) => attribute === name));
  const unknown = known.indexOf(undefined);
  if (unknown >= 0)
    throw invalid("x-amz-object-attributes", names[unknown] ?? "", "Invalid attribute name specified.");
  return new Set(known.filter((name) => name !== undefined));
}

/** Of a multipart upload alone; part by part only where the parts have checksums. */
function objectParts({ parts, partChecksums, checksums = {} }: StoredObject, call: Call): string {
  if (!parts) return "";
  const [algorithm] = Object.keys(checksums);
  if (!partChecksums || algorithm === undefined)
    return `<ObjectParts>${tag("PartsCount", parts.length)}</ObjectParts>`;
  const given = new Map(
    ["x-amz-max-parts", "x-amz-part-number-marker"].flatMap((name) => {
      const value = header(call, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const max = numberParameter(given, "x-amz-max-parts", MAX_PARTS);
  const marker = given.has("x-amz-part-number-marker")
    ? numberParameter(given, "x-amz-part-number-marker", parts.length)
    : 0;
  const shown = parts.slice(marker, marker + max);
  const elements = shown.map(
    (size, i) =>
      `<Part>${
        tag("PartNumber", marker + i + 1) +
        tag("Size", size) +
        tag(`Checksum${algorithm}`, partChecksums[marker + i])
      }</Part>`,
  );
  return `<ObjectParts>${
    tag("PartsCount", parts.length) +
    tag("PartNumberMarker", marker) +
    tag("NextPartNumberMarker", marker + shown.length) +
    tag("MaxParts", max) +
    tag("IsTruncated", marker + shown.length < parts.length) +
    elements.join("")
  }</ObjectParts>`;
}
