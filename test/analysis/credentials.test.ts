import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { lookalike } from "../../analysis/cli/main.ts";
import { printed } from "./helpers/printed.ts";

/** What AWS answers a request with: its own status, error names and words. */
interface Refusal {
  status: number;
  /** S3's code, and the other services' error type. */
  s3: string;
  json: string;
  message: string;
}

const home = process.cwd();
const work = mkdtempSync(join(tmpdir(), "credentials-"));
let server: Server;
let refusal: Refusal;

/** S3 answers in XML, and HEAD without a body; the others in JSON. */
function answer({ method, headers }: IncomingMessage, response: ServerResponse): void {
  const { status, s3, json, message } = refusal;
  if (headers["x-amz-target"]) {
    response.writeHead(json === "" ? 500 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: `com.amazonaws#${json}`, message }));
  } else {
    response.writeHead(status, { "content-type": "application/xml" });
    const body = `<?xml version="1.0"?><Error><Code>${s3}</Code><Message>${message}</Message></Error>`;
    response.end(method === "HEAD" ? undefined : body);
  }
}

const OUTPUTS = {
  Lookalike: {
    Region: "eu-west-1",
    Bucket: "photos",
    Table: "photos",
    Collection: "photos",
    StateMachineArn: "arn:aws:states:eu-west-1:1:stateMachine:photos",
    RulesVersion: "1:age>=10,brightness>=40,sharpness>=40",
    QueueUrl: "https://sqs.eu-west-1.amazonaws.com/1/q.fifo",
    BackfillStateMachineArn: "arn:aws:states:eu-west-1:1:stateMachine:backfill",
  },
};

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mkdirSync(join(work, "empty"));
  writeFileSync(join(work, "cdk-outputs.json"), JSON.stringify(OUTPUTS));
  const photo = sharp({ create: { width: 100, height: 100, channels: 3, background: "#c84" } });
  writeFileSync(join(work, "alice.jpg"), await photo.jpeg().toBuffer());
  await fillData();
  // The commands read cdk-outputs.json of the folder they are called in.
  process.chdir(work);
});
afterAll(() => {
  process.chdir(home);
  server.close();
  rmSync(work, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllEnvs());

/** Credentials from the environment alone, and AWS at the given place. */
function environment(endpoint: string, keys: Record<string, string | undefined> = {}): void {
  const nothing = join(work, "nothing");
  const settings = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "AKIA",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_SHARED_CREDENTIALS_FILE: nothing,
    AWS_CONFIG_FILE: nothing,
    AWS_EC2_METADATA_DISABLED: "true",
    ...keys,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
}

const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const known = join(work, "known");

/** Two photos whose faces are alike, as a sync brings them, and their person's name. */
async function fillData(): Promise<void> {
  for (const folder of ["index-faces", "keep-faces", "searches"])
    mkdirSync(join(known, folder), { recursive: true });
  const write = (file: string, document: unknown) =>
    writeFileSync(join(known, file), JSON.stringify(document));
  const FaceModelVersion = "7.0";
  const BoundingBox = { Left: 0.1, Top: 0.1, Width: 0.5, Height: 0.5 };
  const faces = ["one", "two"].map((name, i) => {
    const FaceId = `00000000-0000-4000-8000-00000000000${i}`;
    return { name, Face: { FaceId, ImageId: FaceId, ExternalImageId: name, BoundingBox, Confidence: 99 } };
  });
  for (const [i, { name, Face }] of faces.entries()) {
    const FaceDetail = {
      BoundingBox,
      AgeRange: { Low: 30, High: 40 },
      Quality: { Brightness: 80, Sharpness: 80 },
    };
    write(`index-faces/${name}.json`, {
      FaceModelVersion,
      FaceRecords: [{ Face, FaceDetail }],
      UnindexedFaces: [],
    });
    write(`keep-faces/${name}.json`, [Face]);
    const FaceMatches = [{ Similarity: 99.9, Face: faces[1 - i]!.Face }];
    mkdirSync(join(known, "searches", name));
    write(`searches/${name}/${Face.FaceId}.json`, {
      SearchedFaceId: Face.FaceId,
      FaceModelVersion,
      FaceMatches,
    });
  }
  for (const args of [
    ["load", known],
    ["people", "name", "P1", "Anna"],
  ]) {
    const { status, stderr } = await printed(() => lookalike([...args, "--datas", known]));
    expect([status, status === 0 || stderr]).toEqual([0, true]);
  }
}

/** Commands that reach S3, DynamoDB, Rekognition and Step Functions first. */
const COMMANDS: Record<string, string[]> = {
  upload: ["upload", "alice.jpg", "--target", "aws"],
  sync: ["sync", "--target", "aws", "--datas", join(work, "datas")],
  doctor: ["doctor", "--target", "aws", "--datas", join(work, "datas")],
  backfill: ["backfill", "--target", "aws"],
  search: ["search", "alice.jpg", "--target", "aws", "--datas", join(work, "datas")],
  start: ["start", "alice.jpg", "--target", "aws", "--datas", join(work, "datas")],
  forget: ["forget", "one.jpg", "--yes", "--target", "aws", "--datas", known],
  export: ["export", join(work, "export"), "--upload", "--target", "aws", "--datas", known],
  publish: ["people", "publish", "--yes", "--target", "aws", "--datas", known],
};
const names = Object.keys(COMMANDS);

async function saidBy(name: string): Promise<string> {
  const { status, stdout, stderr } = await printed(() => lookalike(COMMANDS[name]!));
  // What is done before AWS is needed: the files to send are written.
  expect([status, stdout.replace(/^\w+: \d+ rows?, \d+ days?\n/gm, "")]).toEqual([2, ""]);
  // One line besides what is to be erased, no stack, and nothing about the photo.
  const said = stderr.replace(
    /^(one\.jpg: the picture, |The same bytes will be |1 picture stays ).*\n/gm,
    "",
  );
  expect(said).toMatch(/^[^\n]+\n$/);
  expect(said).not.toMatch(/alice|one\.jpg|\.ts:\d/);
  return said;
}

const REFUSALS: Record<string, Refusal & { said: RegExp }> = {
  "expired credentials": {
    status: 400,
    s3: "ExpiredToken",
    json: "ExpiredTokenException",
    message: "The security token included in the request is expired",
    said: /^The AWS credentials have expired .*aws sso login/,
  },
  "unknown keys": {
    status: 403,
    s3: "InvalidAccessKeyId",
    json: "UnrecognizedClientException",
    message: "The security token included in the request is invalid.",
    said: /^AWS does not accept these credentials .*AWS_PROFILE/,
  },
  "a wrong secret": {
    status: 403,
    s3: "SignatureDoesNotMatch",
    json: "InvalidSignatureException",
    message: "The request signature we calculated does not match the signature you provided.",
    said: /^AWS does not accept these credentials/,
  },
  "denied access": {
    status: 403,
    s3: "AccessDenied",
    json: "AccessDeniedException",
    message: "User: arn:aws:iam::1:user/a is not authorized to perform this",
    said: /^AWS denied access \(.*not authorized.*AWS_PROFILE/,
  },
  "another account": {
    status: 404,
    s3: "NoSuchBucket",
    json: "ResourceNotFoundException",
    message: "It does not exist",
    said: /^What Lookalike deploys does not exist in this account and region .*npm run deploy/,
  },
  "a clock that is wrong": {
    status: 403,
    s3: "RequestTimeTooSkewed",
    json: "RequestExpired",
    message: "The difference between the request time and the current time is too large.",
    said: /^This computer's clock differs from AWS's .*Set the clock/,
  },
};

describe.each(Object.entries(REFUSALS))("%s", (_, { said, ...shape }) => {
  it.each(names)("are answered by %s in one sentence with the way out", async (name) => {
    refusal = shape;
    environment(here());
    expect(await saidBy(name)).toMatch(said);
  });
});

it.each(["sync", "backfill"])("says that the bucket is in another region to %s", async (name) => {
  refusal = {
    status: 301,
    s3: "PermanentRedirect",
    json: "",
    message: "The bucket must be addressed using the specified endpoint.",
  };
  environment(here());
  expect(await saidBy(name)).toMatch(/^The bucket is in another region than the request .*npm run deploy/);
});

it.each(names)("says that credentials are missing to %s", async (name) => {
  environment(here(), { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
  expect(await saidBy(name)).toMatch(/^No AWS credentials .*aws sso login.*--target local needs none/);
});

it.each(names)("says that the network is unreachable to %s", async (name) => {
  environment("http://127.0.0.1:1");
  expect(await saidBy(name)).toMatch(/^Cannot reach 127\.0\.0\.1:1 \(ECONNREFUSED\)\. Check the network/);
});

describe("without usable outputs", () => {
  afterEach(() => process.chdir(work));

  it.each(names)("%s says to deploy first", async (name) => {
    process.chdir(join(work, "empty"));
    copyFileSync(join(work, "alice.jpg"), "alice.jpg");
    expect(await saidBy(name)).toMatch(/^No cdk-outputs here.*npm run deploy/);
  });

  it.each([
    ["{", /^cdk-outputs\.json is damaged .*npm run deploy/],
    ["{}", /^cdk-outputs\.json lacks Region\. Deploy again/],
  ])("says what is wrong with %j", async (text, said) => {
    mkdirSync(join(work, text));
    process.chdir(join(work, text));
    writeFileSync("cdk-outputs.json", text);
    expect(await saidBy("sync")).toMatch(said);
  });
});
