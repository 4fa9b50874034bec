// @ts-nocheck
import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";

/** One attempt of a call to a service of AWS. */
export interface Call {
  service: string;
  operation: string;
  /** ms since 1970 */
  started: number;
}

interface Answer {
  name?: string;
  $metadata?: { httpStatusCode?: number; requestId?: string };
}

let socket: Socket | undefined;

/**
 * Tells X-Ray of a call, as a subsegment of the invocation that Lambda traces: names, times and status, nothing of
 * what was asked or answered. Does nothing where nobody listens (a laptop) and where the invocation is not sampled.
 *
 * The daemon that Lambda runs takes documents over UDP: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 * The SDK for it is in maintenance and would add 130 KB to each bundle.
 */
export function traceCall({ service, operation, started }: Call, error: Answer | undefined): void {
  const [host, port] = process.env.AWS_XRAY_DAEMON_ADDRESS?.split(":") ?? [];
  const trace = parseTrace(process.env._X_AMZN_TRACE_ID);
  if (!host || !port || trace.Sampled !== "1" || !trace.Root || !trace.Parent) return;
  const status = error?.$metadata?.httpStatusCode;
  const subsegment = {
    id: randomBytes(8).toString("hex"),
    trace_id: trace.Root,
    parent_id: trace.Parent,
    type: "subsegment",
    name: service,
    namespace: "aws",
    start_time: started / 1000,
    end_time: Date.now() / 1000,
    aws: { operation, region: process.env.AWS_REGION },
    ...(status !== undefined && { http: { response: { status } } }),
    ...(error && kindOf(error, status)),
  };
  socket ??= createSocket("udp4")
    .unref()
    .on("error", () => undefined);
  socket.send(`{"format":"json","version":1}\n${JSON.stringify(subsegment)}`, Number(port), host);
}

/** `Root=1-…;Parent=…;Sampled=1` */
function parseTrace(header = ""): Record<string, string | undefined> {
  return Object.fromEntries(header.split(";").map((part) => part.split("=")));
}

/** A fault is the service's, an error the caller's. */
function kindOf({ name = "" }: Answer, status = 500): Record<string, true> {
  if (status >= 500) return { fault: true };
  return {
    error: true,
    ...((status === 429 || /Throttl|ThroughputExceeded/.test(name)) && { throttle: true }),
  };
}
