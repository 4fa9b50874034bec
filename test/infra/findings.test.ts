import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { afterAll, describe, expect, it } from "vitest";
import { addChecks, createApp } from "../../infra/create-app.ts";
import { placeholderCode, QUICK } from "./synthesised.ts";

const outdir = mkdtempSync(join(tmpdir(), "lookalike-findings-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Every resource that any option brings. */
const EVERYTHING = {
  alarmEmail: "someone@example.com",
  economy: true,
  reserveConcurrency: true,
  sources: "archive/,s3://other-bucket/2019/",
};
const ACKNOWLEDGED = "aws:cdk:acknowledged-rules";

describe("cdk-nag", () => {
  it.each([{}, EVERYTHING])(
    "and the CDK's own rules have nothing to say that has no answer, with %j",
    (context) => {
      const { app } = createApp({ code: placeholderCode(), context, outdir: join(outdir, "quiet") });
      addChecks(app);
      expect(() => app.synth()).not.toThrow();
    },
  );

  it("would stop the synthesis of anything that it finds", () => {
    const { app, stack } = createApp({ code: placeholderCode(), outdir: join(outdir, "loud") });
    addChecks(app);
    new Bucket(stack, "Careless");
    expect(() => app.synth()).toThrow(/S3 Bucket has server access logs disabled/);
  });

  it("is given a reason for every acknowledgement, and no acknowledgement is left over", () => {
    const { stack } = createApp({
      code: placeholderCode(),
      context: EVERYTHING,
      outdir: join(outdir, "bare"),
    });
    const nodes = stack.node.findAll().map(({ node }) => node);
    const entries = nodes.flatMap((node) => node.metadata.filter(({ type }) => type === ACKNOWLEDGED));
    const reasons = Object.assign({}, ...entries.map(({ data }) => data)) as Record<string, unknown>;
    const acknowledged = Object.keys(reasons).map((id) => id.replace(/^annotation::/i, ""));
    expect(acknowledged.length).toBeGreaterThan(5);
    for (const reason of Object.values(reasons)) expect(JSON.stringify(reason).length).toBeGreaterThan(30);
    // Without the acknowledgements, each of them is a finding.
    for (const node of nodes) {
      const own = node.metadata.filter(({ type }) => type === ACKNOWLEDGED);
      for (const { data } of own) for (const id of Object.keys(data)) delete data[id];
    }
    const found = [new AwsSolutionsChecks(), new ServerlessChecks()].flatMap((pack) =>
      pack.validateScope(stack).violations.map(({ ruleName }) => ruleName),
    );
    expect(acknowledged.filter((id) => !found.includes(id))).toEqual([]);
  });
});

const hasCfnLint = spawnSync("cfn-lint", ["--version"]).status === 0;

describe.skipIf(!hasCfnLint)("cfn-lint (needs cfn-lint)", () => {
  it("finds no error in the template", () => {
    const { app } = createApp({
      code: placeholderCode(),
      context: { ...QUICK, ...EVERYTHING },
      outdir: join(outdir, "linted"),
    });
    app.synth();
    const [file] = readdirSync(join(outdir, "linted")).filter((name) => name.endsWith(".template.json"));
    const template = join(outdir, "linted", file!);
    expect(readFileSync(template, "utf8")).toContain("AWS::Rekognition::Collection");
    const { stdout } = spawnSync("cfn-lint", ["--format", "json", template], { encoding: "utf8" });
    const errors = (JSON.parse(stdout) as { Level: string; Rule: { Id: string }; Message: string }[])
      .filter(({ Level }) => Level === "Error")
      .map(({ Rule, Message }) => `${Rule.Id} ${Message}`);
    expect(errors).toEqual([]);
  });
});
