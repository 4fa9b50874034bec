import { tableArn } from "../common/names.ts";
import type { Permission } from "../iam/caller.ts";

/** The part of a request that names tables. */
export interface DynamoDbInput {
  TableName?: string;
  IndexName?: string;
  ResourceArn?: string;
  /** A batch's requests, by table. */
  RequestItems?: Record<string, unknown>;
  /** A transaction's actions: `{Put: {TableName, …}}`. */
  TransactItems?: Record<string, { TableName?: string }>[];
}

/** The IAM action that each part of a transaction needs. */
const PARTS: Record<string, string> = {
  ConditionCheck: "ConditionCheckItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** The permissions that a call of DynamoDB needs: its action, on each table that the request names. */
export function dynamoDbPermissions(operation: string, input: DynamoDbInput): Permission[] {
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
