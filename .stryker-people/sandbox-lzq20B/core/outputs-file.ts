/** Where `npm run deploy` notes what it deployed, a file for each stack and region; the commands read it there. */
// @ts-nocheck

export const OUTPUTS_FOLDER = "cdk-outputs";

/** One stack in one region, as people name it: `Lookalike.eu-west-1`. */
export const stackLabel = (stack: string, region: string) => `${stack}.${region}`;

export const outputsFile = (stack: string, region: string) => `${stackLabel(stack, region)}.json`;
