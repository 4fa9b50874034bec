import { tmpdir } from "node:os";
import type { FunctionCode } from "./lambda/runtime.ts";
import { CREDENTIALS, functionArn, NAME, REGION, stateMachineArn } from "./names.ts";

/** The functions of the pipeline, by the state that calls them. */
export const STATES = ["DetectFaces", "AddToCollection", "Thumbnail", "ErrorDetected"] as const;
export type StateName = (typeof STATES)[number];

/** Lets photos into the pipeline, from the queue. */
export const ADMIT = "Admit";
export type FunctionName = StateName | typeof ADMIT;
export type Handlers = Partial<Record<FunctionName, FunctionCode>>;

/** The functions' source; another build of them can be given instead. */
export function pipelineFunctions(handlers: Handlers = {}): Record<FunctionName, FunctionCode> {
  const source = (file: string) => ({ module: new URL(`../functions/${file}.ts`, import.meta.url).href });
  return {
    DetectFaces: source("detect-faces"),
    AddToCollection: source("add-to-collection"),
    Thumbnail: source("thumbnail"),
    ErrorDetected: source("error-detected"),
    Admit: source("admit"),
    ...handlers,
  };
}

/** The state machine names each function `${<State>Arn}`. */
export const functionSubstitutions: Record<string, string> = Object.fromEntries(
  STATES.map((state) => [`${state}Arn`, functionArn(state)]),
);

export const stateOfArn = new Map(STATES.map((state) => [functionArn(state), state]));

/** The environment that a deployment gives the functions, and nothing of this process's. */
export function functionEnvironment(
  endpoint: string,
  extra: Record<string, string> = {},
): Record<string, string> {
  return {
    BUCKET: NAME,
    TABLE: NAME,
    COLLECTION: NAME,
    MIN_AGE: "10",
    MIN_BRIGHTNESS: "40",
    MIN_SHARPNESS: "40",
    REJECTED: "move",
    ECONOMY: "false",
    LEASE_SECONDS: "120",
    STATE_MACHINE_ARN: stateMachineArn(),
    // There is no quota to keep to: the queue hands over no more photos than the models have room for.
    ADMISSIONS_PER_SECOND: "1000",
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    // Nobody's own configuration may send them elsewhere.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    TMPDIR: tmpdir(),
    ...extra,
  };
}
