import { S3Error } from "./errors.ts";

/** The second is not documented as taken, but rclone of 2022 sends it with everything, and it grants nothing to others. */
const HARMLESS: unknown[] = [undefined, "bucket-owner-full-control", "private"];

/**
 * Refuses an ACL that grants anything to others, as S3 does in a bucket that enforces its owner: the deployed one does, and every new one. Whoever writes
 * `public-read` is to learn it here, not after the deployment.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html
 *
 * @param headers of a write, or the fields of a form, where the ACL's name is `acl`
 */
export function refuseAcl(headers: Readonly<Record<string, string | string[] | undefined>>): void {
  const canned = headers["x-amz-acl"] ?? headers.acl;
  const isGranting = Object.keys(headers).some((name) => name.startsWith("x-amz-grant-"));
  if (isGranting || !HARMLESS.includes(canned)) throw new S3Error("AccessControlListNotSupported");
}
