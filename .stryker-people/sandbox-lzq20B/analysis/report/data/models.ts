/** A model that described faces, as the tables have it. */
// @ts-nocheck

export interface Model {
  engine: string | null;
  version: string | null;
}

/** `Amazon Rekognition (model 7.0)`, `the models on this computer (lookalike-1)`. */
export function modelInWords({ engine, version }: Model): string {
  if (engine === "rekognition") return version === null ? AMAZON : `${AMAZON} (model ${version})`;
  if (engine === "lookalike") return version === null ? OWN : `${OWN} (${version})`;
  return [engine ?? "model", version].filter((part) => part !== null).join(" ");
}

const AMAZON = "Amazon Rekognition";
const OWN = "the models on this computer";
