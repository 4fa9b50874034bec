// npx tsx test/local/faces/vectors/write-scan.ts
import { writeFileSync } from "node:fs";
import { assemble, SCAN } from "./assemble.ts";

writeFileSync(SCAN, await assemble());
