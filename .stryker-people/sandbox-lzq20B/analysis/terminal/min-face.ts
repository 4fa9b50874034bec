// @ts-nocheck
import { counted } from "../../core/counted.ts";
import { CommandError } from "./command-error.ts";

/** `--min-face`, of every command that shows faces. */
export const MIN_FACE_OPTION = {
  type: "string",
  value: "PIXELS",
  help: "hide faces whose shorter side has fewer pixels on the photo",
} as const;

export function minFaceOf(text: string | undefined): number {
  const pixels = Number(text ?? 0);
  if (text?.trim() !== "" && Number.isInteger(pixels) && pixels >= 0) return pixels;
  throw new CommandError(`Invalid --min-face "${text}". Give a whole number of pixels.`);
}

/** What is not shown; empty when nothing is hidden. */
export function hiddenLines(hidden: number, minFace: number): string[] {
  return hidden === 0 ? [] : [`${counted(hidden, "face")} smaller than ${minFace} pixels hidden.`];
}
