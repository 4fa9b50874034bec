/** A share with its 95 % confidence interval, all 0 to 1. */
// @ts-nocheck

export interface Interval {
  events: number;
  of: number;
  rate: number;
  low: number;
  high: number;
}

/** 97.5 % point of the normal distribution. */
export const Z = 1.959964;

/**
 * Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927). Unlike the usual plus-or-minus it stays
 * sensible for few events, and for none: 0 of 100 gives 0 to 3.7 %. Without any trial everything is possible.
 */
export function wilson(events: number, of: number): Interval {
  if (of === 0) return { events, of, rate: 0, low: 0, high: 1 };
  const rate = events / of;
  const scale = 1 + (Z * Z) / of;
  const centre = (rate + (Z * Z) / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((rate * (1 - rate)) / of + (Z * Z) / (4 * of * of));
  return {
    events,
    of,
    rate,
    low: events === 0 ? 0 : Math.max(0, centre - half),
    high: events === of ? 1 : Math.min(1, centre + half),
  };
}
