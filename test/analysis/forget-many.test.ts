import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { paginateListFaces } from "@aws-sdk/client-rekognition";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { forget } from "../../analysis/forget/forget.ts";
import { planForget } from "../../analysis/forget/plan-forget.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { photoFolder } from "./helpers/photos.ts";
import { withWorkplace } from "./helpers/pipeline.ts";

/** Names under which one photo is sent; every name but one becomes a duplicate. */
const NAMES = 4;

describe("forgetting a photo of many names", () => {
  it("erases every copy by one command, whichever of its names is given", async () => {
    const { folder, remove } = await photoFolder({ "0.jpg": { sample: 1 }, "other.jpg": { sample: 2 } });
    for (let i = 1; i < NAMES; i++) await copyFile(join(folder, "0.jpg"), join(folder, `${i}.jpg`));
    await withWorkplace({}, async ({ target, datas, analyse }) => {
      await analyse(folder);
      const outcomes = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        rows<{ photo: string; status: string }>(
          connection,
          "SELECT photo, status FROM photos ORDER BY photo",
        ),
      );
      expect(outcomes).toHaveLength(NAMES + 1);
      const duplicate = outcomes.find(({ status }) => status === "DUPLICATE")!;
      const plan = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        planForget(connection, duplicate.photo, { deletePhotos: false }),
      );
      expect(plan.photos).toHaveLength(NAMES);

      const receipt = await forget(target, plan, datas);
      expect(receipt).toMatchObject({ photos: NAMES, clean: true });
      const keys: string[] = [];
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: target.s3 },
        { Bucket: target.bucket },
      )) {
        keys.push(...Contents.map(({ Key }) => Key!));
      }
      expect(keys.filter((key) => key.startsWith("uploads/") || key.startsWith("photos/"))).toEqual([
        "photos/other.json",
        "uploads/other.jpg",
      ]);
      const etags = new Set<string>();
      const request = { CollectionId: target.collection };
      for await (const { Faces = [] } of paginateListFaces({ client: target.rekognition }, request)) {
        for (const { ExternalImageId } of Faces) etags.add(ExternalImageId!);
      }
      expect(etags.size).toBe(1);
    });
    await remove();
  });
});
