import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { refuseOnSocket } from "./refuse.ts";

export interface HttpLimits {
  /** How long a client may send nothing in the middle of a body, or read nothing of an answer, ms. */
  idle?: number;
  /** How long it may take over its headers, ms. */
  headers?: number;
}

/**
 * Node's HTTP server, for clients of every kind: a malformed request is answered as AWS does, a
 * client that stalls is disconnected, one that keeps sending is not, however long, and a proxy's request
 * (`GET http://host/path`) is one for `/path` at that host.
 */
export function createHttpServer(
  listener: RequestListener,
  { idle = 60_000, headers = 30_000 }: HttpLimits = {},
): Server {
  const answer: RequestListener = (request, response) => {
    toOriginForm(request);
    request.setTimeout(idle, () => {
      // A client that waits for our answer is silent too, and must not be cut off.
      if (!request.complete && !response.headersSent) refuseOnSocket(request.socket, "RequestTimeout");
      else if (!request.complete || response.headersSent) request.socket.destroy();
    });
    listener(request, response);
  };
  const server = createServer(
    {
      requestTimeout: 0,
      headersTimeout: headers,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: Math.min(headers, 5000),
    },
    answer,
  );
  // Expectations other than 100-continue are ignored.
  server.on("checkExpectation", answer);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else refuseOnSocket(socket as Socket, FAULTS[error.code ?? ""] ?? "BadRequest");
  });
  return server;
}

const FAULTS = {
  HPE_HEADER_OVERFLOW: "RequestHeaderSectionTooLarge",
  HPE_INVALID_EOF_STATE: "IncompleteBody",
  ERR_HTTP_REQUEST_TIMEOUT: "RequestTimeout",
} as const as Partial<Record<string, "RequestHeaderSectionTooLarge" | "IncompleteBody" | "RequestTimeout">>;

/** RFC 9112 section 3.2.2: the host in the request line is the one that counts. */
function toOriginForm(request: IncomingMessage): void {
  const [, host, path = "/"] = /^https?:\/\/([^/?#]*)([^#]*)/i.exec(request.url ?? "") ?? [];
  if (host === undefined) return;
  request.headers.host = host;
  request.url = path.startsWith("/") ? path : `/${path}`;
}
