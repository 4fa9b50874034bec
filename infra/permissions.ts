import { DOCUMENT_FOLDERS, UPLOADS } from "../core/key-layout.ts";
import type { StateFunction } from "./bundle.ts";
import type { LookalikeOptions } from "./options.ts";

/**
 * Who may do what, as data. `on` names objects of the bucket (`uploads/*`), another bucket or its objects
 * (`s3://other/2019/*`), or one of the other resources. Nobody may put anything under `uploads/`: that would start the
 * pipeline again.
 */
export interface Grant {
  actions: string[];
  on: ("bucket" | "table" | "collection" | "queue" | "any" | `${string}/*` | `s3://${string}`)[];
}

const DOCUMENTS = DOCUMENT_FOLDERS.map((folder) => `${folder}/*` as const);

/** A face that belongs to a user (`people publish`) has to be taken from the user before it can be deleted. */
const DELETE_FACES = ["rekognition:DeleteFaces", "rekognition:DisassociateFaces", "rekognition:ListFaces"];

export function grantsOf(
  name: StateFunction,
  options: Pick<LookalikeOptions, "economy" | "rejected" | "sources">,
): Grant[] {
  const photos = photosOf(options.sources);
  // Without it S3 answers 403 for an object that is not there, instead of 404. A condition on the prefix would not
  // do: reading an object carries no prefix. Names of objects are all that it gives.
  const probe: Grant = { actions: ["s3:ListBucket"], on: ["bucket", ...bucketsOf(options.sources)] };
  // Rekognition reads the photo with the caller's rights, by its version.
  const letRekognitionRead: Grant = { actions: ["s3:GetObject", "s3:GetObjectVersion"], on: photos };
  // What a photo of the same name has left, when it was overwritten; its duplicates take its place.
  const removePhoto: Grant[] = [
    { actions: DELETE_FACES, on: ["collection"] },
    { actions: ["s3:DeleteObject"], on: ["thumbnails/*", ...DOCUMENTS] },
    { actions: ["s3:GetObject"], on: [...DOCUMENTS] },
    {
      actions: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      on: ["table"],
    },
    { actions: ["sqs:SendMessage"], on: ["queue"] },
  ];
  switch (name) {
    case "detect-faces":
      return [
        probe,
        letRekognitionRead,
        ...removePhoto,
        {
          actions: ["s3:PutObject"],
          on: ["detect-faces/*", ...(options.economy ? ["index-faces/*" as const] : [])],
        },
        options.economy
          ? { actions: ["rekognition:IndexFaces"], on: ["collection"] }
          : // DetectFaces knows no resource that a policy could name.
            { actions: ["rekognition:DetectFaces"], on: ["any"] },
      ];
    case "add-to-collection":
      return [
        probe,
        letRekognitionRead,
        { actions: ["s3:GetObject"], on: ["detect-faces/*", "index-faces/*"] },
        { actions: ["s3:PutObject"], on: ["index-faces/*", "keep-faces/*"] },
        {
          actions: ["rekognition:IndexFaces", ...DELETE_FACES],
          on: ["collection"],
        },
        { actions: ["dynamodb:UpdateItem"], on: ["table"] },
      ];
    case "thumbnail":
      return [
        probe,
        { actions: ["s3:GetObject"], on: [...photos, "keep-faces/*"] },
        { actions: ["s3:PutObject"], on: ["thumbnails/*", "photos/*"] },
        { actions: ["dynamodb:UpdateItem"], on: ["table"] },
      ];
    case "error-detected":
      return [
        probe,
        ...removePhoto,
        { actions: ["s3:PutObject"], on: ["photos/*"] },
        // S3 compares the ETag before it deletes, which needs the permission to read.
        { actions: ["s3:DeleteObject", "s3:GetObject"], on: [`${UPLOADS}*`] },
        ...(options.rejected === "move" ? MOVE : []),
      ];
  }
}

/** A copy takes the photo's tags along. */
const MOVE: Grant[] = [
  {
    actions: ["s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
    on: [`${UPLOADS}*`],
  },
  { actions: ["s3:PutObject", "s3:PutObjectTagging"], on: ["rejected/*"] },
];

/** Where photos may lie: `uploads/` and the sources of a backfill. */
function photosOf(sources: string[]): Grant["on"] {
  return [`${UPLOADS}*`, ...sources.map(patternOf)];
}

function patternOf(source: string): Grant["on"][number] {
  if (!source.startsWith("s3://")) return `${source.replace(/\/$/, "")}/*`;
  const [bucket, ...prefix] = source.slice("s3://".length).split("/");
  return `s3://${bucket}/${prefix.join("/")}*`;
}

/** The other buckets among the sources. */
export function bucketsOf(sources: string[]): `s3://${string}`[] {
  const names = sources.flatMap((source) => (source.startsWith("s3://") ? (source.split("/")[2] ?? []) : []));
  return [...new Set(names)].map((name) => `s3://${name}` as const);
}
