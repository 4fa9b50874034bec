import { openParts } from "./open-parts.ts";
import type { Region, RegionOptions } from "./region-options.ts";

/**
 * AWS on the laptop: S3, DynamoDB, SQS, Step Functions and Rekognition on one loopback port, with the pipeline deployed.
 *
 * @throws RegionError for what the user can fix: the state folder or the port is taken, no recorded answers
 */
export async function openRegion(options: RegionOptions): Promise<Region> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const names = await openParts(options, (closer) => closers.push(closer));
    return { ...names, close };
  } catch (error) {
    await close();
    throw error;
  }
}
