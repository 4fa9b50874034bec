import type { S3Client } from "@aws-sdk/client-s3";
import { embeddedMetrics } from "../core/metrics.ts";
import { stackName } from "./environment.ts";
import { writeLine } from "./log.ts";
import { isRefusal } from "./refusal.ts";
import { type Call, traceCall } from "./trace.ts";

/** The functions' operations of Rekognition that cost money. */
const PAID = ["DetectFaces", "IndexFaces"];

/** Traces every attempt of a client's calls, and counts those that cost money. Returns the client. */
export function observe<C extends { middlewareStack: unknown }>(client: C, service: string): C {
  // Within the SDK's own retries, so that each attempt is seen.
  const position = { step: "finalizeRequest", priority: "low", name: "observe" } as const;
  (client.middlewareStack as S3Client["middlewareStack"]).add(
    (next, context) => async (args) => {
      const call = {
        service,
        operation: context.commandName?.replace(/Command$/, "") ?? "",
        started: Date.now(),
      };
      try {
        const result = await next(args);
        record(call, undefined);
        return result;
      } catch (error) {
        record(call, error as Error);
        throw error;
      }
    },
    position,
  );
  return client;
}

function record(call: Call, error: Error | undefined): void {
  traceCall(call, error);
  const { service, operation } = call;
  if (service !== "Rekognition" || !PAID.includes(operation)) return;
  if (error === undefined) count("PaidCalls", operation);
  else if (isRefusal(error)) count("RefusedCalls", operation, error.name);
}

function count(metric: "PaidCalls" | "RefusedCalls", operation: string, error?: string): void {
  const by = { Operation: operation };
  writeLine("INFO", { ...(error && { error }), ...embeddedMetrics(stackName, { [metric]: 1 }, by) });
}
