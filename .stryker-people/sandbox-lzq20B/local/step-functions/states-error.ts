/** An error that a state ends with: its name is what Retry looks at. */
// @ts-nocheck

export class StatesError extends Error {
  constructor(
    override readonly name: string,
    cause: string,
  ) {
    super(cause);
  }
}
