import { describe, expect, it } from "vitest";
import { ALARM_METRICS } from "../../analysis/plan/fixed-costs.ts";
import { MESSAGE_GROUP } from "../../core/admission.ts";
import { METRICS, METRICS_NAMESPACE, STACK_DIMENSION } from "../../core/metrics.ts";
import { DEFAULT_REQUIREMENTS } from "../../core/requirements.ts";
import { readAdmissionSettings, readSettings } from "../../functions/environment.ts";
import { FUNCTION_NAMES, STATE_FUNCTIONS } from "../../infra/bundle.ts";
import { STACK_NAME } from "../../infra/options.ts";
import { lambdaOf, only, resources, synthesise, textOf } from "./synthesised.ts";

// All that the template says beside permissions, findings and state machines. One file: each more would load the CDK
// again, about a second and a half of processor time.
const template = synthesise({ alarmEmail: "someone@example.com" });

describe("the bucket", () => {
  const bucket = only(template, "AWS::S3::Bucket");

  it("is private: no public access, no ACLs", () => {
    expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket.Properties.OwnershipControls.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    expect(bucket.Properties.AccessControl).toBeUndefined();
  });

  it("refuses whatever does not come over TLS 1.2, and allows nobody by policy", () => {
    const policies = resources(template, "AWS::S3::BucketPolicy").flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    );
    expect(policies.map(({ Effect }) => Effect)).toEqual(policies.map(() => "Deny"));
    const conditions = policies.map(({ Condition }) => Condition);
    expect(conditions).toContainEqual({ Bool: { "aws:SecureTransport": "false" } });
    expect(conditions).toContainEqual({ NumericLessThan: { "s3:TlsVersion": 1.2 } });
    for (const { Principal, Action } of policies) expect([Principal, Action]).toEqual([{ AWS: "*" }, "s3:*"]);
  });

  it("is encrypted with S3's keys, under which an ETag stays an MD5, and versioned", () => {
    const [rule] = bucket.Properties.BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule.ServerSideEncryptionByDefault).toEqual({ SSEAlgorithm: "AES256" });
    expect(bucket.Properties.VersioningConfiguration.Status).toBe("Enabled");
  });

  it("cleans up after incomplete uploads, old versions, rejected photos, backfills and queries", () => {
    const rules = synthesise({ rejectedDays: 7, noncurrentDays: 3 });
    const found = only(rules, "AWS::S3::Bucket").Properties.LifecycleConfiguration.Rules;
    const byId = Object.fromEntries(found.map((rule: { Id: string }) => [rule.Id, rule]));
    expect(byId["incomplete-uploads"].AbortIncompleteMultipartUpload.DaysAfterInitiation).toBe(7);
    expect(byId["noncurrent-versions"].NoncurrentVersionExpiration.NoncurrentDays).toBe(3);
    expect(byId.rejected).toMatchObject({ Prefix: "rejected/", ExpirationInDays: 7, Status: "Enabled" });
    expect(byId.backfill).toMatchObject({ Prefix: "backfill/", ExpirationInDays: 7 });
    expect(byId["query-results"]).toMatchObject({ Prefix: "athena/" });
    const expiring = found.filter(
      (rule: { ExpirationInDays?: number }) => rule.ExpirationInDays !== undefined,
    );
    expect(expiring.every((rule: { Prefix?: string }) => rule.Prefix)).toBe(true);
  });

  it("tells EventBridge about its objects, without a function that does so", () => {
    const { NotificationConfiguration } = bucket.Properties;
    expect(NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    expect(resources(template, "AWS::Lambda::Function")).toHaveLength(FUNCTION_NAMES.length);
    const custom = Object.values(template.Resources).filter(({ Type }) =>
      /^Custom::|CustomResource/.test(Type),
    );
    expect(custom).toEqual([]);
  });
});

describe("what was paid for", () => {
  it("survives a destroy, not a first deployment that fails: bucket with policy, table, collection", () => {
    const retained = Object.values(template.Resources).filter(({ DeletionPolicy }) =>
      DeletionPolicy?.startsWith("Retain"),
    );
    for (const { DeletionPolicy } of retained) expect(DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(retained.map(({ Type }) => Type).sort()).toEqual([
      "AWS::DynamoDB::Table",
      "AWS::Rekognition::Collection",
      "AWS::S3::Bucket",
      "AWS::S3::BucketPolicy",
    ]);
    for (const { UpdateReplacePolicy } of retained) expect(UpdateReplacePolicy).toBe("Retain");
  });

  it("is adopted by a later stack, which leaves it as it is", () => {
    const adopted = synthesise({ bucket: "old-photos", table: "old-table", collection: "old-faces" });
    const made = Object.values(adopted.Resources).map(({ Type }) => Type);
    expect(made.filter((type) => /^AWS::(S3|DynamoDB|Rekognition)::/.test(type))).toEqual([]);
    expect(made).toHaveLength(Object.keys(template.Resources).length - 4 - 3);
    const { detail } = only(adopted, "AWS::Events::Rule").Properties.EventPattern;
    expect(detail.bucket.name).toEqual(["old-photos"]);
    const outputs = ["Bucket", "Table", "Collection"].map((name) => adopted.Outputs[name]!.Value);
    expect(outputs).toEqual(["old-photos", "old-table", "old-faces"]);
    const policies = JSON.stringify(resources(adopted, "AWS::IAM::Policy"));
    for (const name of [":s3:::old-photos/uploads/*", "table/old-table", "collection/old-faces"])
      expect(policies).toContain(name);
  });

  it("does not stand in the way of a second deployment: no name is fixed", () => {
    expect(only(template, "AWS::S3::Bucket").Properties.BucketName).toBeUndefined();
    expect(only(template, "AWS::DynamoDB::Table").Properties.TableName).toBeUndefined();
    const { CollectionId } = only(template, "AWS::Rekognition::Collection").Properties;
    const of = (uuid: string) =>
      evaluate(CollectionId, `arn:aws:cloudformation:eu-west-1:123456789012:stack/Lookalike/${uuid}`);
    // Stacks made in one season differ in the front and in the back of their ids only.
    expect(of("51af3dc0-da77-11f1-872e-1234567890ab")).toBe("lookalike-51af3dc0-da77-11f1-872e-1234567890ab");
    expect(of("6c0f3dc0-0a12-11f1-872e-1234567890ab")).not.toBe(of("51af3dc0-da77-11f1-872e-1234567890ab"));

    /** What CloudFormation makes of the intrinsics. */
    function evaluate(value: unknown, stackId: string): unknown {
      if (Array.isArray(value)) return value.map((item) => evaluate(item, stackId));
      if (typeof value !== "object" || value === null) return value;
      const [[name, argument]] = Object.entries(value) as [[string, unknown]];
      if (name === "Ref") return argument === "AWS::StackId" ? stackId : name;
      const [first, second] = evaluate(argument, stackId) as [never, never];
      if (name === "Fn::Join") return (second as string[]).join(first);
      if (name === "Fn::Split") return (second as string).split(first);
      return (second as unknown[])[Number(first)];
    }
  });
});

describe("the table", () => {
  it("is keyed by ETag, paid by request, and can be brought back to any second", () => {
    const { Properties } = only(template, "AWS::DynamoDB::Table");
    expect(Properties.KeySchema).toEqual([{ AttributeName: "Etag", KeyType: "HASH" }]);
    expect(Properties.AttributeDefinitions).toEqual([{ AttributeName: "Etag", AttributeType: "S" }]);
    expect(Properties.BillingMode).toBe("PAY_PER_REQUEST");
    expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
  });
});

describe.each(FUNCTION_NAMES)("the function %s", (name) => {
  const { Properties } = lambdaOf(template, name);

  it("runs on arm64 with Node 22 or later, traced", () => {
    expect(Properties.Architectures).toEqual(["arm64"]);
    expect(Number(/^nodejs(\d+)\.x$/.exec(Properties.Runtime)?.[1])).toBeGreaterThanOrEqual(22);
    expect(Properties.TracingConfig).toEqual({ Mode: "Active" });
    expect(Properties.Handler).toBe("index.handler");
  });

  it("writes JSON logs, to a group of its own", () => {
    expect(Properties.LoggingConfig.LogFormat).toBe("JSON");
    const groups = FUNCTION_NAMES.map((each) =>
      textOf(lambdaOf(template, each).Properties.LoggingConfig.LogGroup),
    );
    expect(new Set(groups).size).toBe(FUNCTION_NAMES.length);
  });

  it("reserves concurrency only when asked to, and only where it calls Rekognition for money", () => {
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    const reserving = lambdaOf(synthesise({ reserveConcurrency: true, rekognitionRate: 10 }), name);
    const expected = name === "detect-faces" || name === "add-to-collection" ? 30 : undefined;
    expect(reserving.Properties.ReservedConcurrentExecutions).toBe(expected);
  });
});

describe.each(STATE_FUNCTIONS)("the state's function %s", (name) => {
  const { Properties } = lambdaOf(template, name);

  it("ends before its state does, and its claim after it", () => {
    const states = Object.values(definition(/^Pipeline/).States) as { TimeoutSeconds?: number }[];
    const timeouts = states.flatMap(({ TimeoutSeconds }) => TimeoutSeconds ?? []);
    expect(timeouts.length).toBe(STATE_FUNCTIONS.length);
    expect(Properties.Timeout).toBeLessThan(Math.min(...timeouts));
    expect(Number(Properties.Environment.Variables.LEASE_SECONDS)).toBeGreaterThan(Properties.Timeout);
  });

  it("is told everything that its handler reads, from the options", () => {
    const told = lambdaOf(synthesise({ minAge: 18, rejected: "delete", economy: "true" }), name);
    const variables = { ...told.Properties.Environment.Variables, BUCKET: "b", TABLE: "t", COLLECTION: "c" };
    const settings = readSettings(variables);
    expect(settings.requirements).toEqual({ ...DEFAULT_REQUIREMENTS, minAge: 18 });
    expect(settings).toMatchObject({ rejected: "delete", economy: true });
    for (const key of ["BUCKET", "TABLE", "COLLECTION"]) {
      expect(textOf(Properties.Environment.Variables[key])).toMatch(/Storage|lookalike-/);
    }
  });
});

describe("the admission", () => {
  const queues = resources(template, "AWS::SQS::Queue");
  const [queue, deadLetters] = ["WaitingQueue", "WaitingDeadLetters"].map(
    (prefix) => queues.find(({ id }) => id.startsWith(prefix))!,
  );
  const admit = lambdaOf(synthesise({ rekognitionRate: 50 }), "admit").Properties;

  it("keeps photos in order, once each, encrypted, for two weeks", () => {
    expect(queue!.Properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it("gives up on a photo after hours only, and keeps it then", () => {
    const { RedrivePolicy, VisibilityTimeout } = queue!.Properties;
    expect(textOf(RedrivePolicy.deadLetterTargetArn)).toBe(`<${deadLetters!.id}.Arn>`);
    expect(RedrivePolicy.maxReceiveCount * VisibilityTimeout).toBeGreaterThanOrEqual(2 * 3600);
    // A FIFO queue's dead letters can go to a FIFO queue only.
    expect(deadLetters!.Properties).toMatchObject({
      FifoQueue: true,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });

  it("waits for the function longer than that can take, and the function for a batch at the slowest rate", () => {
    const { Timeout } = lambdaOf(template, "admit").Properties;
    expect(queue!.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(2 * Timeout);
    const mapping = only(template, "AWS::Lambda::EventSourceMapping").Properties;
    expect(mapping.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
    expect(textOf(mapping.EventSourceArn)).toBe(`<${queue!.id}.Arn>`);
    const slowest = lambdaOf(synthesise({ rekognitionRate: 1 }), "admit").Properties.Environment.Variables;
    expect(mapping.BatchSize / Number(slowest.ADMISSIONS_PER_SECOND)).toBeLessThan(Timeout / 2);
  });

  it("lets in a little less than the quota, whatever it is, into the pipeline", () => {
    const settings = readAdmissionSettings({
      ...admit.Environment.Variables,
      STATE_MACHINE_ARN: textOf(admit.Environment.Variables.STATE_MACHINE_ARN),
      TABLE: textOf(admit.Environment.Variables.TABLE),
    });
    expect(settings.perSecond).toBeLessThan(50);
    expect(settings.perSecond).toBeGreaterThan(50 / 1.05);
    expect(settings.stateMachineArn).toMatch(/^<PipelineStateMachine/);
  });
});

/** A state machine's definition with its references filled in. */
function definition(id: RegExp) {
  const machine = resources(template, "AWS::StepFunctions::StateMachine").find((each) => id.test(each.id));
  return JSON.parse(textOf(machine!.Properties.DefinitionString));
}

describe("the state machines", () => {
  const machines = resources(template, "AWS::StepFunctions::StateMachine");

  it("are Standard ones and traced", () => {
    expect(machines).toHaveLength(2);
    for (const { Properties } of machines) {
      expect(Properties.StateMachineType).toBe("STANDARD");
      expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
    }
  });

  it("log every event and no data", () => {
    for (const { Properties } of machines) {
      expect(Properties.LoggingConfiguration).toMatchObject({ Level: "ALL", IncludeExecutionData: false });
    }
  });

  it("get a value for every substitution in their definitions, and no other", () => {
    for (const { Properties } of machines) {
      const names = [...textOf(Properties.DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(Properties.DefinitionSubstitutions).sort()).toEqual([...new Set(names)].sort());
    }
  });

  it("run in each state the function of that name", () => {
    const pipeline = machines.find(({ id }) => id.startsWith("Pipeline"))!;
    const { DefinitionSubstitutions } = pipeline.Properties;
    for (const [name, state] of [
      ["detect-faces", "DetectFaces"],
      ["add-to-collection", "AddToCollection"],
      ["thumbnail", "Thumbnail"],
      ["error-detected", "ErrorDetected"],
    ] as const) {
      expect(textOf(DefinitionSubstitutions[`${state}Arn`])).toBe(`<${lambdaOf(template, name).id}.Arn>`);
      expect(definition(/^Pipeline/).States[state].Resource).toBe(`\${${state}Arn}`);
    }
  });
});

describe("logs", () => {
  it("are kept for the days that were chosen and go with the stack", () => {
    const groups = resources(synthesise({ logDays: "7" }), "AWS::Logs::LogGroup");
    expect(groups).toHaveLength(FUNCTION_NAMES.length + 2);
    for (const { Properties, DeletionPolicy } of groups) {
      expect([Properties.RetentionInDays, DeletionPolicy]).toEqual([7, "Delete"]);
    }
  });

  it("of the state machines take no room in the account's resource policy", () => {
    const names = resources(template, "AWS::Logs::LogGroup").flatMap(
      ({ Properties }) => Properties.LogGroupName ?? [],
    );
    expect(names.sort()).toEqual(
      ["Backfill", "Pipeline"].map((each) => `/aws/vendedlogs/states/Lookalike-${each}`),
    );
  });
});

describe("the rule", () => {
  const rule = only(template, "AWS::Events::Rule").Properties;
  const queues = resources(template, "AWS::SQS::Queue");
  const queue = queues.find(({ id }) => id.startsWith("PipelineDeadLetters"))!;

  it("hears of new objects under uploads/ in this bucket only", () => {
    const { source, detail, "detail-type": type } = rule.EventPattern;
    expect([source, type]).toEqual([["aws.s3"], ["Object Created"]]);
    expect(textOf(detail.bucket.name)).toContain("StorageBucket");
    expect(detail.object.key).toEqual([{ prefix: "uploads/" }]);
    expect(rule.State).toBe("ENABLED");
  });

  it("puts the event into the queue as it is, and into the dead letters what cannot be within the hour", () => {
    expect(rule.Targets).toHaveLength(1);
    const [target] = rule.Targets;
    expect([target.Input, target.InputPath, target.InputTransformer]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(textOf(target.Arn)).toMatch(/^<WaitingQueue\w+\.Arn>$/);
    expect(target.SqsParameters).toEqual({ MessageGroupId: MESSAGE_GROUP });
    expect(target.DeadLetterConfig.Arn).toEqual({ "Fn::GetAtt": [queue.id, "Arn"] });
    expect(target.RetryPolicy.MaximumEventAgeInSeconds).toBe(3600);
  });

  it("alone may put something into the queues that it fills, over TLS alone", () => {
    const policies = resources(template, "AWS::SQS::QueuePolicy");
    expect(policies).toHaveLength(queues.length);
    for (const { id, Properties } of policies) {
      const rights: { Effect: string; Principal: object; Condition: object }[] =
        Properties.PolicyDocument.Statement;
      const allowed = rights.filter(({ Effect }) => Effect === "Allow");
      // What could not be let in comes from the queue itself.
      const isFilled = !id.startsWith("WaitingDeadLetters");
      expect(allowed.map(({ Principal }) => Principal)).toEqual(
        isFilled ? [{ Service: "events.amazonaws.com" }] : [],
      );
      for (const { Condition } of allowed) expect(JSON.stringify(Condition)).toContain("PipelineUploaded");
      expect(JSON.stringify(rights)).toContain("aws:SecureTransport");
    }
  });

  it("keeps dead letters encrypted, for two weeks", () => {
    expect(queue.Properties).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
  });
});

describe("alarms", () => {
  const alarms = resources(template, "AWS::CloudWatch::Alarm");
  const metrics = alarms.map(({ Properties }) =>
    Properties.MetricName === undefined
      ? Properties.Metrics.flatMap((each: { MetricStat?: { Metric: { MetricName: string } } }) =>
          each.MetricStat ? [each.MetricStat.Metric.MetricName] : [],
        )
      : [Properties.MetricName],
  );

  it.each([
    "ExecutionsFailed",
    "ExecutionsTimedOut",
    "ExecutionTime",
    "ApproximateNumberOfMessagesVisible",
    "ApproximateAgeOfOldestMessage",
    "Throttles",
    "ThrottledCount",
  ])("watch %s", (metric) => {
    expect(metrics.flat()).toContain(metric);
  });

  it("go off when photos wait and none is let in, and when one waits for a day", () => {
    const named = (name: string) => alarms.find(({ id }) => id.includes(name))!.Properties;
    const stalled = JSON.stringify(named("AdmissionStalled").Metrics);
    expect(stalled).toContain("WaitingQueue");
    expect(stalled).toContain("ExecutionsStarted");
    expect(named("OldestWaiting")).toMatchObject({ Threshold: 24 * 3600 });
    expect(JSON.stringify(named("OldestWaiting").Dimensions)).toContain("WaitingQueue");
    expect(JSON.stringify(named("DeadLetters").Metrics)).toContain("WaitingDeadLetters");
  });

  it("go off when all is rejected, when one in twenty fails, and when one call in twenty is refused", () => {
    const shares = ["AllRejected", "FailureRate", "RefusedRate"].map(
      (name) => alarms.find(({ id }) => id.includes(name))!.Properties,
    );
    expect(shares.map(({ Threshold }) => Threshold)).toEqual([100, 5, 5]);
    const parts = shares.map(({ Metrics }) => {
      const part = Metrics.find(({ Id }: { Id: string }) => Id === "part").MetricStat.Metric;
      expect(part.Dimensions).toEqual([{ Name: STACK_DIMENSION, Value: STACK_NAME }]);
      return [part.Namespace, part.MetricName];
    });
    expect(parts).toEqual(["Rejected", "Failed", "RefusedCalls"].map((name) => [METRICS_NAMESPACE, name]));
    for (const { Metrics } of shares) expect(Metrics[0].Expression).toMatch(/>= 20, 100 \* FILL\(part, 0\)/);
  });

  it("are of metrics that the functions write, for the stack that they are told", () => {
    for (const name of FUNCTION_NAMES)
      expect(lambdaOf(template, name).Properties.Environment.Variables.STACK).toEqual({
        Ref: "AWS::StackName",
      });
  });

  it("hold as many metrics as the plan prices", () => {
    const counted = alarms.map(({ Properties: { Metrics = [{ MetricStat: {} }] } }) => {
      return Metrics.filter(({ MetricStat }: { MetricStat?: object }) => MetricStat).length;
    });
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(ALARM_METRICS);
  });

  it("say what to do, stay silent without photos, and send mail to whoever was named", () => {
    const topic = only(template, "AWS::SNS::Topic");
    const subscription = only(template, "AWS::SNS::Subscription").Properties;
    expect(subscription).toMatchObject({ Protocol: "email", Endpoint: "someone@example.com" });
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/\.$/);
      expect(Properties.TreatMissingData).toBe("notBreaching");
      expect(Properties.AlarmActions).toEqual([{ Ref: topic.id }]);
    }
  });

  it("may publish to the topic, which nothing else may", () => {
    const { Statement } = only(template, "AWS::SNS::TopicPolicy").Properties.PolicyDocument;
    const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow");
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
    });
  });

  it("send nothing where nobody was named", () => {
    const silent = synthesise();
    expect(resources(silent, "AWS::SNS::Topic")).toEqual([]);
    expect(resources(silent, "AWS::CloudWatch::Alarm")).toHaveLength(alarms.length);
  });

  it("add up metrics under names that do not meet", () => {
    for (const { Properties } of alarms) {
      const ids = (Properties.Metrics ?? []).map(({ Id }: { Id: string }) => Id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("are on the one dashboard", () => {
    const body = textOf(only(template, "AWS::CloudWatch::Dashboard").Properties.DashboardBody);
    for (const { id } of alarms) expect(body).toContain(`<${id}.Arn>`);
  });

  it("stand above what else the dashboard answers: how far it is, and what today has cost", () => {
    const body = textOf(only(template, "AWS::CloudWatch::Dashboard").Properties.DashboardBody);
    const questions = ["Is it working?", "How far is it?", "What did it cost today?"];
    const places = questions.map((question) => body.indexOf(question));
    expect(places.every((place, i) => place > (places[i - 1] ?? 0))).toBe(true);
    for (const name of Object.keys(METRICS).filter((each) => each !== "Superseded"))
      expect(body).toContain(`"${METRICS_NAMESPACE}","${name}"`);
    expect(body).toContain("FILL(paid, 0) * 0.001");
  });
});

describe("a second stack in the same account", () => {
  it("shares no name with the first", () => {
    const named = (context: object) =>
      Object.values(synthesise({ ...context }).Resources).flatMap(({ Type, Properties }) =>
        ["Name", "DashboardName", "LogGroupName", "FunctionName", "QueueName", "StateMachineName"].flatMap(
          (key) =>
            typeof Properties?.[key] === "string" && Type !== "AWS::Athena::NamedQuery"
              ? [Properties[key]]
              : [],
        ),
      );
    const [first, second] = [named({}), named({ stackName: "Face-Test" })];
    expect(second).toContain("face-test");
    expect(second.filter((name) => first.includes(name))).toEqual([]);
  });
});

describe("outputs", () => {
  it("tell the commands where everything is", () => {
    const machines = ["StateMachineArn", "BackfillStateMachineArn"];
    const names = [
      "Bucket",
      "Table",
      "Collection",
      "QueueUrl",
      "Economy",
      "RulesVersion",
      "Sources",
      "Region",
      ...machines,
    ];
    expect(Object.keys(template.Outputs).sort()).toEqual([...names, "Workgroup", "GlueDatabase"].sort());
    expect(textOf(template.Outputs.StateMachineArn!.Value)).toMatch(/^<PipelineStateMachine/);
    expect(textOf(template.Outputs.BackfillStateMachineArn!.Value)).toMatch(/^<BackfillStateMachine/);
    const sources = ["archive/", "s3://other-bucket/2019/"];
    expect(synthesise({ sources }).Outputs.Sources!.Value).toBe(JSON.stringify(["uploads/", ...sources]));
  });
});
