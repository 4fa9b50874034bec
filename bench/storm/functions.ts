import { appendFileSync } from "node:fs";
import { threadId } from "node:worker_threads";
import type { S3Client } from "@aws-sdk/client-s3";
import type { StateInput } from "../../core/photo-event.ts";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import { defaultServices, type Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { randomOf } from "../flood/random.ts";
import { FaultInjector } from "./fault-injector.ts";

/** The pipeline's functions as the local AWS deploys them, in a storm. What becomes of each call is noted in `STORM_LOG`. */
const storm = new FaultInjector(randomOf(1000 * process.pid + threadId), (note) =>
  appendFileSync(process.env.STORM_LOG!, `${JSON.stringify(note)}\n`),
);

let services: Services | undefined;

/** Below the SDK's own second attempt, so that each request on its way may break. */
function stormyServices(): Services {
  if (services) return services;
  services = defaultServices();
  const { s3, dynamodb, rekognition, sqs } = services;
  for (const client of [s3, dynamodb, rekognition, sqs])
    (client as unknown as S3Client).middlewareStack.add(
      (next, context) => async (args) =>
        (await storm.intercept(
          context.commandName!.replace("Command", ""),
          args.input as unknown as Record<string, unknown>,
          () => next(args),
        )) as Awaited<ReturnType<typeof next>>,
      { step: "finalizeRequest", priority: "low", name: "storm" },
    );
  return services;
}

const stormy =
  <I extends StateInput, T>(handler: (input: I, context: unknown, services: Services) => Promise<T>) =>
  (input: I, context: unknown) =>
    storm.live(input.event.detail.object.key, () => handler(input, context, stormyServices()));

export const DetectFaces = stormy(detectFaces);
export const AddToCollection = stormy(addToCollection);
export const Thumbnail = stormy(thumbnail);
export const ErrorDetected = stormy(errorDetected);
