// @ts-nocheck
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../shared/recorded/", import.meta.url));

/**
 * Real photos with Rekognition's real answers, kept beside the checkout, never in it. Undefined where they are
 * absent; tests that need them skip then: `describe.skipIf(!RECORDED)("… (needs the recorded photos)", …)`.
 */
export const RECORDED: string | undefined = existsSync(`${folder}images`) ? folder : undefined;
