import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller, Permission } from "../iam/caller.ts";
import { AwsError } from "./aws-error.ts";
import { readBody } from "./read-body.ts";

/** One operation: takes the request's JSON, answers the response's. Throws {@link AwsError} to refuse. */
export type JsonOperation = (input: unknown, caller: Caller) => unknown | Promise<unknown>;

export interface JsonServiceOptions {
  /** `x-amz-json-1.0` or `-1.1`, as the service speaks it. */
  version: "1.0" | "1.1";
  operations: Readonly<Record<string, JsonOperation>>;
  /** What the caller must be allowed before the operation begins. */
  permissions(operation: string, input: object): Permission[];
  log(line: string): void;
  /** Of a request of more than 16 MB. */
  tooLarge?: () => AwsError;
}

/** Operations that work on a service, each as one of its request alone. */
export function operationsOn<S, R>(
  service: S,
  operations: Readonly<Record<string, (service: S, request: R) => unknown>>,
): Record<string, JsonOperation> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, (input) => operation(service, input as R)]),
  );
}

/** An image of 5 MB in base64, with room to spare. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** AWS's JSON protocol: the operation's name in `X-Amz-Target`, JSON both ways, errors by `__type`. */
export function jsonService({
  version,
  operations,
  permissions,
  log,
  tooLarge = requestTooLarge,
}: JsonServiceOptions) {
  return async (request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> => {
    const target = String(request.headers["x-amz-target"] ?? "");
    const name = target.slice(target.indexOf(".") + 1);
    let status = 200;
    let body: unknown;
    try {
      const input = await readJson(request, tooLarge);
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) {
        throw new AwsError("UnknownOperationException", `The local AWS has no operation ${target}`);
      }
      authorize(caller, permissions(name, input));
      body = (await operation(input, caller)) ?? {};
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      const known = asAwsError(target, error, log);
      status = known.status;
      body = { __type: known.name, message: known.message, ...known.fields };
    }
    const text = JSON.stringify(body);
    response.writeHead(status, {
      "content-type": `application/x-amz-json-${version}`,
      "content-length": Buffer.byteLength(text),
      "x-amzn-requestid": randomUUID(),
    });
    response.end(text);
  };
}

/** @throws AwsError AccessDeniedException, in AWS's words */
export function authorize(caller: Caller, permissions: readonly Permission[]): void {
  for (const permission of permissions) {
    const denial = caller.denial(permission);
    if (denial !== undefined) throw new AwsError("AccessDeniedException", denial);
  }
}

/** A fault of this program: its stack goes to the log, its message into the answer. */
export function asAwsError(target: string, error: unknown, log: (line: string) => void): AwsError {
  if (error instanceof AwsError) return error;
  log(`${target} failed: ${error instanceof Error ? error.stack : String(error)}`);
  const message = error instanceof Error ? error.message : String(error);
  return new AwsError("InternalServerError", message, { status: 500 });
}

async function readJson(request: IncomingMessage, tooLarge: () => AwsError): Promise<object> {
  const body = await readBody(request, MAX_REQUEST_BYTES);
  if (body === "too large") throw tooLarge();
  const text = body.toString("utf8");
  try {
    const value: unknown = text === "" ? {} : JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new AwsError("SerializationException", "The request's body is not a JSON object");
}

const requestTooLarge = () =>
  new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit of 16 MB", { status: 413 });
