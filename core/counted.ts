/** `1 photo`, `2,000 photos`; a plural that is more than an added s is given. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${nounFor(count, noun, plural)}`;
}

/** The noun alone, where the number stands elsewhere. */
export const nounFor = (count: number, noun: string, plural = `${noun}s`): string =>
  count === 1 ? noun : plural;

/** `1,234`: a whole number for people. */
export const thousands = (count: number): string => count.toLocaleString("en-US");

/** For people: thousands separated, two decimals at most (`1,234.57`, `99.67`, `0.5`). Programs get numbers as they are. */
export const formatNumber = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: 2 });

/** For people: `99.7 %`. Only 100 is shown as 100: what is nearly so is not the very same. */
export function percent(value: number, digits = 1): string {
  const rounded = value.toFixed(digits);
  const isNearly = value < 100 && Number(rounded) === 100;
  return `${isNearly ? (100 - 10 ** -digits).toFixed(digits) : rounded} %`;
}
