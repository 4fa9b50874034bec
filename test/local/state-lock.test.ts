import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { LocalAwsError } from "../../local/common/local-aws-error.ts";
import { lockState, StateInUseError } from "../../local/state-lock.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("lets one local AWS at a time onto a state folder", async () => {
  const state = await temporaryFolder();
  const lock = await lockState(state);
  await expect(lockState(state)).rejects.toThrow(StateInUseError);
  await lock.release();
  await (await lockState(state)).release();
});

it("refuses while another process that lives holds it", async () => {
  const state = await temporaryFolder();
  await writeFile(join(state, "region.lock"), JSON.stringify({ pid: process.ppid }));
  await expect(lockState(state)).rejects.toThrow(
    `Process ${process.ppid} runs the local AWS on the state folder`,
  );
});

it("takes over the lock of a process that was killed", async () => {
  const state = await temporaryFolder();
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  await once(child, "spawn");
  await writeFile(join(state, "region.lock"), JSON.stringify({ pid: child.pid }));
  child.kill("SIGKILL");
  await once(child, "exit");
  await (await lockState(state)).release();
});

it.each([
  ["this process", { pid: process.pid }],
  ["another one", { pid: process.ppid, born: "1" }],
])("takes over the lock of a process whose number is %s's by now", async (_whose, holder) => {
  const state = await temporaryFolder();
  await writeFile(join(state, "region.lock"), JSON.stringify(holder));
  await (await lockState(state)).release();
});

it("lets only one of many through that come at the same time", async () => {
  const state = await temporaryFolder();
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockState(state)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it.each([
  ["a file", "", "which is a file"],
  ["below a file", "/below", "which is below a file"],
])("says so when the state folder is %s", async (_where, below, why) => {
  const file = join(await temporaryFolder(), "file");
  await writeFile(file, "");
  const locked = lockState(file + below);
  await expect(locked).rejects.toThrow(LocalAwsError);
  await expect(locked).rejects.toThrow(
    `Cannot write to the state folder ${file}${below}, ${why}. Choose another folder`,
  );
});
