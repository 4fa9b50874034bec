// Renews the README's made sections: npx tsx test/readme/update.ts
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RECORDED } from "../recorded.ts";
import { costSection, questionsSection, README, withSection } from "./sections.ts";

let readme = withSection(readFileSync(README, "utf8"), "costs", costSection());
if (RECORDED) {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  const answers = await questionsSection(RECORDED, join(folder, "faces.duckdb"));
  readme = withSection(readme, "questions", answers);
  rmSync(folder, { recursive: true });
} else console.error("The recorded photos are absent: the questions stay as they are.");
writeFileSync(README, readme);
