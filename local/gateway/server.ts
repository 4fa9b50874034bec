import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LocalAwsError } from "../common/local-aws-error.ts";
import { type Caller, Callers } from "../iam/caller.ts";
import { createHttpServer } from "./http-server.ts";
import { refusal } from "./loopback-guard.ts";
import { refuseMissing } from "./missing-service.ts";
import { refuse } from "./refuse.ts";
import { requestedService } from "./requested-service.ts";

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
) => void | Promise<void>;

/** Which handler a request is for; all are on one port. */
export interface Services {
  health: () => unknown;
  dynamodb: Handler;
  stepFunctions: Handler;
  sqs: Handler;
  rekognition: Handler;
  s3: Handler;
  sts: Handler;
}

/** Connections that may wait to be accepted. With Node's default of 511, thousands of clients at once lose some. */
const WAITING_CONNECTIONS = 4096;

/** Another program uses the port. */
export class PortTakenError extends LocalAwsError {
  override name = "PortTakenError";
}

export interface Gateway {
  endpoint: string;
  close(): Promise<void>;
}

export const HEALTH_PATH = "/_lookalike/health";

/** Listens on 127.0.0.1 only. Port 0 takes any that is free. */
export async function openGateway(
  port: number,
  services: Services,
  callers = new Callers(),
): Promise<Gateway> {
  const server = createHttpServer((request, response) => {
    const reason = refusal(request.headers);
    if (reason !== undefined) return refuse(request, response, reason);
    if (request.url === HEALTH_PATH) return sendText(response, 200, JSON.stringify(services.health()));
    Promise.resolve(handlerFor(request, services)(request, response, callers.of(request))).catch((error) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? taken(port) : error),
    );
    server.listen({ port, host: "127.0.0.1", backlog: WAITING_CONNECTIONS }, resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function handlerFor(request: IncomingMessage, services: Services): Handler {
  const service = requestedService(request);
  if (typeof service === "string") return services[service];
  return (_, response) => refuseMissing(request, response, service.missing);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": status === 200 ? "application/json" : "text/plain" });
  response.end(text);
}

function taken(port: number): PortTakenError {
  return new PortTakenError(
    `Port ${port} is taken: another program listens on it. --port N chooses another one, --port 0 any.`,
  );
}
