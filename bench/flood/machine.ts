import { readFileSync } from "node:fs";
import { ExecutionAlreadyExists } from "@aws-sdk/client-sfn";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import type { Services } from "../../functions/clients.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import { invoke } from "./invoke.ts";
import { execute, type StateMachine, type Walk } from "./state-machine.ts";
import type { World } from "./world.ts";

const HANDLERS = {
  DetectFaces: detectFaces,
  AddToCollection: addToCollection,
  Thumbnail: thumbnail,
  ErrorDetected: errorDetected,
};

/** The retries that there were before: eight, a minute apart at most. */
const FORMER_RETRIES = { IntervalSeconds: 1, MaxDelaySeconds: 60, MaxAttempts: 8 };

/** Starts executions of the real state machine, with the real functions behind its states. */
export function startsOf(world: World, services: Services): (name: string, input: string) => void {
  const { flood, clock, random, executions, endings, counts, half } = world;
  const machine = readMachine(flood.admission);
  const walk: Walk = {
    clock,
    random,
    onTransition: () => counts.transitions++,
    invoke: (resource, input) => {
      const name = resource.slice("${".length, -"Arn}".length) as keyof typeof HANDLERS;
      const run = () => HANDLERS[name](input as never, undefined, services) as Promise<unknown>;
      return invoke(world, name, run);
    },
  };
  let total = 0;
  return (name, input) => {
    if (executions.has(name)) {
      throw new ExecutionAlreadyExists({ message: name, $metadata: { httpStatusCode: 400 } });
    }
    // Start and end are billed as transitions too.
    counts.transitions += 2;
    const ended = execute(machine, `arn:execution:${name}`, JSON.parse(input), walk).then((ending) => {
      endings[ending]++;
      total++;
      if (total >= flood.photos / 2) half.at ??= clock.now();
    });
    executions.set(name, ended);
  };
}

function readMachine(admission: boolean): StateMachine {
  const text = readFileSync(new URL("../../infra/face-pipeline.asl.json", import.meta.url), "utf8");
  const machine = JSON.parse(text) as StateMachine;
  if (admission) return machine;
  for (const { Retry = [] } of Object.values(machine.States)) {
    for (const retrier of Retry) Object.assign(retrier, FORMER_RETRIES);
  }
  return { ...machine, TimeoutSeconds: 7200 };
}
