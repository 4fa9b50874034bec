// @ts-nocheck
import type { ServerResponse } from "node:http";
import type { S3Error } from "./errors.ts";
import { tag, xmlDocument } from "./xml.ts";

type Headers = Record<string, string | number>;

/** Answers without a body. */
export function sendEmpty(response: ServerResponse, status: number, headers: Headers = {}): void {
  response.writeHead(
    status,
    status === 204 || status === 304 ? headers : { "content-length": 0, ...headers },
  );
  response.end();
}

export function sendXml(
  response: ServerResponse,
  root: string,
  content: string,
  headers: Headers = {},
  status = 200,
): void {
  sendText(response, status, xmlDocument(root, content), headers);
}

/** AWS's error document; errors have no namespace. */
export function sendError(response: ServerResponse, error: S3Error, resource: string): void {
  const requestId = String(response.getHeader("x-amz-request-id") ?? "");
  sendText(response, error.status, errorDocument(error, resource, requestId), error.headers);
}

export function errorDocument(error: S3Error, resource: string, requestId: string): string {
  const details = Object.entries(error.details).map(([name, value]) => tag(name, value));
  const content =
    tag("Code", error.code) +
    tag("Message", error.message) +
    details.join("") +
    tag("Resource", resource) +
    tag("RequestId", requestId);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}</Error>`;
}

function sendText(response: ServerResponse, status: number, text: string, headers: Headers): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    "content-type": "application/xml",
    "content-length": body.length,
    ...headers,
  });
  response.end(body);
}
