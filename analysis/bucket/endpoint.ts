import type { ListObjectsV2Command } from "@aws-sdk/client-s3";

/** Where the bucket answers: what a request's path begins with, and whom it is sent to. */
export interface Endpoint {
  protocol: string;
  hostname: string;
  port: number | undefined;
  /** `Host` header. */
  host: string;
  /** Before the key: `/` or `/bucket/`. */
  base: string;
}

/** The SDK knows where a bucket answers, whatever was configured: a list request that it sends shows it. */
export class SeenEndpoint {
  #endpoint: Endpoint | undefined;

  /** To be given to each list request. */
  readonly see = (command: ListObjectsV2Command): void =>
    command.middlewareStack.add(
      (next) => async (args) => {
        this.#endpoint ??= endpointOf(args.request as SentRequest);
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );

  /** Once a request was answered. */
  get endpoint(): Endpoint {
    return this.#endpoint!;
  }
}

interface SentRequest {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
  headers: Record<string, string>;
}

function endpointOf({ protocol, hostname, port, path, headers }: SentRequest): Endpoint {
  const host = headers.host ?? (port === undefined ? hostname : `${hostname}:${port}`);
  return { protocol, hostname, port, host, base: path.endsWith("/") ? path : `${path}/` };
}
