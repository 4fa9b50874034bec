import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tag } from "../s3/xml.ts";
import { encodeTexts } from "./cbor.ts";

export interface ServiceError {
  code: string;
  message: string;
  status: number;
}

/** Answers an error in the request's own protocol: JSON, CBOR, or the XML of query services, EC2 or REST services. */
export function sendServiceError(
  request: IncomingMessage,
  response: ServerResponse,
  { code, message, status }: ServiceError,
): void {
  request.resume();
  const { "x-amz-target": target, "content-type": type = "", authorization = "" } = request.headers;
  const id = randomUUID();
  const send = (contentType: string, content: string | Buffer, headers: Record<string, string> = {}) => {
    const body = Buffer.from(content);
    response.writeHead(status, {
      "content-type": contentType,
      "content-length": body.length,
      "x-amzn-requestid": id,
      ...headers,
    });
    response.end(body);
  };
  const said = tag("Code", code) + tag("Message", message);
  if (request.headers["smithy-protocol"] === CBOR) {
    send("application/cbor", encodeTexts({ __type: code, message }), { "smithy-protocol": CBOR });
  } else if (target !== undefined || /json/.test(type)) {
    const version = type.startsWith("application/x-amz-json") ? type : "application/x-amz-json-1.1";
    send(target === undefined ? "application/json" : version, JSON.stringify({ __type: code, message }), {
      "x-amzn-errortype": code,
    });
  } else if (authorization.includes("/ec2/aws4_request")) {
    send("text/xml", `<Response><Errors><Error>${said}</Error></Errors>${tag("RequestID", id)}</Response>`);
  } else if (type.includes("x-www-form-urlencoded") || isXmlService(authorization)) {
    send(
      "text/xml",
      `<ErrorResponse><Error>${tag("Type", "Sender")}${said}</Error>${tag("RequestId", id)}</ErrorResponse>`,
    );
  } else {
    send("application/json", JSON.stringify({ __type: code, message }), { "x-amzn-errortype": code });
  }
}

/** Smithy's RPC v2, which the SDKs of some services speak since 2025. */
const CBOR = "rpc-v2-cbor";

/** REST with XML; all other REST services speak JSON. */
const isXmlService = (authorization: string) => /\/(route53|cloudfront)\/aws4_request/.test(authorization);
