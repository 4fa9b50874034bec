// @ts-nocheck
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { FUNCTION_NAMES, type FunctionName, ROOT, STATE_FUNCTIONS } from "../../infra/bundle.ts";
import { LOCAL_TEMPLATE, localOptions, localTemplateOf } from "../../infra/local-template.ts";
import { allows, lambdaOf, resources, statements, statementsOf, synthesise, textOf } from "./synthesised.ts";

const template = synthesise();
const economy = synthesise({ economy: true });

/** What IAM asks for when a command is sent; alternatives depend on its parameters. */
const ACTIONS: Record<string, string[]> = {
  GetObjectCommand: ["s3:GetObject"],
  HeadObjectCommand: ["s3:GetObject"],
  PutObjectCommand: ["s3:PutObject"],
  DeleteObjectCommand: ["s3:DeleteObject"],
  // Rekognition and a copy read a photo by its version; a copy takes the tags along.
  CopyObjectCommand: [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:GetObjectTagging",
    "s3:GetObjectVersionTagging",
    "s3:PutObject",
    "s3:PutObjectTagging",
  ],
  DetectFacesCommand: ["rekognition:DetectFaces", "s3:GetObject", "s3:GetObjectVersion"],
  IndexFacesCommand: ["rekognition:IndexFaces", "s3:GetObject", "s3:GetObjectVersion"],
  DeleteFacesCommand: ["rekognition:DeleteFaces"],
  DisassociateFacesCommand: ["rekognition:DisassociateFaces"],
  ListFacesCommand: ["rekognition:ListFaces"],
  SendMessageCommand: ["sqs:SendMessage"],
  GetCommand: ["dynamodb:GetItem"],
  PutCommand: ["dynamodb:PutItem"],
  UpdateCommand: ["dynamodb:UpdateItem"],
  DeleteCommand: ["dynamodb:DeleteItem"],
};

/** S3 answers 404, not 403, for what is not there. */
const PROBE = "s3:ListBucket";

/** The commands that are left in a handler's code once everything unused is shaken out of it. */
async function commandsOf(name: FunctionName): Promise<string[]> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}.ts`],
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    write: false,
  });
  const code = outputFiles[0]!.text.replaceAll(/^import[^;]*;/gm, "");
  const found = [...code.matchAll(/\bnew (\w+Command)\d*\(|\b(paginate\w+)\(/g)];
  return [...new Set(found.map(([, command, paginator]) => command ?? paginator!))];
}

describe.each(STATE_FUNCTIONS)("the role of %s", (name) => {
  it("allows every call that the handler makes, and grants nothing else", async () => {
    const commands = await commandsOf(name);
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.filter((command) => !ACTIONS[command])).toEqual([]);
    const needed = new Set([PROBE, ...commands.flatMap((command) => ACTIONS[command]!)]);
    // One or the other of the two paid calls, by the option.
    if (name === "detect-faces") needed.delete("rekognition:IndexFaces");
    const granted = new Set(statementsOf(template, name).flatMap(({ actions }) => actions));
    expect([...granted].sort()).toEqual([...needed].sort());
  });
});

it("lets Admit take from its queue and start the pipeline, nothing else", async () => {
  expect((await commandsOf("admit")).sort()).toEqual(["GetCommand", "StartExecutionCommand"]);
  const rights = statementsOf(template, "admit").filter(({ actions }) => actions.length > 0);
  const granted = rights.map(({ actions, resources: on }) => `${[...actions].sort()} on ${on}`);
  expect(granted).toEqual([
    expect.stringMatching(/^states:StartExecution on <PipelineStateMachine\w+>$/),
    "dynamodb:GetItem on table",
    expect.stringMatching(
      /^sqs:DeleteMessage,sqs:GetQueueAttributes,sqs:ReceiveMessage on <WaitingQueue\w+\.Arn>$/,
    ),
  ]);
});

it("is what the laptop enforces (if not: npm run template)", () => {
  const { context } = JSON.parse(readFileSync(`${ROOT}/cdk.json`, "utf8")) as {
    context: Record<string, unknown>;
  };
  const inCheckout = JSON.parse(readFileSync(LOCAL_TEMPLATE, "utf8"));
  expect(inCheckout).toEqual(localTemplateOf(synthesise(localOptions(context))));
});

describe("least privilege", () => {
  it("has a role of its own for every function", () => {
    const roles = resources(template, "AWS::Lambda::Function").map(({ Properties }) =>
      textOf(Properties.Role),
    );
    expect(new Set(roles).size).toBe(FUNCTION_NAMES.length);
  });

  it("grants no wildcard action, and every resource only where AWS knows none to name", () => {
    const all = statements(template);
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual([]);
    const onEverything = all.filter(({ resources: on }) => on.includes("*"));
    const actions = new Set(onEverything.flatMap((statement) => statement.actions));
    expect([...actions].filter((action) => !/^(logs|xray):|^rekognition:DetectFaces$/.test(action))).toEqual(
      [],
    );
  });

  it("uses no managed policy", () => {
    const roles = resources(template, "AWS::IAM::Role");
    expect(roles.filter(({ Properties }) => Properties.ManagedPolicyArns)).toEqual([]);
  });

  it("lets nobody write a photo to uploads/, whichever options are set", () => {
    const others = [
      economy,
      synthesise({ rejected: "delete", sources: ["archive/", "s3://other-bucket/2019/"] }),
    ];
    for (const each of [template, ...others]) {
      const writes = ["s3:PutObject", "s3:ReplicateObject", "s3:RestoreObject", "s3:PutObjectAcl"];
      const writers = FUNCTION_NAMES.filter((name) =>
        writes.some((action) => allows(statementsOf(each, name), action, "bucket/uploads/photo.jpg")),
      );
      expect(writers).toEqual([]);
      expect(writes.some((action) => allows(statements(each), action, "bucket/uploads/photo.jpg"))).toBe(
        false,
      );
      // And so that this is no empty promise: they may write where they should.
      expect(allows(statements(each), "s3:PutObject", "bucket/photos/photo.json")).toBe(true);
    }
  });

  it("lets nobody change the bucket, the table or the collection themselves", () => {
    const changes =
      /^(s3:(Put|Delete)Bucket|dynamodb:(Create|Delete|Update)Table|rekognition:(Create|Delete)Collection|iam:)/;
    expect(
      statements(template)
        .flatMap(({ actions }) => actions)
        .filter((a) => changes.test(a)),
    ).toEqual([]);
  });
});

describe("who may do what", () => {
  const may = (name: FunctionName, action: string, resource: string, from = template) =>
    allows(statementsOf(from, name), action, resource);

  it("lets only the paid callers call Rekognition for money", () => {
    expect(FUNCTION_NAMES.filter((name) => may(name, "rekognition:DetectFaces", "*"))).toEqual([
      "detect-faces",
    ]);
    expect(FUNCTION_NAMES.filter((name) => may(name, "rekognition:IndexFaces", "collection"))).toEqual([
      "add-to-collection",
    ]);
  });

  it("swaps the one paid call for the other in economy", () => {
    expect(may("detect-faces", "rekognition:DetectFaces", "*", economy)).toBe(false);
    expect(may("detect-faces", "rekognition:IndexFaces", "collection", economy)).toBe(true);
    expect(may("detect-faces", "s3:PutObject", "bucket/index-faces/a.json", economy)).toBe(true);
    expect(may("detect-faces", "s3:PutObject", "bucket/index-faces/a.json")).toBe(false);
  });

  it("lets only ErrorDetected take a photo away", () => {
    const takers = FUNCTION_NAMES.filter((name) => may(name, "s3:DeleteObject", "bucket/uploads/a.jpg"));
    expect(takers).toEqual(["error-detected"]);
  });

  it("lets rejected photos be kept only where they are moved", () => {
    const deleting = synthesise({ rejected: "delete" });
    expect(may("error-detected", "s3:PutObject", "bucket/rejected/NoFaceError/a.jpg")).toBe(true);
    expect(may("error-detected", "s3:PutObject", "bucket/rejected/NoFaceError/a.jpg", deleting)).toBe(false);
  });

  it("lets the thumbnails be written by Thumbnail alone", () => {
    const writers = FUNCTION_NAMES.filter((name) => may(name, "s3:PutObject", "bucket/thumbnails/x.jpg"));
    expect(writers).toEqual(["thumbnail"]);
  });

  it("opens a backfill's sources for reading, and nothing beside them", () => {
    const from = synthesise({ sources: "archive/,s3://other-bucket/2019/" });
    const other = "arn:<AWS::Partition>:s3:::other-bucket";
    for (const name of ["detect-faces", "add-to-collection", "thumbnail"] as const) {
      expect(may(name, "s3:GetObject", "bucket/archive/a.jpg", from)).toBe(true);
      expect(may(name, "s3:GetObject", `${other}/2019/a.jpg`, from)).toBe(true);
      expect(may(name, "s3:GetObject", `${other}/2020/a.jpg`, from)).toBe(false);
      expect(may(name, "s3:GetObject", "bucket/archive/a.jpg")).toBe(false);
      expect(may(name, "s3:DeleteObject", `${other}/2019/a.jpg`, from)).toBe(false);
    }
  });

  it("decrypts a backfill's sources through S3 alone, with the keys that were named", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/1b2c";
    const from = synthesise({ sources: "s3://other-bucket/", sourceKeys: key });
    const readers = FUNCTION_NAMES.filter((name) => may(name, "kms:Decrypt", key, from));
    expect(readers).toEqual(["detect-faces", "add-to-collection", "thumbnail"]);
    expect(may("thumbnail", "kms:Decrypt", key)).toBe(false);
    const policies = JSON.stringify(resources(from, "AWS::IAM::Policy").map(({ Properties }) => Properties));
    expect(policies.split('"kms:ViaService"').length - 1).toBe(readers.length);
  });

  it("lets each state machine start what it starts, and nothing else", () => {
    const [pipeline, backfill] = ["Pipeline", "Backfill"].map((prefix) =>
      statements(template).filter(({ role }) => role.startsWith(`${prefix}StateMachineRole`)),
    );
    const invoked = pipeline!.filter(({ actions }) => actions.includes("lambda:InvokeFunction"));
    const functions = STATE_FUNCTIONS.map((name) => `<${lambdaOf(template, name).id}.Arn>`);
    expect(invoked.flatMap(({ resources: on }) => on).sort()).toEqual(functions.sort());
    expect(
      pipeline!.flatMap(({ actions }) => actions).filter((a) => /^(s3|dynamodb|rekognition|states):/.test(a)),
    ).toEqual([]);
    expect(allows(backfill!, "s3:PutObject", "bucket/backfill/x/manifest.json")).toBe(true);
    expect(allows(backfill!, "s3:PutObject", "bucket/photos/x.json")).toBe(false);
    expect(allows(backfill!, "s3:GetObject", "bucket/uploads/x.jpg")).toBe(false);
  });
});
