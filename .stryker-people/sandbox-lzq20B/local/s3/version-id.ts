// @ts-nocheck
import { randomBytes } from "node:crypto";
import { S3Error } from "./errors.ts";
import { NULL_VERSION } from "./store/versions.ts";

/** Like S3's: 32 characters that need no escaping in a URL; none begins with `-`, as an option of a command would. */
export function newVersionId(): string {
  return randomBytes(24).toString("base64url").replaceAll("-", ".");
}

/** The version that a request names, if any; InvalidArgument for what no version can be called. */
export function requestedVersion(query: ReadonlyMap<string, string>): string | undefined {
  const version = query.get("versionId");
  if (version === undefined || version === NULL_VERSION || /^[\w.]{32}$/.test(version)) return version;
  const message = version === "" ? "Version id cannot be the empty string" : "Invalid version id specified";
  throw new S3Error("InvalidArgument", {
    message,
    details: { ArgumentName: "versionId", ArgumentValue: version },
  });
}
