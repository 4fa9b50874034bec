import type { Operation } from "../call.ts";
import { ACCOUNT } from "../region.ts";
import { sendXml } from "../respond.ts";
import { tag } from "../xml.ts";

export const listBuckets: Operation = (call) => {
  const prefix = call.query.get("prefix") ?? "";
  const buckets = call.store
    .list()
    .filter(({ name }) => name.startsWith(prefix))
    .map(
      ({ name, description }) =>
        `<Bucket>${tag("Name", name)}${tag("CreationDate", description.created.toISOString())}</Bucket>`,
    );
  const owner = `<Owner>${tag("ID", ACCOUNT)}</Owner>`;
  sendXml(call.response, "ListAllMyBucketsResult", `${owner}<Buckets>${buckets.join("")}</Buckets>`);
};
