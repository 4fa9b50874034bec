import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { S3Error, type S3ErrorCode } from "../s3/errors.ts";
import { errorDocument, sendError } from "../s3/respond.ts";
import { requestedService } from "./requested-service.ts";
import { sendServiceError } from "./service-error.ts";

/** Refuses a malformed or incomplete request and closes the connection. In S3's XML, which most clients understand. */
export function refuseOnSocket(socket: Socket, code: S3ErrorCode): void {
  if (socket.destroyed || !socket.writable) return;
  const error = new S3Error(code);
  const body = errorDocument(error, "/", "");
  socket.end(
    `HTTP/1.1 ${error.status} ${code}\r\nContent-Type: application/xml\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  // Does not wait for anything else from this client.
  socket.destroySoon();
}

/** Refuses a request because of its sender, in the request's own protocol. */
export function refuse(request: IncomingMessage, response: ServerResponse, message: string): void {
  if (requestedService(request) !== "s3") {
    sendServiceError(request, response, { code: "AccessDeniedException", message, status: 403 });
    return;
  }
  request.resume();
  sendError(response, new S3Error("AccessDenied", { message }), "/");
}
