import { LEASE_SECONDS } from "../core/claim-rules.ts";
import { DEFAULT_REQUIREMENTS, type Requirements, rulesVersion } from "../core/requirements.ts";

/** The stack's name, for log lines and metrics. */
export const stackName = process.env.STACK || "local";

/** The settings of a function, made at deployment. */
export interface Settings {
  bucket: string;
  table: string;
  collection: string;
  /** Where photos wait to be let in. */
  queueUrl: string;
  requirements: Requirements;
  rulesVersion: string;
  /** Where a rejected photo goes: moved under `rejected/`, or deleted. */
  rejected: "move" | "delete";
  /** One paid call per photo (IndexFaces) instead of two. */
  economy: boolean;
  /** How long a claim on a photo holds, seconds; every update renews it. */
  leaseSeconds: number;
}

/** Reads the settings; an absent or unusable variable is an error that names it. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const requirements = {
    minAge: number(env, "MIN_AGE", DEFAULT_REQUIREMENTS.minAge),
    minBrightness: number(env, "MIN_BRIGHTNESS", DEFAULT_REQUIREMENTS.minBrightness),
    minSharpness: number(env, "MIN_SHARPNESS", DEFAULT_REQUIREMENTS.minSharpness),
    minConfidence: number(env, "MIN_CONFIDENCE", DEFAULT_REQUIREMENTS.minConfidence),
    minFace: number(env, "MIN_FACE", DEFAULT_REQUIREMENTS.minFace),
  };
  return {
    bucket: text(env, "BUCKET"),
    table: text(env, "TABLE"),
    collection: text(env, "COLLECTION"),
    queueUrl: text(env, "QUEUE_URL"),
    requirements,
    rulesVersion: rulesVersion(requirements),
    rejected: oneOf(env, "REJECTED", ["move", "delete"]),
    economy: oneOf(env, "ECONOMY", ["false", "true"]) === "true",
    leaseSeconds: number(env, "LEASE_SECONDS", LEASE_SECONDS),
  };
}

/** Settings of the function that lets photos in. */
export interface AdmissionSettings {
  stateMachineArn: string;
  table: string;
  /** Photos let in per second. */
  perSecond: number;
}

/** As {@link readSettings}, for the function that lets photos in. */
export function readAdmissionSettings(env: NodeJS.ProcessEnv = process.env): AdmissionSettings {
  return {
    stateMachineArn: text(env, "STATE_MACHINE_ARN"),
    table: text(env, "TABLE"),
    perSecond: number(env, "ADMISSIONS_PER_SECOND", 1),
  };
}

function text(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set. Deploy again.`);
  return value;
}

function number(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = env[name];
  if (value === undefined || value === "") return fallback;
  const parsed = Number(value);
  if (Number.isNaN(parsed))
    throw new Error(`The environment variable ${name} should be a number, is "${value}". Deploy again.`);
  return parsed;
}

/** The first of the choices is the default. */
function oneOf<const T extends string>(
  env: NodeJS.ProcessEnv,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const value = env[name] || choices[0];
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) {
    throw new Error(
      `The environment variable ${name} should be ${choices.join(" or ")}, is "${value}". Deploy again.`,
    );
  }
  return choice;
}
