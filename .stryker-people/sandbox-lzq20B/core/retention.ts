/** Days that overwritten and deleted objects can be brought back, unless chosen otherwise at deployment. */
// @ts-nocheck

export const NONCURRENT_DAYS = 30;
