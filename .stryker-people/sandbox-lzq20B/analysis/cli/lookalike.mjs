#!/usr/bin/env node
// @ts-nocheck
// `npx lookalike`: TypeScript runs by tsx, everything else is in main.ts.
import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
await main(process.argv.slice(2));
