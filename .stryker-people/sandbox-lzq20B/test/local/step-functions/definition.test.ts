// @ts-nocheck
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { deploymentOf } from "../../../local/deployment/deployment.ts";
import { readTemplate } from "../../../local/deployment/template.ts";
import { functionSubstitutions } from "../../../local/pipeline-functions.ts";
import { DefinitionError, readDefinition } from "../../../local/step-functions/definition.ts";
import { ASL, WORK } from "./service.ts";

const read = (asl: unknown) => readDefinition(JSON.stringify(asl), { WorkArn: WORK }, new Set([WORK]));
const withTask = (fields: object) => ({
  ...ASL,
  States: { ...ASL.States, Work: { ...ASL.States.Work, ...fields } },
});

it("takes the pipeline as it is deployed", async () => {
  const asl = await readFile("infra/face-pipeline.asl.json", "utf8");
  const substitutions = functionSubstitutions(deploymentOf(await readTemplate()));
  const { tasks } = readDefinition(asl, substitutions, new Set(Object.values(substitutions)));
  expect([...tasks.keys()]).toEqual(["DetectFaces", "AddToCollection", "Thumbnail", "ErrorDetected"]);
});

it.each([
  ["JSONata", { ...ASL, QueryLanguage: "JSONata" }, "QueryLanguage"],
  ["JSONata in one state", withTask({ QueryLanguage: "JSONata" }), "QueryLanguage"],
  ["variables", withTask({ Assign: { a: 1 } }), "Assign"],
  ["the state's own context", withTask({ Parameters: { "n.$": "$$.State.RetryCount" } }), "RetryCount"],
  ["a heartbeat", withTask({ HeartbeatSeconds: 5 }), "HeartbeatSeconds"],
  ["another service", withTask({ Resource: "arn:aws:states:::s3:getObject" }), "s3:getObject"],
  ["a substitution without value", withTask({ Resource: "${OtherArn}" }), "${OtherArn}"],
  ["a state that leads nowhere", withTask({ Next: "Nowhere" }), "Nowhere"],
])("refuses %s", (_what, asl, named) => {
  expect(() => read(asl)).toThrow(DefinitionError);
  expect(() => read(asl)).toThrow(named);
});

it("waits for a Task without TimeoutSeconds as long as it takes, not the interpreter's minute", () => {
  const { TimeoutSeconds: _, ...work } = ASL.States.Work;
  const definition = read({ ...ASL, States: { ...ASL.States, Work: work } });
  expect(definition.tasks.get("Work")?.timeoutSeconds).toBeGreaterThan(86_400);
});
