/** An error as AWS answers it: `name` is the `__type` that SDKs turn into the exception's name. */
// @ts-nocheck

export class AwsError extends Error {
  readonly status: number;
  /** More that the answer says, such as a transaction's reasons. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    message: string,
    {
      status = 400,
      fields = {},
      cause,
    }: { status?: number; fields?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = name;
    this.status = status;
    this.fields = fields;
  }
}
