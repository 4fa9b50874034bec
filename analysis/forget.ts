import { join } from "node:path";
import { assertRebuildable, forget } from "./forget/forget.ts";
import { planForget } from "./forget/plan-forget.ts";
import { planLines, receiptLines } from "./forget/print-receipt.ts";
import { otherReports } from "./report/other-reports.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { confirm } from "./tables/ledger/confirm.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { withTarget } from "./target/target.ts";
import { command } from "./terminal/command.ts";

command({
  usage: "PHOTO|FaceId|PERSON",
  summary:
    "Erases a photo, a face or a person from collection, bucket, table, data folder and database, looks through all\n" +
    "of them for what is left, and prints a receipt. The same photo is rejected when it is uploaded again.\n" +
    "A photo that also shows others loses the face or person, but stays itself unless --delete-photos is given.",
  options: {
    "delete-photos": { type: "boolean", help: "erase photos that also show others" },
    yes: { type: "boolean", short: "y", help: "erase without asking" },
    json: { type: "boolean", help: "print the receipt as JSON" },
  },
  positionals: { min: 1, max: 1 },
  run: async ({ datas, "delete-photos": deletePhotos, yes, json, ...options }, [subject]) => {
    assertRebuildable(datas);
    await refreshTables(datas);
    const plan = await withDatabase(join(datas, DATABASE_FILE), { readOnly: true }, (connection) =>
      planForget(connection, subject!, { deletePhotos }),
    );
    for (const line of planLines(plan)) console.error(line);
    if (!yes && !(await confirm("Erase this for good?", "--yes"))) return 1;
    const receipt = await withTarget(options, (target) => forget(target, plan, datas));
    console.log(
      json ? JSON.stringify(receipt) : receiptLines(receipt, plan, await otherReports(datas)).join("\n"),
    );
    return receipt.clean ? 0 : 1;
  },
});
