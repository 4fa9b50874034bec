import type { Sharp } from "sharp";
import type { Expected } from "../expect.ts";

/** Pixels of the pictures. */
export const WIDTH = 120;
export const HEIGHT = 96;

/** Takes one file of a kind of trouble. */
export type Add = (kind: string, name: string | Buffer, bytes: Buffer, expected: Expected) => void;
/** A picture that no other one is like. */
export type Picture = () => Sharp;

/** Metadata of a picture with a gain map. */
export const HDR = '<x:xmpmeta xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"/>';
