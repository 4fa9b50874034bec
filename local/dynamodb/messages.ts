/** What DynamoDB says where dynalite answers an error's type and nothing more. */
const MESSAGES: Record<string, (input: { TableName?: unknown }) => string> = {
  ResourceInUseException: ({ TableName }) => `Table already exists: ${String(TableName)}`,
  ResourceNotFoundException: () => "Requested resource not found",
  SerializationException: () => "Expected a JSON object as the request's body",
  UnknownOperationException: () => "Expected an operation of DynamoDB that the laptop has",
};

/** The body of an error, with a message. */
export function withMessage(body: string, input: object): string {
  const error = JSON.parse(body) as { __type?: string; message?: string; Message?: string };
  const name = error.__type?.replace(/^.*#/, "") ?? "";
  if (error.message || error.Message) return body;
  const message = MESSAGES[name]?.(input) ?? `DynamoDB refused the request: ${name}`;
  return JSON.stringify({ ...error, message });
}
