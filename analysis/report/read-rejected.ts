import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { keyToPath } from "../../core/key-path.ts";
import { outcomeInWords } from "../charts/outcomes.ts";
import { rows } from "../tables/database.ts";
import type { RejectedPhoto } from "./payload.ts";

type Row = {
  photo: string;
  key: string;
  moved_to: string | null;
  status: string;
  reason: string | null;
  message: string | null;
  faces: number | null;
  duplicate_of: string | null;
  lacking: string | null;
};

/**
 * Photos that gave no face, and why. Those that lie in `folder`, which was loaded, are shown: `paths` are theirs
 * there, and `picture` counts on from `firstPicture`.
 */
export async function readRejected(
  connection: DuckDBConnection,
  folder: string,
  firstPicture: number,
): Promise<{ rejected: RejectedPhoto[]; paths: string[] }> {
  const found = await rows<Row>(
    connection,
    `select photo, key, moved_to, status, reason, message, detected_faces as faces, duplicate_of, lacking
from photos left join (
  select photo, string_agg(distinct exclude_reason, '; ' order by exclude_reason) as lacking
  from faces where not kept group by photo
) using (photo)
where status in ('REJECTED', 'DUPLICATE', 'FAILED') order by photo`,
  );
  const paths: string[] = [];
  const rejected = found.map(({ photo, key, moved_to, status, reason, faces, ...row }) => {
    const message = detail(row);
    const path = keyToPath(moved_to ?? key);
    const picture = existsSync(join(folder, path)) ? firstPicture + paths.push(path) - 1 : undefined;
    return {
      photo,
      why: outcomeInWords(status, reason),
      ...(message === null ? {} : { message }),
      ...(faces === null ? {} : { faces }),
      ...(picture === undefined ? {} : { picture }),
    };
  });
  return { rejected, paths };
}

/** What the reason alone does not say. */
function detail({ duplicate_of, lacking, message }: Pick<Row, "duplicate_of" | "lacking" | "message">) {
  return duplicate_of === null ? (lacking ?? message) : `the same as ${duplicate_of}`;
}
