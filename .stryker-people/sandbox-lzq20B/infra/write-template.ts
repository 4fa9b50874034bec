// @ts-nocheck
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FUNCTION_NAMES, type FunctionCode, ROOT } from "./bundle.ts";
import { createApp } from "./create-app.ts";
import {
  type CloudFormationTemplate,
  LOCAL_TEMPLATE,
  localOptions,
  localTemplateOf,
} from "./local-template.ts";

// `npm run template`. The options are those of `cdk.json`; the functions' code is not part of it, so nothing is bundled.
const folder = mkdtempSync(join(tmpdir(), "lookalike-template-"));
try {
  const empty = join(folder, "code");
  mkdirSync(empty);
  writeFileSync(join(empty, "index.cjs"), "");
  const code = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, empty])) as FunctionCode;
  const { context } = JSON.parse(readFileSync(join(ROOT, "cdk.json"), "utf8")) as {
    context: Record<string, unknown>;
  };
  const { app } = createApp({ code, context: localOptions(context), outdir: join(folder, "cdk.out") });
  const template = app.synth().stacks[0]!.template as CloudFormationTemplate;
  writeFileSync(LOCAL_TEMPLATE, `${JSON.stringify(localTemplateOf(template))}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
