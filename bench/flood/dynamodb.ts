import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { Operations } from "./service.ts";

type Item = Record<string, unknown>;

interface Request {
  Key: { Etag: string };
  Item: Item & { Etag: string };
  ConditionExpression?: string;
  UpdateExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  ReturnValues?: string;
}

/** DynamoDB as far as the functions use it: conditions of equalities, SET and ADD, over a map. */
export function tableOf(items: Map<string, Item>): Operations {
  const check = (request: Request, key: string) => {
    const { ConditionExpression: condition } = request;
    if (condition === undefined) return;
    const item = items.get(key);
    const holds = condition.split(" AND ").every((term) => {
      if (/^attribute_not_exists\(\w+\)$/.test(term)) return item === undefined;
      const [name, value] = term.split(" = ") as [string, string];
      return item?.[nameOf(request, name)] === request.ExpressionAttributeValues?.[value];
    });
    if (holds) return;
    const $metadata = { httpStatusCode: 400, attempts: 1 };
    throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata });
  };
  return {
    Get: ({ Key }: Request) => ({ Item: structuredClone(items.get(Key.Etag)) }),
    Put(request: Request) {
      check(request, request.Item.Etag);
      items.set(request.Item.Etag, structuredClone(request.Item));
    },
    Delete(request: Request) {
      check(request, request.Key.Etag);
      items.delete(request.Key.Etag);
    },
    Update(request: Request) {
      const { Key, UpdateExpression, ReturnValues } = request;
      check(request, Key.Etag);
      const before = items.get(Key.Etag) ?? { Etag: Key.Etag };
      const after = structuredClone(before);
      const [, set = "", add = ""] = /^(?:SET (.*?))?(?: ?ADD (.*))?$/.exec(UpdateExpression)!;
      for (const [name, value] of terms(set, " = "))
        after[nameOf(request, name)] = givenValue(request, value);
      for (const [name, value] of terms(add, " ")) {
        const attribute = nameOf(request, name);
        after[attribute] = sum(after[attribute], givenValue(request, value));
      }
      items.set(Key.Etag, after);
      return { Attributes: structuredClone(ReturnValues === "ALL_OLD" ? before : after) };
    },
  };
}

const nameOf = ({ ExpressionAttributeNames = {} }: Request, name: string) =>
  ExpressionAttributeNames[name] ?? name;
const givenValue = ({ ExpressionAttributeValues = {} }: Request, value: string) =>
  ExpressionAttributeValues[value];

const terms = (text: string, separator: string) =>
  text === "" ? [] : text.split(", ").map((term) => term.split(separator) as [string, string]);

const sum = (a: unknown, b: unknown) =>
  b instanceof Set ? new Set([...((a as Set<unknown>) ?? []), ...b]) : Number(a ?? 0) + Number(b);
