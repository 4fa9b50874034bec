/** DynamoDB's messages for errors that dynalite answers without one. */
const MESSAGES: Record<string, (input: { TableName?: unknown }, operation: string) => string> = {
  ResourceInUseException: ({ TableName }) => `Table already exists: ${String(TableName)}`,
  ResourceNotFoundException: () => "Requested resource not found",
  SerializationException: () => "The request's body is not a JSON object",
  UnknownOperationException: (_, operation) => `The local AWS has no operation ${operation} of DynamoDB`,
};

/** An error's body, with DynamoDB's message added where it has none. */
export function withMessage(body: string, input: object, operation: string): string {
  const error = JSON.parse(body) as { __type?: string; message?: string; Message?: string };
  const name = error.__type?.replace(/^.*#/, "") ?? "";
  if (error.message || error.Message) return body;
  const message = MESSAGES[name]?.(input, operation) ?? `DynamoDB refused the request: ${name}`;
  return JSON.stringify({ ...error, message });
}
