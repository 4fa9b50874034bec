/** What an S3 error means for the caller. By status: HeadObject answers without a body, so without a code. */

export const isMissing = (error: unknown): boolean => statusOf(error) === 404;

/** A condition on the ETag did not hold: the object was overwritten meanwhile. */
export const isChanged = (error: unknown): boolean => statusOf(error) === 412;

const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
