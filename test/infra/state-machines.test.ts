import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { MESSAGE_GROUP } from "../../core/admission.ts";
import { objectCreated, photoOfEvent } from "../../core/photo-event.ts";
import { unknownFields } from "./asl-fields.ts";
import { type Json, resources, synthesise, textOf } from "./synthesised.ts";

const require = createRequire(import.meta.url);
type Validator = (definition: unknown, options?: object) => { isValid: boolean; errorsText(): string };
const validate = require("asl-validator") as Validator;
// The interpreter of the expressions that Step Functions runs as well.
const jsonata = require("jsonata") as (text: string) => {
  evaluate(input: unknown, bindings: object): Promise<unknown>;
};

const template = synthesise({ rekognitionRate: 50 });

/** A state machine as it is deployed, with ARNs where its references are. */
function deployed(prefix: string) {
  const { Properties } = resources(template, "AWS::StepFunctions::StateMachine").find(({ id }) =>
    id.startsWith(prefix),
  )!;
  const text = textOf(Properties.DefinitionString).replaceAll(/\$\{(\w+)\}/g, (_, name: string) =>
    name.endsWith("Arn")
      ? `arn:aws:lambda:eu-west-1:123456789012:function:${name}`
      : ({ MessageGroup: MESSAGE_GROUP }[name] ?? "some-bucket"),
  );
  return JSON.parse(text);
}

const machines = ["Pipeline", "Backfill"];

/** Every object in the definition, with the key that it stands under. */
function* objects(node: Json, key = ""): Generator<{ key: string; node: Record<string, Json> }> {
  if (typeof node !== "object" || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) yield* objects(item, key);
    return;
  }
  yield { key, node };
  for (const [name, value] of Object.entries(node)) yield* objects(value, name);
}

describe.each(machines)("the state machine of %s", (prefix) => {
  it("is valid Amazon States Language", () => {
    const result = validate(deployed(prefix), { checkPaths: true, checkArn: true });
    expect(result.isValid ? "" : result.errorsText()).toBe("");
  });

  it("has no field that the language does not know", () => {
    expect(unknownFields(deployed(prefix))).toEqual([]);
  });

  it("would not pass with any of its fields misspelt", () => {
    const total = [...objects(deployed(prefix))].length;
    let misspelt = 0;
    for (let i = 0; i < total; i++) {
      const definition = deployed(prefix);
      const { node, key } = [...objects(definition)][i]!;
      // Names of states and what is handed to a call are free.
      if (/^(States|Parameters|Arguments|ItemSelector|detail|bucket|object)$/.test(key)) continue;
      for (const field of Object.keys(node)) {
        if (/^(States|ItemProcessor|Type)$/.test(field)) continue;
        const changed = structuredClone(definition);
        const target = [...objects(changed)][i]!.node;
        target[`${field}s`] = target[field]!;
        delete target[field];
        expect(unknownFields(changed), `${key}.${field}`).toHaveLength(1);
        misspelt++;
      }
    }
    expect(misspelt).toBeGreaterThan(15);
  });

  it("gives every task a time limit and patience with throttling", () => {
    const tasks = [...objects(deployed(prefix))]
      .filter(({ node }) => node.Type === "Task")
      .map(({ node }) => node);
    expect(tasks.length).toBeGreaterThan(0);
    for (const { Retry, TimeoutSeconds } of tasks) {
      expect(TimeoutSeconds).toBeGreaterThan(0);
      const retries = Retry as Record<string, Json>[];
      for (const retry of retries)
        expect([retry.JitterStrategy, typeof retry.MaxDelaySeconds]).toEqual(["FULL", "number"]);
      const names = retries.flatMap(({ ErrorEquals }) => ErrorEquals as string[]);
      expect(names.some((name) => /Throttl/.test(name))).toBe(true);
      expect(names).not.toContain("States.ALL");
    }
  });
});

interface Retrier {
  IntervalSeconds: number;
  BackoffRate: number;
  MaxDelaySeconds: number;
  MaxAttempts: number;
}

describe("the pipeline", () => {
  it("tries again after a function that hung or died", () => {
    const tasks = [...objects(deployed("Pipeline"))].filter(({ node }) => node.Type === "Task");
    for (const { node } of tasks) {
      for (const name of ["Sandbox.Timedout", "Runtime.ExitError"])
        expect(JSON.stringify(node.Retry)).toContain(`"${name}"`);
    }
  });

  it("outlasts an hour of throttling, and an hour of faults", () => {
    const tasks = [...objects(deployed("Pipeline"))].filter(({ node }) => node.Type === "Task");
    for (const { node } of tasks) {
      for (const retrier of node.Retry as unknown as Retrier[]) {
        const { IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts } = retrier;
        const delays = Array.from({ length: MaxAttempts }, (_, n) =>
          Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** n),
        );
        // Full jitter waits half of a delay on average.
        expect(delays.reduce((sum, delay) => sum + delay / 2, 0)).toBeGreaterThan(1.2 * 3600);
      }
    }
  });

  it("catches what no retry helps against, in every task", () => {
    const tasks = [...objects(deployed("Pipeline"))].filter(({ node }) => node.Type === "Task");
    for (const { node } of tasks) expect(JSON.stringify(node.Catch)).toContain("States.ALL");
  });

  it("ends on its own in the end, so that the alarm for it can go off", () => {
    expect(deployed("Pipeline").TimeoutSeconds).toBeGreaterThan(0);
  });
});

describe("the backfill", () => {
  const { Photos } = deployed("Backfill").States;

  async function evaluate(template: Json, states: object): Promise<Json> {
    if (typeof template === "string" && template.startsWith("{%")) {
      const expression = template.replace(/^\{%(.*)%\}$/s, "$1");
      return JSON.parse(JSON.stringify(await jsonata(expression).evaluate({}, { states })));
    }
    if (typeof template !== "object" || template === null) return template;
    const entries = Object.entries(template).map(async ([key, value]) => [
      key,
      await evaluate(value, states),
    ]);
    return Object.fromEntries(await Promise.all(entries));
  }

  it.each(["Etag", "ETag"])("makes of a listed object (%s) the event of its upload", async (name) => {
    const value = {
      [name]: '"0123456789abcdef"',
      Key: "albums/été 1+1.jpg",
      Size: 1234,
      StorageClass: "STANDARD",
    };
    const states = {
      input: { bucket: "photos-of-2019", prefix: "albums/" },
      context: { Map: { Item: { Value: value } }, Execution: { Id: "arn:backfill" } },
    };
    const event = await evaluate(Photos.ItemSelector, states);
    const object = { key: "albums/été 1+1.jpg", etag: "0123456789abcdef", size: 1234 };
    expect(event).toEqual({
      id: "arn:backfill",
      ...objectCreated({ bucket: "photos-of-2019", ...object }),
    });
    const photo = photoOfEvent({ execution: "e", event: event as never }, "own");
    expect(photo).toMatchObject({ uploaded: false, photo: "@photos-of-2019/albums/été 1+1.jpg" });
  });

  it("lists what its input names", async () => {
    const states = { input: { bucket: "b", prefix: "p/" } };
    expect(await evaluate(Photos.ItemReader.Arguments, states)).toEqual({ Bucket: "b", Prefix: "p/" });
  });

  const { States } = Photos.ItemProcessor;

  it("puts ten photos at a time where the uploads wait, each as its event", async () => {
    expect(Photos.ItemBatcher).toEqual({ MaxItemsPerBatch: 10 });
    expect(States.Send.Resource).toBe("arn:aws:states:::aws-sdk:sqs:sendMessageBatch");
    const items = ["a.jpg", "b.jpg"].map((key) => ({
      id: "arn:backfill",
      ...objectCreated({ bucket: "b", key, etag: "e" }),
    }));
    const states = { input: { Items: items }, result: { Failed: [{ Id: "1" }] } };
    const { Entries } = (await evaluate(States.Send.Arguments, states)) as { Entries: Json };
    expect(Entries).toEqual(
      items.map((item, i) => ({
        Id: `${i}`,
        MessageGroupId: MESSAGE_GROUP,
        MessageBody: JSON.stringify(item),
      })),
    );
    const one = (await evaluate(States.Send.Arguments, { input: { Items: items.slice(1) } })) as {
      Entries: Json[];
    };
    expect(one.Entries).toHaveLength(1);
    expect(await evaluate(States.Send.Output, states)).toMatchObject({ Items: items, failed: 1 });
    const all = { input: { Items: items }, result: { Successful: [{ Id: "0" }] } };
    expect(await evaluate(States.Send.Output, all)).toMatchObject({ failed: 0 });
  });

  it("sends again what was not taken, and waits while enough photos wait", async () => {
    const decide = async (
      state: { Choices: { Condition: string; Next: string }[]; Default: string },
      input: object,
    ) => {
      const [{ Condition, Next }] = state.Choices as [{ Condition: string; Next: string }];
      return (await evaluate(Condition, { input })) ? Next : state.Default;
    };
    expect(await decide(States.IsSent, { failed: 1 })).toBe("Pause");
    expect(await decide(States.IsSent, { failed: 0 })).toBe("Sent");
    const result = { Attributes: { ApproximateNumberOfMessages: "999" } };
    const input = await evaluate(States.Waiting.Output, { input: { Items: [] }, result });
    expect(await decide(States.IsRoom, input as object)).toBe("Send");
    // Twenty seconds' worth at 50 a second.
    expect(await decide(States.IsRoom, { waiting: 1000 })).toBe("Pause");
    expect([States.Pause.Type, States.Pause.Next]).toEqual(["Wait", "Waiting"]);
  });

  it("keeps to the quota, tolerates some failures, writes its results", () => {
    expect(Photos.MaxConcurrency).toBe(11);
    expect(Photos.ToleratedFailurePercentage).toBe(5);
    expect(Photos.ItemProcessor.ProcessorConfig).toEqual({ Mode: "DISTRIBUTED", ExecutionType: "STANDARD" });
    expect(Photos.ResultWriter.Arguments).toEqual({ Bucket: "some-bucket", Prefix: "backfill" });
  });

  it("has in its file the concurrency of the default rate", () => {
    const file = readFileSync(new URL("../../infra/backfill.asl.json", import.meta.url), "utf8");
    const { MaxConcurrency } = JSON.parse(file).States.Photos;
    const standard = resources(synthesise(), "AWS::StepFunctions::StateMachine").find(({ id }) =>
      id.startsWith("Backfill"),
    )!;
    expect(textOf(standard.Properties.DefinitionString)).toContain(`"MaxConcurrency":${MaxConcurrency},`);
  });
});
