import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { deployedNames } from "../../analysis/target/deployed-names.ts";
import { isDeployed } from "../../analysis/target/deployments.ts";
import { withTarget } from "../../analysis/target/target.ts";
import { saveOutputs } from "../../infra/save-outputs.ts";

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "deployments-"));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => process.chdir(mkdtempSync(join(folder, "in-"))));

/** What `cdk deploy --outputs-file` writes. */
function deploy(stack: string, region: string, bucket = stack.toLowerCase()): string[] {
  const outputs = {
    Region: region,
    Bucket: bucket,
    Table: "table",
    Collection: "collection",
    StateMachineArn: "arn:pipeline",
    RulesVersion: "rules",
    QueueUrl: "https://queue",
    BackfillStateMachineArn: "arn:backfill",
    Sources: '["uploads/"]',
  };
  writeFileSync("outputs.json", JSON.stringify({ [stack]: outputs }));
  return saveOutputs("outputs.json", "cdk-outputs");
}

it("finds the only deployment without its name", () => {
  expect(isDeployed()).toBe(false);
  expect(deploy("Lookalike", "eu-west-1")).toEqual([join("cdk-outputs", "Lookalike.eu-west-1.json")]);
  expect(isDeployed()).toBe(true);
  expect(deployedNames()).toMatchObject({ region: "eu-west-1", bucket: "lookalike", sources: ["uploads/"] });
});

it("keeps one file for each stack and region, and the newest of each", () => {
  deploy("Test", "eu-west-1");
  deploy("Live", "eu-west-1");
  deploy("Test", "us-east-1", "test-over-there");
  deploy("Live", "eu-west-1", "live-anew");
  expect(deployedNames("Live").bucket).toBe("live-anew");
  expect(deployedNames("Test.us-east-1").bucket).toBe("test-over-there");
  expect(() => deployedNames()).toThrow(
    "3 stacks were deployed from here. Choose one with --stack: Live.eu-west-1, Test.eu-west-1, Test.us-east-1",
  );
  expect(() => deployedNames("Test")).toThrow("--stack: Test.eu-west-1, Test.us-east-1");
  expect(() => deployedNames("Tset")).toThrow(/^No stack "Tset" .* Known: Live.eu-west-1, Test/);
});

it("reads the one file that the CDK writes by itself, too", () => {
  deploy("Test", "eu-west-1");
  const old = { Region: "eu-west-1", Bucket: "old", StateMachineArn: "arn:pipeline" };
  writeFileSync("cdk-outputs.json", JSON.stringify({ Other: { X: "y" }, Old: old, Test: old }));
  expect(deployedNames("Test").bucket).toBe("test");
  expect(() => deployedNames("Old")).toThrow(/^cdk-outputs\.json lacks Table\. Deploy again/);
});

it("keeps nothing of a stack that is none of ours", () => {
  writeFileSync("outputs.json", JSON.stringify({ CDKToolkit: { BucketName: "assets" } }));
  expect(saveOutputs("outputs.json", "cdk-outputs")).toEqual([]);
  expect(isDeployed()).toBe(false);
});

it("takes --stack for AWS, and says so beside --target local", async () => {
  const use = async () => 0;
  await expect(withTarget({ stack: "Test", state: "s" }, use)).rejects.toThrow(/^No cdk-outputs here/);
  mkdirSync("cdk-outputs");
  await expect(withTarget({ stack: "Test", state: "s", target: "local" }, use)).rejects.toThrow(
    /--stack Test/,
  );
});
