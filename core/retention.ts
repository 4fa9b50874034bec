/** Days that overwritten and deleted objects can be brought back, unless chosen otherwise at deployment. */
export const NONCURRENT_DAYS = 30;
