import { randomUUID } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../gateway/aws-error.ts";
import { asAwsError, authorize } from "../gateway/json-service.ts";
import { readBody } from "../gateway/read-body.ts";
import type { Handler } from "../gateway/server.ts";
import { type Dynalite, type DynaliteRequest, type DynaliteResponse, openDynalite } from "./dynalite.ts";
import { withMessage } from "./messages.ts";
import { type DynamoDbInput, dynamoDbPermissions } from "./required-permissions.ts";
import { SharedLock } from "./shared-lock.ts";
import { tableSettings } from "./table-settings.ts";
import { type CallDatabase, transactions } from "./transactions.ts";

export interface DynamoDb extends Pick<Dynalite, "repair" | "close"> {
  handle: Handler;
}

/** DynamoDB's own limit. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

type Operation = (input: object) => Promise<object>;

/** DynamoDB: dynalite, plus what it lacks: the caller's permissions, transactions, table settings. */
export async function openDynamoDb(root: string, log: (line: string) => void): Promise<DynamoDb> {
  const dynalite = await openDynalite(root);
  const call = caller(dynalite);
  const turns = new SharedLock();
  const transaction = transactions(call, `${root}-transaction.json`);
  await transaction.recover();
  const own: Record<string, Operation> = {
    ...tableSettings(call),
    TransactWriteItems: (input) => turns.exclusive(() => transaction.write(input)),
    TransactGetItems: (input) => turns.exclusive(() => transaction.get(input)),
  };

  async function answer(operation: string, request: DynaliteRequest): Promise<DynaliteResponse> {
    const input = parse(request.body);
    const ownOperation = Object.hasOwn(own, operation) ? own[operation] : undefined;
    if (ownOperation) return json(200, await ownOperation(input));
    const given = await turns.shared(() => dynalite.send(request));
    if (given.status === 200 || !given.body.startsWith("{")) return given;
    return json(given.status, withMessage(given.body, input, operation));
  }

  return {
    repair: dynalite.repair,
    close: dynalite.close,
    handle: async (request, response, caller) => {
      const target = String(request.headers["x-amz-target"] ?? "");
      const operation = target.slice(target.indexOf(".") + 1);
      let given: DynaliteResponse;
      try {
        const body = await readBody(request, MAX_REQUEST_BYTES);
        if (body === "too large") throw tooLarge();
        authorize(caller, dynamoDbPermissions(operation, parse(body)));
        const { method = "POST", url = "/", headers } = request;
        given = await answer(operation, { method, url, headers, body });
      } catch (error) {
        if (request.destroyed && !request.complete) return;
        const { name, message, status, fields } = asAwsError(target, error, log);
        given = json(status, { __type: name, message, ...fields });
      }
      response.writeHead(given.status, { "x-amzn-requestid": randomUUID(), ...given.headers });
      response.end(given.body);
    },
  };
}

/** Calls the database for a transaction. @throws AwsError for the database's own errors */
function caller(dynalite: Dynalite): CallDatabase {
  return async (operation, input) => {
    const { status, body } = await dynalite.send({
      method: "POST",
      url: "/",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "x-amz-date": "20200101T000000Z",
        authorization: "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local",
      },
      body: Buffer.from(JSON.stringify(input)),
    });
    const answer = JSON.parse(status === 200 ? body : withMessage(body, input, operation)) as Record<
      string,
      string
    >;
    if (status === 200) return answer;
    throw new AwsError((answer.__type ?? "").replace(/^.*#/, ""), answer.message ?? answer.Message ?? "", {
      status,
    });
  };
}

/** The body as JSON, or an empty object where it is none: dynalite refuses that itself. */
function parse(body: Buffer): DynamoDbInput {
  try {
    return (JSON.parse(body.toString("utf8")) ?? {}) as DynamoDbInput;
  } catch {
    return {};
  }
}

/** Answers with the CRC-32 that clients check. */
function json(status: number, answer: object | string): DynaliteResponse {
  const body = typeof answer === "string" ? answer : JSON.stringify(answer);
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-crc32": crc32(body) };
  return { status, headers: { ...headers, "content-length": Buffer.byteLength(body) }, body };
}

const tooLarge = () =>
  new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit of 16 MB", { status: 413 });
