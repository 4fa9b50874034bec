import { expect, it } from "vitest";
import { withTarget } from "../../analysis/target/target.ts";
import { lockState } from "../../local/state-lock.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

it("waits for another command that is just starting or ending on the same state", async () => {
  const state = await temporaryFolder();
  // So that the lock is met at once.
  await import("../../local/local-aws.ts");
  const lock = await lockState(state);
  const opened = withTarget({ target: "local", state }, async ({ kind }) => kind);
  setTimeout(() => void lock.release(), 1500);
  expect(await opened).toBe("local");
});
