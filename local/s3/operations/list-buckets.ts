import { ACCOUNT, REGION } from "../../common/account.ts";
import type { Operation } from "../call.ts";
import { invalid, numberParameter } from "../list-request.ts";
import { page } from "../listing.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

const MAX_BUCKETS = 10_000;

/** In pages where `max-buckets` asks for them; the token is the last name of the page before. */
export const listBuckets: Operation = (call) => {
  const prefix = call.query.get("prefix") ?? "";
  const region = call.query.get("bucket-region") ?? REGION;
  const max = numberParameter(call.query, "max-buckets", MAX_BUCKETS);
  if (max === 0)
    throw invalid("max-buckets", "0", "Argument max-buckets must be an integer between 1 and 10000");
  const token = call.query.get("continuation-token") ?? "";
  const after = Buffer.from(token, "base64url").toString();
  const all = call.store
    .list()
    .filter(({ name }) => name.startsWith(prefix) && name > after && region === REGION);
  const { entries, isTruncated } = page(all, max);
  const buckets = entries.map(
    ({ name, description }) =>
      `<Bucket>${tag("Name", name)}${tag("CreationDate", description.created.toISOString())}${tag("BucketRegion", REGION)}</Bucket>`,
  );
  const last = isTruncated ? entries.at(-1)?.name : undefined;
  sendXml(
    call.response,
    "ListAllMyBucketsResult",
    `<Owner>${tag("ID", ACCOUNT)}</Owner><Buckets>${buckets.join("")}</Buckets>` +
      tag("ContinuationToken", last && Buffer.from(last).toString("base64url")) +
      tag("Prefix", prefix || undefined),
  );
};
