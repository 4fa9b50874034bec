import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  paginateListExecutions,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { expect, it, onTestFinished } from "vitest";
import { stateMachineArn } from "../../../local/common/names.ts";
import { FunctionError } from "../../../local/lambda/runtime.ts";
import type { Invoke } from "../../../local/step-functions/interpreter.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { ASL, startService, type TestService, WORK } from "./service.ts";

const failure = (errorType: string) => new FunctionError({ errorType, errorMessage: "why", trace: ["at"] });
const stateMachine = { stateMachineArn: stateMachineArn() };

async function start(invoke: Invoke, options = {}): Promise<TestService> {
  const service = await startService(await temporaryFolder(), invoke, options);
  onTestFinished(() => service.close());
  return service;
}

async function runOne({ client }: TestService, input: unknown = {}) {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ ...stateMachine, input: JSON.stringify(input) }),
  );
  return ended({ client }, executionArn!);
}

async function ended({ client }: Pick<TestService, "client">, executionArn: string) {
  for (;;) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== "RUNNING") return execution;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function historyOf({ client }: TestService, executionArn: string | undefined) {
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  return events;
}

it("runs the state machine and answers its input, output and dates", async () => {
  const inputs: unknown[] = [];
  const service = await start(async (_arn, input) => {
    inputs.push(input);
    return { kept: 1 };
  });
  const execution = await runOne(service, { photo: "été +%.jpg" });
  expect(execution).toMatchObject({
    status: "SUCCEEDED",
    stateMachineArn: stateMachineArn(),
    input: '{"photo":"été +%.jpg"}',
    output: '{"photo":"été +%.jpg","result":{"kept":1}}',
  });
  expect(Number(execution.stopDate)).toBeGreaterThanOrEqual(Number(execution.startDate));
  expect(inputs).toEqual([
    { id: execution.executionArn, name: execution.name, input: { photo: "été +%.jpg" } },
  ]);
});

it("retries by the error's own name, within MaxDelaySeconds", async () => {
  let calls = 0;
  const service = await start(async () => {
    if (++calls <= 3) throw failure("ThrottlingException");
    return calls;
  });
  const from = Date.now();
  expect(await runOne(service)).toMatchObject({ status: "SUCCEEDED", output: '{"result":4}' });
  // Without the limit the second delay alone could be a hundred seconds.
  expect(Date.now() - from).toBeLessThan(60_000);
});

it("gives up after MaxAttempts and hands the error to Catch as Lambda reports it", async () => {
  let calls = 0;
  const service = await start(async () => {
    calls++;
    throw failure("ThrottlingException");
  });
  const execution = await runOne(service);
  expect(calls).toBe(4);
  expect(execution).toMatchObject({ status: "FAILED", error: "PhotoFailed", cause: "a fault" });
  const entered = (await historyOf(service, execution.executionArn)).find(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === "Failed",
  );
  const { error } = JSON.parse(entered?.stateEnteredEventDetails?.input ?? "{}");
  expect(error.Error).toBe("ThrottlingException");
  expect(JSON.parse(error.Cause)).toEqual({
    errorType: "ThrottlingException",
    errorMessage: "why",
    trace: ["at"],
  });
});

it("does not retry other errors and tells them apart in a Choice", async () => {
  let calls = 0;
  const service = await start(async () => {
    calls++;
    throw failure("NoFaceError");
  });
  expect((await runOne(service)).status).toBe("SUCCEEDED");
  expect(calls).toBe(1);
});

it("ends a Task with States.Timeout after TimeoutSeconds", async () => {
  const service = await start(() => new Promise(() => {}));
  const execution = await runOne(service);
  expect(execution.status).toBe("FAILED");
  const history = await historyOf(service, execution.executionArn);
  expect(history.map(({ type }) => type)).toContain("LambdaFunctionTimedOut");
  expect(JSON.stringify(history)).toContain('\\"Error\\":\\"States.Timeout\\"');
});

it("does not let a Catch take an answer that is too large for a state", async () => {
  const service = await start(async () => "x".repeat(262_144));
  expect(await runOne(service)).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
});

it("tells the history in AWS's events, in order, by pages and in reverse", async () => {
  let calls = 0;
  const service = await start(async () => {
    if (++calls === 1) throw failure("ThrottlingException");
    return 7;
  });
  const { executionArn } = await runOne(service, { a: 1 });
  const events = await historyOf(service, executionArn);
  expect(events.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "TaskStateEntered",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionFailed",
    "LambdaFunctionScheduled",
    "LambdaFunctionStarted",
    "LambdaFunctionSucceeded",
    "TaskStateExited",
    "SucceedStateEntered",
    "SucceedStateExited",
    "ExecutionSucceeded",
  ]);
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => i + 1));
  expect(events[2]?.lambdaFunctionScheduledEventDetails).toMatchObject({
    resource: WORK,
    timeoutInSeconds: 1,
  });
  expect(events[4]?.lambdaFunctionFailedEventDetails?.error).toBe("ThrottlingException");
  expect(events[7]?.lambdaFunctionSucceededEventDetails?.output).toBe("7");
  expect(events[8]?.stateExitedEventDetails).toMatchObject({ name: "Work", output: '{"a":1,"result":7}' });
  const times = events.map(({ timestamp }) => Number(timestamp));
  expect(times).toEqual([...times].sort((a, b) => a - b));

  const page = { executionArn, maxResults: 5, reverseOrder: true };
  const first = await service.client.send(new GetExecutionHistoryCommand(page));
  const { nextToken } = first;
  const second = await service.client.send(new GetExecutionHistoryCommand({ ...page, nextToken }));
  expect([...first.events!, ...second.events!]).toEqual(events.toReversed().slice(0, 10));
});

it("takes the same name and input for the same execution while it runs, and else refuses", async () => {
  let finish = (_: unknown) => {};
  const service = await start(() => new Promise((resolve) => (finish = resolve)));
  const { client } = service;
  const named = { ...stateMachine, name: "once", input: '{"a":1}' };
  const first = await client.send(new StartExecutionCommand(named));
  const second = await client.send(new StartExecutionCommand(named));
  expect(second.executionArn).toBe(first.executionArn);
  expect(second.startDate).toEqual(first.startDate);
  const exists = {
    name: "ExecutionAlreadyExists",
    message: `Execution Already Exists: '${first.executionArn}'`,
  };
  await expect(client.send(new StartExecutionCommand({ ...named, input: "{}" }))).rejects.toMatchObject(
    exists,
  );
  finish(1);
  await ended(service, first.executionArn!);
  await expect(client.send(new StartExecutionCommand(named))).rejects.toMatchObject(exists);
});

it("refuses what Step Functions refuses, by its names", async () => {
  const { client } = await start(async () => 1);
  const send = (fields: object) => client.send(new StartExecutionCommand({ ...stateMachine, ...fields }));
  await expect(send({ stateMachineArn: "arn" })).rejects.toMatchObject({ name: "InvalidArn" });
  await expect(send({ stateMachineArn: stateMachineArn("other") })).rejects.toMatchObject({
    name: "StateMachineDoesNotExist",
    message: `State Machine Does Not Exist: '${stateMachineArn("other")}'`,
  });
  await expect(send({ name: "a b" })).rejects.toMatchObject({ name: "InvalidName" });
  await expect(send({ name: "a".repeat(81) })).rejects.toMatchObject({ name: "InvalidName" });
  await expect(send({ input: "{" })).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  await expect(send({ input: `"${"x".repeat(262_143)}"` })).rejects.toMatchObject({
    name: "InvalidExecutionInput",
  });
  const executionArn = stateMachineArn().replace("stateMachine", "execution").concat(":none");
  await expect(client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
    name: "ExecutionDoesNotExist",
    message: `Execution Does Not Exist: '${executionArn}'`,
  });
});

it("lists executions latest first, by status, over pages", async () => {
  const service = await start(async (_arn, state) => {
    if ((state as { input: { n: number } }).input.n % 3 === 0) throw failure("Oops");
  });
  for (let n = 0; n < 25; n++) await runOne(service, { n });
  const list = async (fields: object) => {
    const names: number[] = [];
    const pages = paginateListExecutions(
      { client: service.client, pageSize: 4 },
      { ...stateMachine, ...fields },
    );
    for await (const { executions = [] } of pages) {
      for (const { executionArn } of executions) {
        const { input } = await service.client.send(new DescribeExecutionCommand({ executionArn }));
        names.push(JSON.parse(input!).n);
      }
    }
    return names;
  };
  expect(await list({})).toEqual(Array.from({ length: 25 }, (_, i) => 24 - i));
  expect(await list({ statusFilter: "FAILED" })).toEqual([24, 21, 18, 15, 12, 9, 6, 3, 0]);
  expect(await list({ statusFilter: "RUNNING" })).toEqual([]);
});

it("stops an execution that runs and one that waits", async () => {
  const service = await start(() => new Promise(() => {}), { concurrency: 1 });
  const starts = [1, 2].map(() => service.client.send(new StartExecutionCommand(stateMachine)));
  for (const { executionArn } of await Promise.all(starts)) {
    await service.client.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "by hand" }));
    expect(await ended(service, executionArn!)).toMatchObject({
      status: "ABORTED",
      error: "Enough",
      cause: "by hand",
    });
    expect((await historyOf(service, executionArn)).at(-1)?.type).toBe("ExecutionAborted");
  }
});

it("does not call the function again once an execution is stopped between two attempts", async () => {
  let calls = 0;
  const service = await start(async () => {
    calls++;
    throw failure("ThrottlingException");
  });
  const { executionArn } = await service.client.send(new StartExecutionCommand(stateMachine));
  await expect.poll(() => calls).toBe(1);
  await service.client.send(new StopExecutionCommand({ executionArn }));
  expect(await ended(service, executionArn!)).toMatchObject({ status: "ABORTED" });
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toBe(1);
});

it("runs no more at once than it may, and answers StartExecution at once", async () => {
  let running = 0;
  let most = 0;
  const service = await start(
    async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running--;
    },
    { concurrency: 3 },
  );
  const started = await Promise.all(
    Array.from({ length: 20 }, () => service.client.send(new StartExecutionCommand(stateMachine))),
  );
  await Promise.all(started.map(({ executionArn }) => ended(service, executionArn!)));
  expect(most).toBe(3);
});

it("describes the one state machine", async () => {
  const { client } = await start(async () => 1);
  const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
  expect(stateMachines).toMatchObject([{ ...stateMachine, name: "lookalike", type: "STANDARD" }]);
  const { definition, status } = await client.send(new DescribeStateMachineCommand(stateMachine));
  expect(status).toBe("ACTIVE");
  expect(JSON.parse(definition!)).toEqual(JSON.parse(JSON.stringify(ASL).replaceAll("${WorkArn}", WORK)));
});
