import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeAtomically } from "../../../core/files/write-atomically.ts";
import { temporaryFolder } from "../../local/temporary-folder.ts";

it("makes the folder, replaces the file, and leaves nothing beside it", async () => {
  const folder = join(await temporaryFolder(), "deep", "er");
  await writeAtomically(join(folder, "file.txt"), "old");
  await writeAtomically(join(folder, "file.txt"), Buffer.from("new"));
  expect(await readFile(join(folder, "file.txt"), "utf8")).toBe("new");
  expect(await readdir(folder)).toEqual(["file.txt"]);
});

it("leaves nothing behind where it cannot write, and says why", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "taken", "inside"), { recursive: true });
  await expect(writeAtomically(join(folder, "taken"), "new")).rejects.toMatchObject({ syscall: "rename" });
  expect(await readdir(folder)).toEqual(["taken"]);
});

it.runIf(existsSync("/proc/self"))(
  "says why it could not begin (needs a folder that takes no files)",
  async () => {
    await expect(writeAtomically("/proc/self/file.txt", "new")).rejects.toMatchObject({ syscall: "open" });
  },
);
