import { stat } from "node:fs/promises";

/** What was asked for cannot be measured; its message is all that the user needs to read. */
export class BenchError extends Error {
  override name = "BenchError";
}

/** A number above 0 from the command line. @throws BenchError */
export function positive(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && Number.isFinite(value)) return value;
  throw new BenchError(`Invalid ${name} "${text}". Give a number above 0.`);
}

/** The numbers that were given, such as of faces, else the usual ones. @throws BenchError */
export const sizesOf = (args: string[], usual: number[]): number[] =>
  args.length > 0 ? args.map((text) => positive("size", text)) : usual;

/** @throws BenchError where there is no such folder */
export async function assertFolder(path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) throw new BenchError(`No folder ${path}. Give a folder of photos.`);
}
