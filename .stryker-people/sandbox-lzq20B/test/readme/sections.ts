// @ts-nocheck
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { costTable } from "../../analysis/plan/designs.ts";
import { FORMATS } from "../../analysis/sql/formats.ts";
import { runSql } from "../../analysis/sql/run-sql.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";

export const README = fileURLToPath(new URL("../../README.md", import.meta.url));
const QUESTIONS = fileURLToPath(new URL("../../analysis/questions/", import.meta.url));

export const QUESTIONS_PAGE = fileURLToPath(new URL("../../docs/questions.md", import.meta.url));

/** A part of a page that is made, not written: what stands between `<!-- name -->` and `<!-- /name -->`. */
export function sectionOf(page: string, name: string): string {
  return pattern(name).exec(page)?.[1]?.trim() ?? "";
}

export function withSection(page: string, name: string, text: string): string {
  return page.replace(pattern(name), () => `<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->`);
}

const pattern = (name: string) => new RegExp(`<!-- ${name} -->([\\s\\S]*?)<!-- /${name} -->`);

export interface Question {
  file: string;
  title: string;
  sql: string;
  /** For Athena, where that needs other words. */
  athena?: string;
}

export function questions(): Question[] {
  return readdirSync(QUESTIONS)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .map((file) => {
      const [title = "", ...sql] = readFileSync(join(QUESTIONS, file), "utf8").trim().split("\n");
      const athena = join(QUESTIONS, "athena", file);
      return {
        file,
        title: title.replace(/^-- /, ""),
        sql: sql.join("\n"),
        ...(existsSync(athena) && { athena: readFileSync(athena, "utf8").trim() }),
      };
    });
}

/** Ten questions with their SQL and the answers of the recorded photos. `database` is made here. */
export async function questionsSection(recorded: string, database: string): Promise<string> {
  await withDatabase(database, {}, (connection) =>
    loadFolder(connection, { datas: `${recorded}datas`, searches: [`${recorded}searchs`] }),
  );
  const parts: string[] = [];
  for (const { title, sql, athena } of questions()) {
    const [result] = await runSql(sql, { database });
    const answer = FORMATS.markdown(result!, {} as never).trim();
    parts.push(`**${title}**\n\n${sqlBlock(sql)}\n\n${answer}`);
    if (athena) parts.push(`<details><summary>in Athena</summary>\n\n${sqlBlock(athena)}\n\n</details>`);
  }
  return parts.join("\n\n");
}

const sqlBlock = (sql: string) => `\`\`\`sql\n${sql}\n\`\`\``;

/** What the three designs cost for a thousand and a million photos. */
export function costSection(): string {
  const usd = (value: number) =>
    `$${value.toLocaleString("en-US", { minimumFractionDigits: value < 10 ? 2 : 0, maximumFractionDigits: value < 10 ? 2 : 0 })}`;
  const table = costTable([1000, 1_000_000]);
  const rows = table.map(
    ({ photos, usd: { original, default: standard, economy }, searches, monthly }) =>
      `| ${[photos.toLocaleString("en-US"), usd(original), usd(standard), usd(economy), usd(searches), usd(monthly)].join(" | ")} |`,
  );
  return [
    "| photos | original design | default | `economy` | searching every kept face | kept, per month |",
    "|---:|---:|---:|---:|---:|---:|",
    ...rows,
    "",
    `The deployment itself (alarms, dashboard, the idle queue, metrics) costs up to ${usd(table[0]!.standing)} a month; AWS's free allowances, which`,
    "cover much of it, are not subtracted.",
  ].join("\n");
}
