// @ts-nocheck
import { createHash } from "node:crypto";
import { type Checksums, createChecksum } from "./checksums/checksum.ts";
import { S3Error } from "./errors.ts";
import type { Part } from "./store/part-name.ts";
import type { Upload } from "./store/uploads.ts";
import { children, childText, type XmlNode } from "./xml.ts";

const MIN_PART_BYTES = 5 * 2 ** 20;

/** The parts that a CompleteMultipartUpload document lists, checked as S3 checks them. */
export function listedParts(document: XmlNode, upload: Upload): Part[] {
  const nodes = children(document, "Part");
  if (nodes.length === 0) throw new S3Error("MalformedXML");
  let previous = 0;
  const parts = nodes.map((node) => {
    const number = Number(childText(node, "PartNumber"));
    if (!Number.isInteger(number) || number < 1) throw new S3Error("MalformedXML");
    if (number <= previous) throw new S3Error("InvalidPartOrder");
    previous = number;
    return listedPart(node, number, upload);
  });
  const small = parts.slice(0, -1).find((part) => part.size < MIN_PART_BYTES);
  if (!small) return parts;
  throw new S3Error("EntityTooSmall", {
    details: {
      ETag: small.etag,
      MinSizeAllowed: String(MIN_PART_BYTES),
      PartNumber: String(small.number),
      ProposedSize: String(small.size),
    },
  });
}

function listedPart(node: XmlNode, number: number, upload: Upload): Part {
  const part = upload.parts.get(number);
  const etag = childText(node, "ETag")?.replace(/^"(.*)"$/, "$1");
  const checksums = Object.entries(part?.checksums ?? {});
  const isOther = checksums.some(([name, value]) => (childText(node, `Checksum${name}`) ?? value) !== value);
  if (part && etag === part.etag && !isOther) return part;
  throw new S3Error("InvalidPart", {
    details: { UploadId: upload.id, PartNumber: String(number), ETag: etag ?? "" },
  });
}

/** The MD5 of the parts' MD5s, and how many there are: S3's ETag of a multipart upload. */
export function multipartEtag(parts: readonly Part[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(etag, "hex");
  return `${md5.digest("hex")}-${parts.length}`;
}

/** The checksum of the parts' checksums; every part has one of the upload's algorithm. */
export function compositeChecksums(parts: readonly Part[], { checksumAlgorithm }: Upload): Checksums {
  if (!checksumAlgorithm) return {};
  const checksum = createChecksum(checksumAlgorithm);
  for (const part of parts) checksum.update(Buffer.from(part.checksums[checksumAlgorithm] ?? "", "base64"));
  return { [checksumAlgorithm]: `${checksum.digest().toString("base64")}-${parts.length}` };
}
