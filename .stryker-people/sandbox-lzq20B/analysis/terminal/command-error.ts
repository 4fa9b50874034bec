/** What went wrong is the user's to fix: its message says how, no stack is shown, the exit status is 2. */
// @ts-nocheck

export class CommandError extends Error {
  override name = "CommandError";
}
