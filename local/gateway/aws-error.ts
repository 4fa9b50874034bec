/** An error as AWS answers it: `name` is the `__type` that SDKs turn into the exception's name. */
export class AwsError extends Error {
  readonly status: number;

  constructor(
    name: string,
    message: string,
    { status = 400, cause }: { status?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = name;
    this.status = status;
  }
}
