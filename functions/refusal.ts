/** More calls than the quota allows. */
export const THROTTLED = ["ThrottlingException", "ProvisionedThroughputExceededException"];

/** Errors of Rekognition that mean that nothing was done. */
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

export interface FailedCall extends Error {
  $metadata?: { httpStatusCode?: number; attempts?: number };
}

/**
 * Whether a failed call certainly did nothing: the service refused it. An error of the service itself, an answer that
 * never came, and a refusal after an attempt that went otherwise all leave that open.
 */
export function isRefusal({ name, $metadata = {} }: FailedCall): boolean {
  const { httpStatusCode: status = 0, attempts = 1 } = $metadata;
  const isClients = status >= 400 && status < 500 && status !== 408;
  return attempts === 1 && (NAMES.has(name) || isClients);
}
