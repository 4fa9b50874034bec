import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../common/names.ts";
import { readBody } from "../gateway/read-body.ts";
import type { Handler } from "../gateway/server.ts";
import { sendServiceError } from "../gateway/service-error.ts";
import { tag } from "../s3/xml.ts";

const MAX_REQUEST_BYTES = 64 * 1024;

/** STS's GetCallerIdentity, which tools call to see whose account they use. */
export const stsHandler: Handler = async (request, response, caller) => {
  const body = await readBody(request, MAX_REQUEST_BYTES);
  const query = body === "too large" || body.length === 0 ? (request.url ?? "").split("?")[1] : String(body);
  const action = new URLSearchParams(query).get("Action");
  if (action !== "GetCallerIdentity") {
    sendServiceError(request, response, {
      code: "InvalidAction",
      status: 400,
      message: `The local AWS of Lookalike answers GetCallerIdentity of STS, not ${action ?? "a request without Action"}`,
    });
    return;
  }
  // The id of root is the account's; a session's has its name behind the role's.
  const userId = caller.arn.endsWith(":root") ? ACCOUNT : caller.arn.split("/").slice(1).join(":");
  const result = tag("Arn", caller.arn) + tag("UserId", userId) + tag("Account", ACCOUNT);
  const text =
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">' +
    `<GetCallerIdentityResult>${result}</GetCallerIdentityResult>` +
    `<ResponseMetadata>${tag("RequestId", randomUUID())}</ResponseMetadata></GetCallerIdentityResponse>`;
  response.writeHead(200, { "content-type": "text/xml", "content-length": Buffer.byteLength(text) });
  response.end(text);
};
