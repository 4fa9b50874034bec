// @ts-nocheck
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface Bundle {
  script: string;
  style: string;
}

type Form = "report" | "app";
const bundles = new Map<Form, Promise<Bundle>>();

/** The page's modules as one script, and its styles as one sheet; made once by each process. */
export function bundlePage(form: Form): Promise<Bundle> {
  const bundle = bundles.get(form) ?? makeBundle(form);
  bundles.set(form, bundle);
  return bundle;
}

async function makeBundle(form: Form): Promise<Bundle> {
  const entry = (file: string) => fileURLToPath(new URL(`./page/${file}`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: { page: entry(`${form}.tsx`), style: entry("style.css") },
    outdir: "/",
    bundle: true,
    write: false,
    minify: true,
    // The report's script stands in the page and must not be deferred; the app's is a module that waits for its data.
    format: form === "report" ? "iife" : "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "silent",
  });
  const text = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? "";
  return { script: text(".js").trim(), style: text(".css").trim() };
}
