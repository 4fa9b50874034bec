import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPhotos } from "../../../analysis/photos/find-photos.ts";
import { sync } from "../../../analysis/sync/sync-bucket.ts";
import { type Target, withTarget } from "../../../analysis/target/target.ts";
import { uploadPhotos } from "../../../analysis/upload/upload-photos.ts";
import { waitForOutcomes } from "../../../analysis/upload/wait-for-outcomes.ts";

export interface Workplace {
  target: Target;
  datas: string;
  state: string;
  /** Sends photos through the pipeline and brings the results home. */
  analyse(...paths: string[]): Promise<void>;
  /** Brings the results home, without the photos. */
  sync(): Promise<void>;
}

/** A local AWS of its own, with an empty data folder; both are gone afterwards. */
export async function withWorkplace<T>(
  options: { replay?: string; replayOnly?: boolean },
  use: (workplace: Workplace) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "workplace-"));
  const [state, datas] = [join(folder, "state"), join(folder, "datas")];
  try {
    return await withTarget({ target: "local", state, ...options }, (target) => {
      const bringHome = async () => {
        await sync(target, { datas });
      };
      const analyse = async (...paths: string[]) => {
        const { photos } = await findPhotos(paths);
        const sent = await uploadPhotos(target, photos);
        await waitForOutcomes(target, sent);
        await bringHome();
      };
      return use({ target, datas, state, analyse, sync: bringHome });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
