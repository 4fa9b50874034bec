import { queueArn } from "../common/names.ts";
import type { Permission } from "../iam/caller.ts";

interface Named {
  QueueUrl?: unknown;
  QueueName?: unknown;
}

/** The permissions that a call of SQS needs. A batch needs that of each of its parts. */
export function sqsPermissions(operation: string, { QueueUrl, QueueName }: Named): Permission[] {
  const action = `sqs:${operation.replace(/Batch$/, "")}`;
  if (operation === "ListQueues") return [{ action, resource: "*" }];
  const name = QueueName ?? String(QueueUrl).split("/").at(-1);
  return [{ action, resource: queueArn(String(name)) }];
}
