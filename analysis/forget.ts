import { join } from "node:path";
import { assertRebuildable, forget, type Receipt } from "./forget/forget.ts";
import { type ForgetPlan, planForget } from "./forget/plan-forget.ts";
import { DATABASE_FILE, withDatabase } from "./tables/database.ts";
import { confirm } from "./tables/ledger/confirm.ts";
import { refreshTables } from "./tables/ledger/refresh-tables.ts";
import { withTarget } from "./target/target.ts";
import { command } from "./terminal/command.ts";
import { printable } from "./terminal/printable.ts";

command({
  usage: "PHOTO|FaceId|PERSON",
  summary:
    "Erases a photo, a face or a person from collection, bucket, table, data folder and database, looks through all\n" +
    "of them for what is left, and prints a receipt. The same photo is rejected when it is uploaded again.\n" +
    "Of a face, and of a person on a photo with others, the picture itself stays unless --delete-photos is given.",
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
    console.log(json ? JSON.stringify(receipt) : receiptLines(receipt, plan).join("\n"));
    return receipt.clean ? 0 : 1;
  },
});

function planLines({ photos, faces }: ForgetPlan): string[] {
  return [
    ...photos.map(
      ({ photo, faceIds }) =>
        `${printable(photo)}: the picture, its documents and ${faceIds.length} indexed faces`,
    ),
    ...faces.map(({ photo }) => `${printable(photo)}: one face; the picture stays`),
  ];
}

function receiptLines(
  { subject, at, photos, faces, erased, tombstones, residue, clean }: Receipt,
  plan: ForgetPlan,
) {
  const foreign = plan.photos.filter(({ photo }) => photo.startsWith("@") && !photo.startsWith("@@")).length;
  return [
    `Receipt ${at}`,
    `  request (SHA-256)  ${subject}`,
    `  forgotten          ${photos} photos, ${faces} faces`,
    `  erased             ${erased.collectionFaces} faces of the collection, ${erased.objectVersions} object versions, ${erased.files} files, ${erased.mentions} mentions in other files`,
    `  tombstones         ${tombstones}: the same bytes are rejected from now on`,
    ...Object.entries(residue).map(
      ([store, places]) =>
        `  left in ${store.padEnd(10)} ${places.length === 0 ? "nothing" : places.join(", ")}`,
    ),
    ...(plan.faces.length > 0
      ? [
          `  not erased         ${plan.faces.length} pictures that still show the face; add --delete-photos to erase them too`,
        ]
      : []),
    ...(foreign > 0
      ? [`  not erased         ${foreign} pictures in another bucket, which is not this system's`]
      : []),
    "  not erased         the photos' files elsewhere on your disks, and the names of the objects in the history of",
    "                     executions (AWS drops it after 90 days) and in backups",
    clean ? "Nothing is left." : "Something is left: run this again.",
  ];
}
