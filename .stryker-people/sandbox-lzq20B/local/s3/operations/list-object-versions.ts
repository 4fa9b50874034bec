// @ts-nocheck
import type { Operation } from "../call.ts";
import { S3Error } from "../errors.ts";
import { commonPrefixes, isoSeconds, listParameters, OWNER, objectElements } from "../list-request.ts";
import { type ListingEntry, page } from "../listing.ts";
import { sendXml } from "../respond.ts";
import type { Version } from "../store/stored-object.ts";
import { idOf, isObject } from "../store/versions.ts";
import { requestedVersion } from "../version-id.ts";
import { type VersionEntry, walkVersions } from "../version-listing.ts";
import { tag } from "../xml.ts";

export const listObjectVersions: Operation = (call) => {
  const bucket = call.bucket();
  const { prefix, delimiter, max, encodingType, encode } = listParameters(call);
  const marker = call.query.get("key-marker") ?? "";
  const idMarker = call.query.get("version-id-marker") || undefined;
  if (idMarker !== undefined && marker === "") {
    const message = "A version-id marker cannot be specified without a key marker.";
    throw new S3Error("InvalidArgument", {
      message,
      details: { ArgumentName: "version-id-marker", ArgumentValue: idMarker },
    });
  }
  requestedVersion(new Map(idMarker === undefined ? [] : [["versionId", idMarker]]));
  const walk = walkVersions(bucket.index, { prefix, delimiter, after: marker, afterVersion: idMarker });
  const { entries, isTruncated } = page(walk, max);

  const element = (version: Version, isLatest: boolean) => {
    const more = tag("VersionId", idOf(version)) + tag("IsLatest", isLatest) + OWNER;
    if (isObject(version)) return `<Version>${objectElements(version, encode)}${more}</Version>`;
    const { key, time } = version;
    return `<DeleteMarker>${tag("Key", encode(key))}${tag("LastModified", isoSeconds(time))}${more}</DeleteMarker>`;
  };
  const last = isTruncated ? entries.at(-1) : undefined;
  sendXml(
    call.response,
    "ListVersionsResult",
    tag("Name", bucket.name) +
      tag("Prefix", encode(prefix)) +
      tag("KeyMarker", encode(marker)) +
      tag("VersionIdMarker", idMarker ?? "") +
      tag("NextKeyMarker", last && encode(keyOf(last))) +
      tag("NextVersionIdMarker", last && "version" in last ? idOf(last.version) : undefined) +
      tag("MaxKeys", max) +
      tag("Delimiter", delimiter === "" ? undefined : encode(delimiter)) +
      tag("EncodingType", encodingType) +
      tag("IsTruncated", isTruncated) +
      entries.map((entry) => ("version" in entry ? element(entry.version, entry.isLatest) : "")).join("") +
      commonPrefixes(
        entries.filter((entry): entry is ListingEntry => !("version" in entry)),
        encode,
      ),
  );
};

const keyOf = (entry: VersionEntry | ListingEntry) => ("version" in entry ? entry.version.key : entry.text);
