import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ListExecutionsCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { READ_COUNTS_EVERY_MS } from "../../../../functions/admit.ts";
import { BACKFILL, stateMachineArn } from "../../../../local/common/names.ts";
import { deploymentOf } from "../../../../local/deployment/deployment.ts";
import { readTemplate } from "../../../../local/deployment/template.ts";
import { settled, startLocalAws, type TestLocalAws } from "../../with-local-aws.ts";
import { type Picture, writeRecording } from "./recording.ts";
import { removable } from "./removable.ts";
import { clear, outcome, put, SCENARIOS, type Stage } from "./scenarios.ts";

/**
 * The whole pipeline under the deployed policies: everything works with them, and something breaks without any one
 * action on any one resource.
 */

/** Rights that nothing here takes, and why they are deployed all the same. */
const NOT_HERE: [RegExp, string][] = [
  [/ (logs|xray):/, "the laptop has no CloudWatch Logs and no X-Ray"],
  [/^FunctionsThumbnailRole s3:ListBucket /, "the photo would have to go between two states"],
  [/^events\.amazonaws\.com sqs:GetQueue/, "the CDK grants it along with sending"],
  [/^AdmissionRole sqs:GetQueueAttributes /, "Lambda's own poller asks for it, the laptop's does not"],
  [/^Backfill.* s3:(GetObject|AbortMulti|ListMulti)/, "Step Functions writes large results in parts"],
  [
    /^Backfill.* states:DescribeExecution /,
    "a Distributed Map takes it, says AWS; the laptop's knows its children",
  ],
  [/^Backfill.* states:StopExecution .*:lookalike-backfill:/, "the same, of the map's own executions"],
];

/** Without these no execution is started at all, so there is no end to wait for. */
const ADMISSION = /^(events\.amazonaws\.com|AdmissionRole) /;

/** A refusal comes at once; this is for a machine that is busy with something else. */
const PATIENCE = { timeout: 60_000 };

const deployed = removable(deploymentOf(await readTemplate()), [
  stateMachineArn(),
  stateMachineArn(BACKFILL),
]);
const rights = [...deployed.rights.keys()].filter((key) => !NOT_HERE.some(([pattern]) => pattern.test(key)));
const HOLD = [...deployed.rights.keys()].find((key) => key.startsWith("Backfill") && / sqs:Send/.test(key))!;
/** Takes what was put to the queue. */
const SEND = [...deployed.rights.keys()].find((key) =>
  key.startsWith("events.amazonaws.com sqs:SendMessage "),
)!;

let folder: string;
let pictures: Record<Picture, Buffer>;
let aws: TestLocalAws;
let stage: Stage;
/** By scenario what is there in the end, and the rights it took. */
const green = new Map<string, { outcome: unknown; used: ReadonlySet<string> }>();

async function open() {
  const options = { replay: join(folder, "recording"), replayOnly: true, deployment: deployed.deployment };
  aws = await startLocalAws({ ...options, state: join(folder, "state") });
  const settle = () => settled(aws, aws);
  stage = {
    aws,
    pictures,
    settle,
    quietly: (act) => deployed.without(SEND, act),
    held: (act) => deployed.without(HOLD, act),
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lookalike-rights-"));
  pictures = await writeRecording(join(folder, "recording"));
  await open();
});
afterAll(async () => {
  await aws?.close();
  await rm(folder, { recursive: true, force: true });
});

const refusals = (since: number) => aws.log.slice(since).filter((line) => line.includes("is not authorized"));

describe("with the deployed policies", () => {
  it.each(Object.entries(SCENARIOS))("ends as it should: %s", async (name, play) => {
    const before = aws.log.length;
    const used = await deployed.usedBy(async () => {
      await play(stage);
      await stage.settle();
    });
    green.set(name, { outcome: await outcome(stage), used });
    await clear(stage);
    expect(refusals(before).filter((line) => !line.includes("sqs:SendMessage"))).toEqual([]);
    const failed = aws.log.slice(before).filter((line) => line.includes("FAILED"));
    expect(failed.length).toBe(name === "a photo that fails" ? 1 : 0);
  });
});

it("allows nothing twice", () => {
  expect(deployed.twice).toEqual([]);
});

describe("without one right", () => {
  const ordinary = rights.filter((key) => !ADMISSION.test(key));
  it.each(ordinary)("breaks: %s", async (key) => {
    const [name, { outcome: expected }] = [...green].find(([, { used }]) => used.has(key)) ?? ["nothing", {}];
    expect(name, `a scenario that takes ${key}`).not.toBe("nothing");
    const before = aws.log.length;
    await deployed.without(key, async () => {
      const stopping = stopRetries(before, actionOf(key)!);
      await SCENARIOS[name]!(stage);
      await stopping.end();
    });
    const found = await outcome(stage);
    await clear(stage);
    console.log(`${key}: breaks ${name}: ${refusals(before)[0]}`);
    expect(found).not.toEqual(expected);
    expect(refusals(before).join("\n")).toContain(actionOf(key));
  });

  it.each(rights.filter((key) => ADMISSION.test(key)))(
    "does not take a photo out of the queue: %s",
    async (key) => {
      const before = aws.log.length;
      // Admission looks at the table only so often; it may just have done so.
      if (actionOf(key) === "dynamodb:GetItem") await sleep(READ_COUNTS_EVERY_MS);
      await deployed.without(key, async () => {
        await put(stage, "a.jpg", "one");
        await expect.poll(() => refusals(before).join("\n"), PATIENCE).toContain(actionOf(key));
        // A poll that was under way may have taken the first.
        await put(stage, "b.jpg", "other");
        await expect.poll(waiting, PATIENCE).toBe(key !== SEND);
      });
      // A message that was handed out would be seen again in half a minute only.
      await aws.close();
      await open();
      await stage.settle();
      await clear(stage);
    },
  );
});

async function waiting(): Promise<boolean> {
  const { Attributes } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: aws.queueUrl, AttributeNames: ["All"] }),
  );
  const { ApproximateNumberOfMessages: seen, ApproximateNumberOfMessagesNotVisible: held } = Attributes!;
  return Number(seen) + Number(held) > 0;
}

const actionOf = (key: string) => key.split(" ")[1];

/** Refusals that a state machine takes for passing faults. */
const RETRIED = ["lambda:InvokeFunction", "sqs:GetQueueAttributes", "sqs:SendMessage"];

/** What is tried again for an hour and more is stopped once it was refused. */
function stopRetries(before: number, action: string) {
  const { stateMachineArn, backfillStateMachineArn, stepFunctions } = aws;
  const timer = setInterval(async () => {
    if (!RETRIED.includes(action) || !refusals(before).some((line) => line.includes(`perform: ${action} `)))
      return;
    for (const arn of [stateMachineArn, backfillStateMachineArn]) {
      const running = new ListExecutionsCommand({ stateMachineArn: arn, statusFilter: "RUNNING" });
      const { executions = [] } = await stepFunctions.send(running);
      for (const { executionArn } of executions)
        await stepFunctions.send(new StopExecutionCommand({ executionArn: executionArn! }));
    }
  }, 100);
  return { end: async () => clearInterval(timer) };
}
