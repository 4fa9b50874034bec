import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { bundleModules } from "../../../local/lambda/bundle.ts";
import { openLambda } from "../../../local/lambda/runtime.ts";
import { temporaryFolder } from "../temporary-folder.ts";

async function bundled(source: string) {
  const folder = await temporaryFolder();
  const path = join(folder, "function.ts");
  await writeFile(path, source);
  const module = async () => (await bundleModules([path], join(folder, "bundles"))).get(path)!;
  const lambda = openLambda({ functions: { Function: { module, env: {} } } });
  onTestFinished(() => lambda.close());
  return { path, invoke: (event?: unknown) => lambda.invoke("Function", event) };
}

it("runs TypeScript that needs sharp, wherever the bundle lies", async () => {
  const { invoke } = await bundled(`
    import sharp from "sharp";
    export const handler = async ({ width }: { width: number }) => {
      const picture = sharp({ create: { width, height: 2, channels: 3, background: "red" } });
      return (await picture.png().toBuffer({ resolveWithObject: true })).info.width;
    };`);
  expect(await invoke({ width: 7 })).toBe(7);
});

it("keeps the names of errors, by which the state machine tells them apart", async () => {
  const { invoke } = await bundled(`
    const one = () => { class SameError extends Error { override name = SameError.name } return new SameError("1"); };
    class SameError extends Error { override name = SameError.name }
    export const handler = () => { throw one() ?? new SameError("2"); };`);
  await expect(invoke()).rejects.toMatchObject({ name: "SameError", message: "1" });
});

it("tells a mistake in the source, and tries again once it is mended", async () => {
  const { path, invoke } = await bundled("export const handler = () => {");
  await expect(invoke()).rejects.toThrow("Unexpected end of file");
  await writeFile(path, "export const handler = () => 1;");
  expect(await invoke()).toBe(1);
});
