import type { LocalAws, LocalAwsOptions } from "./local-aws-options.ts";
import { openServices } from "./open-services.ts";

/**
 * AWS on the laptop: S3, DynamoDB, SQS, Step Functions and Rekognition on one loopback port, with the pipeline deployed.
 *
 * @throws LocalAwsError for what the user can fix: the state folder or the port is taken, no recorded answers
 */
export async function openLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    const names = await openServices(options, (closer) => closers.push(closer));
    return { ...names, close };
  } catch (error) {
    await close();
    throw error;
  }
}
