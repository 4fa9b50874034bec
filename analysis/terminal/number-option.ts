import { CommandError } from "./command-error.ts";

/** A number between two bounds from the command line. */
export function numberOption(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value) || value < min || value > max) {
    const range = max === Number.POSITIVE_INFINITY ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new CommandError(`Invalid --${name} "${text}". Give a number ${range}.`);
  }
  return value;
}

/** A whole number between two bounds from the command line. */
export function wholeNumberOption(name: string, text: string, min: number, max: number): number {
  const value = numberOption(name, text, min, max);
  if (!Number.isInteger(value)) throw new CommandError(`Invalid --${name} "${text}". Give a whole number.`);
  return value;
}

/** Dollars of `--max-cost`; undefined for no limit. */
export const maxCostOf = (text: string | undefined) =>
  text === undefined ? undefined : numberOption("max-cost", text, 0, Number.POSITIVE_INFINITY);
