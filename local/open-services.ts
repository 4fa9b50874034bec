import { readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { BATCH_SIZE } from "../core/admission.ts";
import { writeAtomically } from "../core/files/write-atomically.ts";
import { NONCURRENT_DAYS } from "../core/retention.ts";
import { deployedBackfill } from "./backfill.ts";
import { closeClients, ownClients } from "./clients.ts";
import { NAME, queueArn, queueUrl, REGION, stateMachineArn } from "./common/names.ts";
import { deploymentOf } from "./deployment/deployment.ts";
import { readTemplate } from "./deployment/template.ts";
import { openDynamoDb } from "./dynamodb/server.ts";
import { deliver } from "./events/deliver.ts";
import { objectCreatedEvent } from "./events/object-created.ts";
import { openRules } from "./events/rules.ts";
import { executionSummary } from "./execution-summary.ts";
import { openGateway } from "./gateway/server.ts";
import { Callers } from "./iam/caller.ts";
import { type EventSource, openEventSource } from "./lambda/event-source.ts";
import { invokeInRole } from "./lambda/invoke-in-role.ts";
import { openLogFile } from "./lambda/log-file.ts";
import { type Lambda, openLambda } from "./lambda/runtime.ts";
import { localAwsNames } from "./local-aws-names.ts";
import type { LocalAws, LocalAwsOptions } from "./local-aws-options.ts";
import { ADMIT, functionSubstitutions, issueCredentials, pipelineFunctions } from "./pipeline-functions.ts";
import { provision } from "./provision.ts";
import { findMissed, queuedObjects } from "./recover.ts";
import { openRekognition } from "./rekognition/open.ts";
import { objectArn } from "./s3/required-permissions.ts";
import { type ObjectCreated, openS3 } from "./s3/server.ts";
import { resolveSettings } from "./settings.ts";
import { openSqs } from "./sqs/server.ts";
import { lockState } from "./state-lock.ts";
import { readDefinition } from "./step-functions/definition.ts";
import { openStepFunctions } from "./step-functions/server.ts";
import { stsHandler } from "./sts/server.ts";

const ASL = new URL("../infra/face-pipeline.asl.json", import.meta.url);

/** Opens part after part; each registers with `onClose` how to close it. They are closed in reverse order. */
export async function openServices(
  options: LocalAwsOptions,
  onClose: (closer: () => unknown) => void,
): Promise<Omit<LocalAws, "close">> {
  const { port = 0, concurrency = availableParallelism() + 2, log = () => {} } = options;
  const state = resolve(options.state);
  const lock = await lockState(state);
  onClose(lock.release);
  const { settings, remember } = await resolveSettings(state, options);
  const deployment = options.deployment ?? deploymentOf(await readTemplate());
  const callers = new Callers();
  const substitutions = functionSubstitutions(deployment);
  const definition = readDefinition(
    await readFile(ASL, "utf8"),
    substitutions,
    new Set(Object.values(substitutions)),
  );

  let lambda!: Lambda;
  let admission: EventSource | undefined;
  const rekognition = await openRekognition({
    root: join(state, "rekognition"),
    modelDir: join(state, "models"),
    ...settings,
    freshFaceIds: options.freshFaceIds ?? false,
    onModelsFailed: options.onModelsFailed ?? (({ message }) => log(message)),
    readObjectFor: (caller) => async (object, maxBytes) => {
      const action = object.versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
      const isRefused =
        caller.denial({ action, resource: objectArn(object.bucket, object.key) }) !== undefined;
      return isRefused ? "missing" : await s3.read(object, maxBytes);
    },
    log,
  });
  onClose(rekognition.close);
  await remember();
  const dynamodb = await openDynamoDb(join(state, "dynamodb"), log);
  onClose(dynamodb.close);
  await dynamodb.repair(NAME);

  const sqs = await openSqs({ root: join(state, "queues"), endpoint: () => gateway.endpoint, log });
  onClose(sqs.close);
  const deliveriesOf = openRules(deployment);
  const created = async (object: ObjectCreated) => {
    for (const delivery of deliveriesOf(objectCreatedEvent(object))) await deliver(sqs.queue, delivery);
  };
  const s3 = await openS3({
    root: join(state, "s3"),
    noncurrentDays: NONCURRENT_DAYS,
    onObjectCreated: (object) => {
      created(object).catch((error: Error) => log(`No message for ${object.key}: ${error.message}`));
    },
  });
  onClose(s3.close);
  const backfill = await deployedBackfill({ deployment, callers, endpoint: () => gateway.endpoint, log });
  onClose(backfill.close);
  const stepFunctions = await openStepFunctions({
    root: join(state, "executions"),
    definition,
    invoke: invokeInRole(
      deployment.roleOfStateMachine(stateMachineArn()),
      (name, input) => lambda.invoke(name, input),
      log,
    ),
    concurrency,
    log,
    onEnded: (execution, input, ending) => log(executionSummary(execution, input, ending)),
    onCapacity: () => admission?.wake(),
    backfill,
  });

  const health = (endpoint: string) => ({
    state,
    pid: process.pid,
    region: localAwsNames(endpoint, deployment, options.env),
    ...settings,
    running: stepFunctions.scheduler.running,
    waiting: stepFunctions.scheduler.waiting,
    queued: sqs.queue.counts,
  });
  const services = {
    health: () => health(gateway.endpoint),
    s3: s3.handle,
    dynamodb: dynamodb.handle,
    stepFunctions: stepFunctions.handle,
    sqs: sqs.handle,
    rekognition: rekognition.handle,
    sts: stsHandler,
  };
  const gateway = await openGateway(port, services, callers);
  const { endpoint } = gateway;
  const clients = ownClients(endpoint);
  const output = await openLogFile(join(state, "logs", "functions.log"));
  const { handlers, env } = options;
  const credentials = issueCredentials(deployment, callers, log);
  lambda = openLambda({
    functions: pipelineFunctions(deployment, {
      endpoint,
      folder: join(state, "functions"),
      credentials,
      handlers,
      env,
    }),
    output,
  });
  const poller = new SQSClient({ endpoint, region: REGION, credentials: credentials.get(ADMIT)! });
  onClose(() => output.close());
  onClose(() => closeClients(clients));
  onClose(() => poller.destroy());
  onClose(gateway.close);
  onClose(lambda.close);
  onClose(stepFunctions.close);

  await provision(clients);
  stepFunctions.resume();
  const { store, scheduler } = stepFunctions;
  const isQueued = queuedObjects(sqs.queue.messages());
  const isKnown = (key: string, etag: string) => store.knows(NAME, key, etag) || isQueued(key, etag);
  for (const object of await findMissed(clients.s3, isKnown)) await created(object);
  admission = openEventSource({
    sqs: poller,
    queueUrl: queueUrl(endpoint),
    queueArn: queueArn(),
    batchSize: BATCH_SIZE,
    // As many more wait in Step Functions, so that the models never wait for the queue.
    capacity: () => 2 * concurrency - scheduler.running - scheduler.waiting,
    invoke: (event) => lambda.invoke(ADMIT, event),
    log,
  });
  onClose(admission.close);

  await announce(state, endpoint);
  if (options.warm) rekognition.warm();
  onClose(() => rm(join(state, "region.json"), { force: true }));
  return localAwsNames(endpoint, deployment, env);
}

/** Writes down where other programs find this local AWS. */
async function announce(state: string, endpoint: string): Promise<void> {
  await writeAtomically(join(state, "region.json"), `${JSON.stringify({ endpoint, pid: process.pid })}\n`);
}
