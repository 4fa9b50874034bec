// @ts-nocheck
import type { Need } from "../iam/caller.ts";
import { tableArn } from "../names.ts";

/** What requests name tables by. */
export interface DynamoDbInput {
  TableName?: string;
  IndexName?: string;
  ResourceArn?: string;
  /** Of a batch, by table. */
  RequestItems?: Record<string, unknown>;
  /** Of a transaction: `{Put: {TableName, …}}`. */
  TransactItems?: Record<string, { TableName?: string }>[];
}

/** The actions that a transaction's parts are asked for by. */
const PARTS: Record<string, string> = {
  ConditionCheck: "ConditionCheckItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** What IAM asks for when an operation of DynamoDB is called: the action, on each table that the request names. */
export function dynamoDbNeeds(operation: string, input: DynamoDbInput): Need[] {
  const action = `dynamodb:${operation}`;
  const { TableName, IndexName, ResourceArn, RequestItems, TransactItems } = input;
  if (TransactItems) {
    return TransactItems.flatMap((item) => Object.entries(item)).map(([part, named]) => ({
      action: `dynamodb:${PARTS[part] ?? operation}`,
      resource: arnOf(named?.TableName),
    }));
  }
  if (RequestItems) return Object.keys(RequestItems).map((table) => ({ action, resource: arnOf(table) }));
  if (IndexName !== undefined) return [{ action, resource: `${arnOf(TableName)}/index/${IndexName}` }];
  return [{ action, resource: ResourceArn ?? (TableName === undefined ? "*" : arnOf(TableName)) }];
}

const arnOf = (table: string | undefined) => (table?.startsWith("arn:") ? table : tableArn(table ?? ""));
