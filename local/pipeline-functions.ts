import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { functionArn, NAME, queueUrl, REGION } from "./common/names.ts";
import type { DeployedFunction, Deployment } from "./deployment/deployment.ts";
import { type Callers, type Credentials, inRole } from "./iam/caller.ts";
import { bundleModules } from "./lambda/bundle.ts";
import type { FunctionCode, LambdaFunction } from "./lambda/runtime.ts";

/** Lets photos into the pipeline, from the queue. */
export const ADMIT = "Admit";

/** Other code for functions, by their names: those of the states that call them, and {@link ADMIT}. */
export type Handlers = Readonly<Record<string, FunctionCode>>;

/** Each function's, by its name. */
export type FunctionCredentials = ReadonlyMap<string, Credentials>;

/** Lets every function call in its own role. `onRefusal` is told what a role does not allow. */
export function issueCredentials(
  { functions }: Deployment,
  callers: Callers,
  onRefusal: (text: string) => void,
): FunctionCredentials {
  return new Map(
    [...functions].map(([name, { role }]) => [
      name,
      callers.issue(inRole(role, `${NAME}-${name}`, onRefusal)),
    ]),
  );
}

export interface FunctionOptions {
  endpoint: string;
  /** Where their bundles go. */
  folder: string;
  credentials: FunctionCredentials;
  handlers?: Handlers | undefined;
  /** More of their environment, before the template's. */
  env?: Record<string, string> | undefined;
}

/** The functions of the template: each with the code in `functions/`, its environment and credentials of its own. */
export function pipelineFunctions(
  { functions }: Deployment,
  { endpoint, folder, credentials, handlers = {}, env = {} }: FunctionOptions,
): Record<string, LambdaFunction> {
  const sourceOf = bundledSources([...functions.keys()], folder);
  const ready = [...functions].map(([name, deployed]) => {
    const environment = { ...environmentOf(deployed, endpoint, credentials.get(name)!), ...env };
    const { timeoutSeconds } = deployed;
    return [name, { ...(handlers[name] ?? sourceOf(name)), env: environment, timeoutSeconds }] as const;
  });
  return Object.fromEntries(ready);
}

/** The state machine names each function `${<Name>Arn}`. */
export function functionSubstitutions({ functions }: Deployment): Record<string, string> {
  return Object.fromEntries([...functions.keys()].map((name) => [`${name}Arn`, functionArn(name)]));
}

/** The code in `functions/`, bundled once one of them is invoked. */
function bundledSources(names: readonly string[], folder: string): (name: string) => FunctionCode {
  const paths = new Map(names.map((name) => [name, pathOf(name)]));
  let bundling: ReturnType<typeof bundleModules> | undefined;
  return (name) => ({
    module: async () => {
      bundling ??= bundleModules([...paths.values()], folder).catch((error) => {
        bundling = undefined; // The next invocation tries again: the disk may have been full.
        throw error;
      });
      return (await bundling).get(paths.get(name)!)!;
    },
  });
}

function pathOf(name: string): string {
  const file = name.replaceAll(/(?!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return fileURLToPath(new URL(`../functions/${file}.ts`, import.meta.url));
}

/** What the deployment and Lambda give a function, and nothing of this process's. */
function environmentOf(
  { environment }: DeployedFunction,
  endpoint: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
): Record<string, string> {
  return {
    ...environment,
    // The SDK takes the endpoint from a queue's URL.
    ...(environment.QUEUE_URL !== undefined && { QUEUE_URL: queueUrl(endpoint) }),
    // No quota here: the queue gives out only as many photos as the models can take.
    ...(environment.ADMISSIONS_PER_SECOND !== undefined && { ADMISSIONS_PER_SECOND: "1000" }),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    // No configuration of the user's may send their calls elsewhere.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    TMPDIR: tmpdir(),
  };
}
