import { counted } from "../../core/counted.ts";
import { titled } from "../people/explain-refusal.ts";
import { printable } from "../terminal/printable.ts";
import type { Receipt } from "./forget.ts";
import type { ForgetPlan } from "./plan-forget.ts";

/** Prints the data that is about to be erased. */
export function planLines({ person, photos, faces, nearDuplicates }: ForgetPlan): string[] {
  return [
    ...(person ? [`The person ${titled(person)}:`] : []),
    ...photos.map(
      ({ photo, faceIds }) =>
        `${printable(photo)}: the picture, its documents and ${counted(faceIds.length, "indexed face")}`,
    ),
    ...faces.map(({ photo }) => `${printable(photo)}: one face; the picture stays`),
    ...(photos.length > 0
      ? ["The same bytes will be rejected from now on; copies that were changed in any way will not."]
      : []),
    ...(nearDuplicates.length > 0
      ? [
          `${counted(nearDuplicates.length, "picture stays that is", "pictures stay that are")} nearly the same (forget each by its name): ${listed(nearDuplicates)}`,
        ]
      : []),
  ];
}

/** Pictures named at once. */
const SHOWN = 10;

function listed(photos: string[]): string {
  const more = photos.length - SHOWN;
  const named = photos.slice(0, SHOWN).map(printable).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

/** Prints what was erased, what is left, and which copies we cannot reach. */
export function receiptLines(
  { subject, at, photos, faces, erased, tombstones, residue, clean }: Receipt,
  plan: ForgetPlan,
  /** Paths of reports that are not in the data folder's own places. */
  reports: readonly string[],
) {
  const foreign = plan.photos.filter(({ photo }) => photo.startsWith("@") && !photo.startsWith("@@")).length;
  return [
    `Receipt ${at}`,
    `  request (SHA-256)  ${subject}`,
    `  forgotten          ${counted(photos, "photo")}, ${counted(faces, "face")}`,
    `  erased             ${counted(erased.collectionFaces, "face")} of the collection, ${counted(erased.objectVersions, "object version")}, ${counted(erased.files, "file")}, ${counted(erased.mentions, "mention")} in other files`,
    `  tombstones         ${tombstones}: the same bytes are rejected from now on`,
    ...Object.entries(residue).map(
      ([store, places]) =>
        `  left in ${store.padEnd(10)} ${places.length === 0 ? "nothing" : places.join(", ")}`,
    ),
    ...(plan.faces.length > 0
      ? [
          `  not erased         ${counted(plan.faces.length, "picture that still shows", "pictures that still show")} the face; add --delete-photos to erase them too`,
        ]
      : []),
    ...(plan.nearDuplicates.length > 0
      ? [`  not erased         nearly the same pictures: ${listed(plan.nearDuplicates)}`]
      : []),
    ...(foreign > 0
      ? [`  not erased         ${counted(foreign, "picture")} in another bucket, which is not this system's`]
      : []),
    ...(reports.length > 0
      ? [
          `  not erased         ${counted(reports.length, "report")} in other places; delete or write again: ${reports.map(printable).join(", ")}`,
        ]
      : []),
    "  not erased         the photos' files elsewhere on your disks, and the names of the objects in the history of",
    "                     executions (AWS drops it after 90 days) and in backups",
    clean ? "Nothing is left." : "Something is left: run this again.",
  ];
}
