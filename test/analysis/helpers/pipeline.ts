import { mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { refreshTables } from "../../../analysis/ledger/refresh-tables.ts";
import { writeAtomically } from "../../../analysis/ledger/write-atomically.ts";
import { findPhotos } from "../../../analysis/photo-files.ts";
import { type Target, withTarget } from "../../../analysis/target.ts";
import { uploadPhotos } from "../../../analysis/upload-photos.ts";
import { waitForOutcomes } from "../../../analysis/wait-for-outcomes.ts";
import { RESULT_PREFIXES } from "../../../functions/key-layout.ts";
import { keyToPath } from "../../../functions/key-path.ts";

export interface Workplace {
  target: Target;
  datas: string;
  state: string;
  /** Sends photos through the pipeline and brings the results home. */
  analyse(...paths: string[]): Promise<void>;
  /** Brings the results home, without the photos. */
  sync(): Promise<void>;
}

/** A laptop region of its own, with an empty data folder; both are gone afterwards. */
export async function withWorkplace<T>(
  options: { replay?: string; replayOnly?: boolean },
  use: (workplace: Workplace) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "workplace-"));
  const [state, datas] = [join(folder, "state"), join(folder, "datas")];
  try {
    return await withTarget({ target: "local", state, ...options }, (target) => {
      const sync = () => bringHome(target, datas);
      const analyse = async (...paths: string[]) => {
        const { photos } = await findPhotos(paths);
        const sent = await uploadPhotos(target, photos);
        await waitForOutcomes(target, sent);
        await sync();
      };
      return use({ target, datas, state, analyse, sync });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function bringHome({ s3, bucket }: Target, datas: string): Promise<void> {
  for (const prefix of RESULT_PREFIXES) {
    await rm(join(datas, prefix), { recursive: true, force: true });
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: prefix },
    )) {
      for (const { Key, LastModified } of Contents) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const path = join(datas, keyToPath(Key!));
        await writeAtomically(path, await Body!.transformToByteArray());
        await utimes(path, LastModified!, LastModified!);
      }
    }
  }
  await refreshTables(datas);
}
