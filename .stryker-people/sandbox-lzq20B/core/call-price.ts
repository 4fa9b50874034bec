/**
 * Dollars of one paid call of Rekognition Image up to the millionth of a month, the same in the regions of the price
 * table (`analysis/plan/prices.ts`, which has the further tiers).
 */
// @ts-nocheck

export const PAID_CALL_USD = 0.001;
