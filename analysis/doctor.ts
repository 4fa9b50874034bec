import { commandLine } from "../core/command-line.ts";
import { counted } from "../core/counted.ts";
import { UPLOADS } from "../core/key-layout.ts";
import { findDrift, lacksPicture } from "./doctor/findings.ts";
import { otherCollectionLines, otherCollections } from "./doctor/other-collections.ts";
import { findingLines } from "./doctor/print-findings.ts";
import { readStores } from "./doctor/read-stores.ts";
import { isFree, repair, repairUsd } from "./doctor/repair.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { aboutDollars } from "./plan/prices.ts";
import { withTarget } from "./target/target.ts";
import { command } from "./terminal/command.ts";

command({
  usage: "",
  summary:
    "Compares collection, bucket, table and database, and reports where they differ. Exit status 1 when they do.\n" +
    "--fix fixes what is safe and free; --paid also what costs calls, after saying how much.",
  options: {
    fix: { type: "boolean", help: "fix what is safe and free" },
    paid: { type: "boolean", help: "with --fix: also process photos again, which costs calls" },
    json: { type: "boolean", help: "print JSON" },
  },
  run: async ({ datas, fix, paid, json, ...options }) =>
    await withTarget(options, async (target) => {
      await updateOlderTables(datas);
      const stores = await readStores(target, datas);
      const findings = findDrift(stores);
      const repairable = findings.filter((finding) => finding.fix !== undefined && (paid || isFree(finding)));
      const repaired = fix ? await repair(target, repairable, { datas, stores }) : [];
      const left = findings.filter((finding) => !repaired.includes(finding));
      const usd = repairUsd(left, target.region);
      const others = await otherCollections(target);
      if (json)
        console.log(
          JSON.stringify({
            findings,
            repaired: repaired.length,
            left: left.length,
            usd,
            otherCollections: others,
          }),
        );
      else {
        for (const line of findingLines(findings)) console.log(line);
        if (findings.length === 0) console.log("Collection, bucket, table and database agree.");
        const failed = fix ? repairable.filter((finding) => !repaired.includes(finding)) : [];
        if (repaired.length + failed.length > 0)
          console.log(`Fixed: ${repaired.length} of ${repairable.length}`);
        if (failed.length > 0)
          console.log(["Not fixed, they are as they were:", ...findingLines(failed)].join("\n"));
        if (!fix && findings.some(isFree))
          console.log(`Fix what is safe and free: ${commandLine("doctor")} --fix`);
        for (const line of otherCollectionLines(others)) console.log(line);
        const lost = left.filter(lacksPicture).length;
        if (lost > 0)
          console.log(
            `${counted(lost, "of these is", "of these are")} not to be fixed: the picture is no longer in ${UPLOADS}. ` +
              `Upload it again, or erase what is left: ${commandLine("forget")} PHOTO`,
          );
        if (usd > 0) console.log(`Fixing the rest costs ${aboutDollars(usd)} on AWS (--fix --paid).`);
      }
      return left.length > 0 ? 1 : 0;
    }),
});
