import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { REFUSED_ITEM } from "../core/admission.ts";
import type { Services } from "./clients.ts";

/** More calls than the quota allows. */
const THROTTLED = ["ThrottlingException", "ProvisionedThroughputExceededException"];

/** Answers of Rekognition that say that nothing was done. */
const NAMES = new Set([
  ...THROTTLED,
  "ServiceQuotaExceededException",
  "LimitExceededException",
  "AccessDeniedException",
  "AccessDenied",
  "InvalidImageFormatException",
  "ImageTooLargeException",
  "InvalidS3ObjectException",
  "InvalidParameterException",
  "ResourceNotFoundException",
  "ResourceNotReadyException",
]);

interface Answer extends Error {
  $metadata?: { httpStatusCode?: number; attempts?: number };
}

/**
 * Whether a failed call certainly did nothing: the service refused it. An error of the service itself, an answer that
 * never came, and a refusal after an attempt that went otherwise all leave that open.
 */
export function isRefusal({ name, $metadata = {} }: Answer): boolean {
  const { httpStatusCode: status = 0, attempts = 1 } = $metadata;
  const isClients = status >= 400 && status < 500 && status !== 408;
  return attempts === 1 && (NAMES.has(name) || isClients);
}

/** Has photos let in more slowly, if the error says that calls come too fast. A note that fails is made up for by the next. */
export async function noteThrottle(
  { dynamodb, settings }: Pick<Services, "dynamodb" | "settings">,
  { name }: Error,
): Promise<void> {
  if (!THROTTLED.includes(name)) return;
  const note = new UpdateCommand({
    TableName: settings.table,
    Key: { Etag: REFUSED_ITEM },
    UpdateExpression: "ADD RefusedCalls :one",
    ExpressionAttributeValues: { ":one": 1 },
  });
  await dynamodb.send(note).catch(() => undefined);
}
