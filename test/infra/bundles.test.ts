import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFunctions, CACHE, FUNCTION_NAMES, type FunctionCode, ROOT } from "../../infra/bundle.ts";
import { sharpForLambda } from "../../infra/sharp-for-lambda.ts";
import { missingSharp } from "./missing-sharp.ts";

/** Ceilings in bytes, unpacked; Lambda's own is 250 MB. They catch an SDK that is bundled whole, or a second sharp. */
const CODE_LIMIT = 800_000;
const MAP_LIMIT = 40_000;
const SHARP_LIMIT = 25_000_000;

const folder = mkdtempSync(join(tmpdir(), "lookalike-bundles-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesOf = (code: string) =>
  readdirSync(code, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(code, file)).isFile())
    .sort();

function digest(code: string): string {
  const hash = createHash("sha256");
  for (const file of filesOf(code)) hash.update(file).update(readFileSync(join(code, file)));
  return hash.digest("hex");
}

describe.skipIf(missingSharp)(
  "the bundles (need sharp for linux-arm64 from the cache or the npm registry)",
  () => {
    let code: FunctionCode;
    beforeAll(async () => {
      code = await bundleFunctions(join(folder, "first"));
    });

    it("are the same bytes when built again, elsewhere", async () => {
      const again = await bundleFunctions(join(folder, "deeper", "second"));
      for (const name of FUNCTION_NAMES) expect(digest(again[name])).toBe(digest(code[name]));
    });

    it.each(FUNCTION_NAMES)("keep %s under its ceilings", (name) => {
      const size = (file: string) => statSync(join(code[name], file)).size;
      expect(size("index.cjs")).toBeLessThan(CODE_LIMIT);
      expect(size("index.cjs.map")).toBeLessThan(MAP_LIMIT);
      const rest = filesOf(code[name]).filter((file) => !file.startsWith("index.cjs"));
      expect(rest.reduce((sum, file) => sum + size(file), 0)).toBeLessThan(SHARP_LIMIT);
    });

    it("hold sharp where it is used and nowhere else", () => {
      const users = FUNCTION_NAMES.filter((name) => existsSync(join(code[name], "node_modules", "sharp")));
      expect(users).toEqual(["detect-faces", "thumbnail"]);
    });

    it("hold native code for linux-arm64 and for no other platform", () => {
      const files = filesOf(code.thumbnail).map((file) => join(code.thumbnail, file));
      const native = files.filter((file) =>
        /^\x7fELF|^MZ|^\xcf\xfa\xed\xfe/.test(readFileSync(file).toString("latin1", 0, 4)),
      );
      expect(native.map((file) => relative(code.thumbnail, file).split("/").slice(1, 3).join("/"))).toEqual([
        "@img/sharp-libvips-linux-arm64",
        "@img/sharp-linux-arm64",
      ]);
      for (const file of native) {
        const header = readFileSync(file).subarray(0, 20);
        expect(header.toString("latin1", 0, 4)).toBe("\x7fELF");
        expect(header[4]).toBe(2); // 64 bits
        expect(header.readUInt16LE(18)).toBe(0xb7); // EM_AARCH64
      }
      const packages = readdirSync(join(code.thumbnail, "node_modules", "@img")).sort();
      expect(packages).toEqual(["colour", "sharp-libvips-linux-arm64", "sharp-linux-arm64"]);
    });

    it("hold the version of sharp that the project runs with everywhere else", () => {
      const version = (file: string) => JSON.parse(readFileSync(file, "utf8")).version;
      expect(version(join(code.thumbnail, "node_modules/sharp/package.json"))).toBe(
        version(join(ROOT, "node_modules/sharp/package.json")),
      );
    });

    it("bring no face model and nothing of the local AWS along", () => {
      for (const name of FUNCTION_NAMES) {
        const text = readFileSync(join(code[name], "index.cjs"), "utf8");
        expect(text).not.toMatch(/onnxruntime|face-api|dynalite|aws-local-stepfunctions/);
      }
    });

    it("map an error back to the line of the source", () => {
      for (const name of FUNCTION_NAMES) {
        const map = JSON.parse(readFileSync(join(code[name], "index.cjs.map"), "utf8"));
        expect(map.sources).toContain(`functions/${name}.ts`);
        expect(map.sources.some((source: string) => source.startsWith("core/"))).toBe(true);
        expect(map.sources.filter((source: string) => !/^(core|functions)\//.test(source))).toEqual([]);
        expect(readFileSync(join(code[name], "index.cjs"), "utf8")).toMatch(
          /\/\/# sourceMappingURL=index\.cjs\.map\s*$/,
        );
      }
    });

    it("map a place in the bundle to the same words in the source", () => {
      const words = "No face was found";
      const bundle = readFileSync(join(code["detect-faces"], "index.cjs"), "utf8");
      const before = bundle.slice(0, bundle.indexOf(words)).split("\n");
      const map = new SourceMap(
        JSON.parse(readFileSync(join(code["detect-faces"], "index.cjs.map"), "utf8")),
      );
      const entry = map.findEntry(before.length - 1, before.at(-1)!.length - 1);
      assert("originalSource" in entry);
      expect(entry.originalSource).toBe("functions/check-faces.ts");
      const source = readFileSync(join(ROOT, entry.originalSource), "utf8").split("\n");
      expect(source[entry.originalLine]!.slice(entry.originalColumn)).toMatch(new RegExp(`^"${words}`));
    });

    it("run as Lambda calls them: with a context and a callback that are none of theirs", async () => {
      const bundle = join(folder, "called");
      cpSync(join(code["error-detected"], "index.cjs"), join(bundle, "index.cjs"));
      const { handler } = createRequire(import.meta.url)(join(bundle, "index.cjs"));
      const environment = { ...process.env };
      delete process.env.BUCKET;
      try {
        // Told nothing, it gets as far as its own settings, and names what is missing.
        const call = async () => handler({}, {}, () => {});
        await expect(call()).rejects.toThrow("The environment variable BUCKET is not set");
      } finally {
        process.env = environment;
      }
    });
  },
);

describe("sharpForLambda", () => {
  it.skipIf(missingSharp)("takes from the cache what is there, without asking npm", () => {
    const path = process.env.PATH;
    process.env.PATH = "/nowhere";
    try {
      expect(sharpForLambda()).toMatch(new RegExp(`^${CACHE}`));
    } finally {
      process.env.PATH = path;
    }
  });

  it("says what it expected when the registry cannot be reached, and leaves nothing behind", () => {
    const cache = join(folder, "empty");
    const registry = process.env.npm_config_registry;
    // The discard port: nothing listens there.
    process.env.npm_config_registry = "http://127.0.0.1:9/";
    process.env.npm_config_cache = join(folder, "npm");
    try {
      expect(() => sharpForLambda(cache)).toThrow(/^Could not install sharp for linux-arm64/);
      expect(readdirSync(cache)).toEqual([]);
    } finally {
      if (registry === undefined) delete process.env.npm_config_registry;
      else process.env.npm_config_registry = registry;
      delete process.env.npm_config_cache;
    }
  });
});
