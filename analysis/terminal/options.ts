import { MAX_OBJECT_MB } from "../../core/image-limits.ts";

export interface Option {
  type: "string" | "boolean";
  short?: string;
  default?: string;
  multiple?: boolean;
  /** One line for `--help`. */
  help: string;
  /** What a string stands for in `--help` and completion: `DIR`, `FILE`, `N`. */
  value?: string;
  /** The only values it takes. */
  choices?: readonly string[];
}

export type Options = Record<string, Option>;

/** Taken by every command alike, also where one of them means nothing. */
export const COMMON_OPTIONS = {
  datas: { type: "string", default: "datas", value: "DIR", help: "where results are kept (default datas)" },
  state: {
    type: "string",
    default: ".local",
    value: "DIR",
    help: "where the local AWS keeps its state (default .local)",
  },
  target: {
    type: "string",
    choices: ["local", "aws"],
    help: "where photos are analysed: local or aws (default: aws once something was deployed from here, else local)",
  },
  stack: {
    type: "string",
    value: "NAME",
    help: "which deployed stack, if there are several (aws only)",
  },
} as const satisfies Options;

/** Of commands that sum up what was not kept. */
export const VERBOSE_OPTION = { type: "boolean", help: "list every photo that was not kept" } as const;

/** Of the commands that send photos. */
export const SENDING_OPTIONS = {
  convert: {
    type: "boolean",
    help: `send what Rekognition does not accept (WebP, AVIF, GIF, TIFF, over ${MAX_OBJECT_MB} MB) as JPEG copies`,
  },
  "no-location": {
    type: "boolean",
    help: "remove from what is sent where photos were taken (GPS, XMP and IPTC; date and camera are sent)",
  },
} as const satisfies Options;

/** Of the commands that start the local AWS. */
export const DESCRIPTOR_OPTION = {
  type: "string",
  value: "FILE.onnx",
  help: "describe faces with your own network (remembered for this state)",
} as const satisfies Option;

/** What the options of a command become: flags are never undefined, nor are strings with a default. */
export type Values<O extends Options> = { [K in keyof O]: ValueOf<O[K]> };

type ValueOf<P extends Option> = P["type"] extends "boolean"
  ? boolean
  : P extends { multiple: true }
    ? string[] | undefined
    :
        | (P extends { choices: readonly (infer Choice)[] } ? Choice : string)
        | (P extends { default: string } ? never : undefined);
