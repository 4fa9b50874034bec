// @ts-nocheck
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Chromium or Chrome on this machine's PATH; undefined where there is none, and browser tests skip. */
export const BROWSER = find(["chromium", "chromium-browser", "google-chrome"]);

function find(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds that a page is given for what is asked of it: a bound for a hang, not for a busy machine. */
export const PATIENCE = 300_000;

/** A headless browser that makes no connection of its own. */
export function launchBrowser(): Promise<Browser> {
  if (BROWSER === undefined) throw new Error("No chromium on the PATH. Install it: apt install chromium");
  return chromium.launch({
    executablePath: BROWSER,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
