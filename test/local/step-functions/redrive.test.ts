import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, expect, it } from "vitest";
import { stateMachineArn } from "../../../local/common/names.ts";
import { FunctionError } from "../../../local/lambda/runtime.ts";
import { startService, type TestService } from "./service.ts";

const Task = { Type: "Task", Resource: "${WorkArn}" };
const Parameters = {
  "input.$": "$",
  "event.$": "$$.Execution.Input",
  "redriven.$": "$$.Execution.RedriveCount",
};
const ASL = {
  StartAt: "First",
  States: {
    First: { ...Task, Parameters: { state: "First", ...Parameters }, ResultPath: "$.first", Next: "Second" },
    Second: { ...Task, Parameters: { state: "Second", ...Parameters }, ResultPath: "$.second", End: true },
  },
};

interface Given {
  state: string;
  input: unknown;
  event: unknown;
  redriven: number;
}

let root: string;
let service: TestService;
let calls: Given[];
let isBroken: boolean;

const open = () =>
  startService(
    root,
    async (_arn, input) => {
      const given = input as Given;
      calls.push(given);
      if (given.state === "Second" && isBroken)
        throw new FunctionError({ errorType: "Broken", errorMessage: "not yet", trace: [] });
      return given.state;
    },
    { asl: ASL },
  );

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lookalike-redrive-"));
  [calls, isBroken] = [[], true];
  service = await open();
});
afterEach(async () => {
  await service.close();
  await rm(root, { recursive: true, force: true });
});

const describe = (executionArn: string) =>
  service.client.send(new DescribeExecutionCommand({ executionArn }));

async function failed(): Promise<string> {
  const input = JSON.stringify({ n: 1 });
  const start = new StartExecutionCommand({ stateMachineArn: stateMachineArn(), input });
  const { executionArn } = await service.client.send(start);
  await expect.poll(async () => (await describe(executionArn!)).status).toBe("FAILED");
  return executionArn!;
}

it("goes on from the state that failed, with its input, under the same name", async () => {
  const executionArn = await failed();
  expect(await describe(executionArn)).toMatchObject({ redriveStatus: "REDRIVABLE", redriveCount: 0 });
  isBroken = false;
  const { redriveDate } = await service.client.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe(executionArn)).status).toBe("SUCCEEDED");
  expect(calls.map(({ state }) => state)).toEqual(["First", "Second", "Second"]);
  expect(calls[2]).toEqual({
    state: "Second",
    input: { n: 1, first: "First" },
    event: { n: 1 },
    redriven: 1,
  });
  const now = await describe(executionArn);
  expect(JSON.parse(now.output!)).toEqual({ n: 1, first: "First", second: "Second" });
  expect(now).toMatchObject({
    input: '{"n":1}',
    redriveCount: 1,
    redriveDate,
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
  });
  expect(now.error).toBeUndefined();
});

it("has one history of all attempts, numbered through, also after a restart", async () => {
  const executionArn = await failed();
  isBroken = false;
  await service.client.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe(executionArn)).status).toBe("SUCCEEDED");
  await service.close();
  service = await open();
  const { events = [] } = await service.client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  const types = events.map(({ type }) => type);
  expect(types.slice(types.indexOf("ExecutionFailed"))).toEqual([
    "ExecutionFailed",
    "ExecutionRedriven",
    "TaskStateEntered",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
  expect((await describe(executionArn)).redriveCount).toBe(1);
});

it("lists executions that were redriven, and refuses to redrive one that succeeded", async () => {
  const executionArn = await failed();
  const list = async (redriveFilter: "REDRIVEN" | "NOT_REDRIVEN") => {
    const all = new ListExecutionsCommand({ stateMachineArn: stateMachineArn(), redriveFilter });
    return (await service.client.send(all)).executions!.map((execution) => execution.executionArn);
  };
  expect([await list("REDRIVEN"), await list("NOT_REDRIVEN")]).toEqual([[], [executionArn]]);
  isBroken = false;
  await service.client.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe(executionArn)).status).toBe("SUCCEEDED");
  expect([await list("REDRIVEN"), await list("NOT_REDRIVEN")]).toEqual([[executionArn], []]);
  await expect(service.client.send(new RedriveExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: "ExecutionNotRedrivable",
  });
});
