// @ts-nocheck
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLogFile } from "../../../local/lambda/log-file.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function write(path: string, text: string): Promise<void> {
  const log = await openLogFile(path);
  log.end(text);
  await once(log, "close");
}

it("goes on in the log that is there, and puts a long one aside", async () => {
  const path = join(await temporaryFolder(), "logs", "functions.log");
  await write(path, "one\n");
  await write(path, "two\n");
  expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  writeFileSync(path, "x".repeat(10_000_001));
  await write(path, "three\n");
  expect(readFileSync(path, "utf8")).toBe("three\n");
  expect(readFileSync(`${path}.1`, "utf8")).toHaveLength(10_000_001);
});
