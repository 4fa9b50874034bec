import { existsSync } from "node:fs";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { IndexFacesCommand } from "@aws-sdk/client-rekognition";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { findDrift } from "../../analysis/doctor/findings.ts";
import { readStores } from "../../analysis/doctor/read-stores.ts";
import { repair } from "../../analysis/doctor/repair.ts";
import { type ObjectVersion, objectVersions } from "../../analysis/forget/erase-bucket.ts";
import { findResidue, isClean } from "../../analysis/forget/find-residue.ts";
import { forget } from "../../analysis/forget/forget.ts";
import { planForget } from "../../analysis/forget/plan-forget.ts";
import { planLines } from "../../analysis/forget/print-receipt.ts";
import { extendLedger, readDecisions } from "../../analysis/people/decision-ledger.ts";
import { updatePeople } from "../../analysis/people/update-people.ts";
import { THUMBNAIL_CACHE } from "../../analysis/report/thumbnail-cache.ts";
import { writeReport } from "../../analysis/report/write-report.ts";
import { searchAll } from "../../analysis/search/search-all.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import { readLedger } from "../../analysis/tables/ledger/ledger-file.ts";
import { photoFolder } from "./helpers/photos.ts";
import { withWorkplace } from "./helpers/pipeline.ts";
import { fillFaces } from "./made-up-faces.ts";

const PHOTOS = {
  "one.jpg": { sample: 1 },
  "one-mirrored.jpg": { sample: 1, mirrored: true },
  "two.jpg": { sample: 2 },
};

describe("forgetting", () => {
  it("takes every photo of the same bytes, under whatever name it was sent", async () => {
    const plan = await withDatabase(":memory:", {}, async (connection) => {
      await fillFaces(connection, { faces: 120, people: 12 });
      await connection.run(
        "UPDATE photos SET content_sha256 = 'same' WHERE regexp_extract(photo, '\\d+')::INT < 100",
      );
      return await planForget(connection, "photo0.jpg", { deletePhotos: false });
    });
    expect(plan.photos).toHaveLength(100);
  });

  it("leaves nothing of a photo and of a face in any store, and keeps them from coming back", async () => {
    const { folder, remove } = await photoFolder(PHOTOS);
    await withWorkplace({}, async ({ target, datas, analyse }) => {
      await analyse(folder);
      await searchAll(target, { datas });
      const database = join(datas, "faces.duckdb");
      const query = <T>(sql: string) =>
        withDatabase(database, { readOnly: true }, (connection) => rows<T>(connection, sql));
      const grouped = await withDatabase(database, {}, (connection) => updatePeople(connection, { datas }));
      const ref = ({ faceId, photo, ordinal }: (typeof grouped.graph.faces)[0]) => ({
        faceId,
        photo,
        ordinal,
      });
      const ofPhoto = (photo: string) => grouped.graph.faces.find((face) => face.photo === photo)!;
      await extendLedger(datas, () => ({
        type: "same",
        faces: [ref(ofPhoto("one.jpg")), ref(ofPhoto("one-mirrored.jpg"))],
      }));
      await extendLedger(datas, () => ({ type: "ignore", faces: [ref(ofPhoto("two.jpg"))] }));
      await writeReport({ datas });
      const smallPictures = () => readdir(join(datas, THUMBNAIL_CACHE, "thumbnails"));
      expect(await smallPictures()).toContain(`${ofPhoto("one.jpg").faceId}.jpg`);
      const spent = (await query<{ calls: number }>("SELECT sum(calls) AS calls FROM api_calls"))[0]!.calls;

      const plan = await withDatabase(database, { readOnly: true }, (connection) =>
        planForget(connection, "one.jpg", { deletePhotos: false }),
      );
      expect(plan.nearDuplicates).toEqual(["one-mirrored.jpg"]);
      expect(planLines(plan).at(-1)).toBe(
        "1 picture stays that is nearly the same (forget each by its name): one-mirrored.jpg",
      );
      for (const Key of ["exports/faces/ingest_date=2026-01-01/data.parquet", "athena/answer.csv"]) {
        await target.s3.send(new PutObjectCommand({ Bucket: target.bucket, Key, Body: "rows of everybody" }));
      }
      // Deleted before, but only behind a marker: its bytes are still there as an older version.
      const hidden = `thumbnails/${plan.photos[0]!.faceIds[0]}.jpg`;
      await target.s3.send(new DeleteObjectCommand({ Bucket: target.bucket, Key: hidden }));
      const versionsOfHidden = async () => {
        const found: ObjectVersion[] = [];
        for await (const version of objectVersions(target, hidden)) found.push(version);
        return found;
      };
      expect(await versionsOfHidden()).toHaveLength(2);
      // The search is not blind: before, it finds something everywhere.
      const before = await findResidue(target, plan, datas);
      for (const places of Object.values(before)) expect(places).not.toEqual([]);
      expect(before.bucket).toContain("athena/answer.csv");

      const receipt = await forget(target, plan, datas);
      expect(receipt.residue).toEqual({ collection: [], bucket: [], table: [], files: [], database: [] });
      expect(receipt.clean).toBe(true);
      expect(existsSync(join(datas, "report.html"))).toBe(false);
      for (const faceId of plan.photos[0]!.faceIds) {
        expect(await smallPictures()).not.toContain(`${faceId}.jpg`);
      }
      expect(await smallPictures()).toContain(`${ofPhoto("two.jpg").faceId}.jpg`);
      expect(await versionsOfHidden()).toEqual([]);
      expect(JSON.stringify(receipt)).not.toMatch(/one\.jpg|[0-9a-f]{8}-[0-9a-f]{4}-/);
      // A file from before that names the face would not go unseen.
      await appendFile(join(datas, "notes.txt"), plan.photos[0]!.faceIds[0]!);
      expect(isClean(await findResidue(target, plan, datas))).toBe(false);
      await writeFile(join(datas, "notes.txt"), "");

      // What is left is whole: other photos, their searches, their decisions, and what was spent.
      expect(await query("SELECT photo FROM photos ORDER BY 1")).toEqual([
        { photo: "one-mirrored.jpg" },
        { photo: "two.jpg" },
      ]);
      expect((await readDecisions(datas)).map(({ type }) => type)).toEqual(["ignore"]);
      expect((await query<{ calls: number }>("SELECT sum(calls) AS calls FROM api_calls"))[0]!.calls).toBe(
        spent,
      );
      expect((await readLedger(datas)).some(({ photo }) => photo === "one.jpg")).toBe(false);
      expect((await searchAll(target, { datas })).made).toBe(0);
      expect(findDrift(await readStores(target, datas))).toEqual([]);

      const { Item } = await target.dynamodb.send(
        new GetCommand({ TableName: target.table, Key: { Etag: plan.photos[0]!.etag } }),
      );
      expect(Item).toEqual({
        Etag: plan.photos[0]!.etag,
        Status: "FORGOTTEN",
        UpdatedAt: expect.any(String),
      });
      await analyse(join(folder, "one.jpg"));
      expect(await query("SELECT status, reason FROM photos WHERE photo = 'one.jpg'")).toEqual([
        { status: "REJECTED", reason: "ForgottenError" },
      ]);

      await forgetOneFace();
      await drift();

      async function forgetOneFace() {
        const [{ faceId } = { faceId: "" }] = await query<{ faceId: string }>(
          `SELECT face_id AS "faceId" FROM faces WHERE photo = 'two.jpg' AND kept ORDER BY ordinal`,
        );
        const ofFace = await withDatabase(database, { readOnly: true }, (connection) =>
          planForget(connection, faceId, { deletePhotos: false }),
        );
        expect(ofFace).toMatchObject({ photos: [], faces: [{ photo: "two.jpg" }] });
        const others = await query("SELECT face_id FROM faces WHERE face_id IS NOT NULL");
        expect((await forget(target, ofFace, datas)).clean).toBe(true);
        expect(await query("SELECT face_id FROM faces WHERE face_id IS NOT NULL")).toHaveLength(
          others.length - 1,
        );
        expect(await readFile(join(datas, "index-faces/two.json"), "utf8")).not.toContain(faceId);
        expect(findDrift(await readStores(target, datas))).toEqual([]);
      }

      /** What `doctor` is for: stores that drifted apart behind everybody's back. */
      async function drift() {
        const { rekognition, collection, s3, bucket } = target;
        const Image = { S3Object: { Bucket: bucket, Name: "uploads/two.jpg" } };
        await rekognition.send(
          new IndexFacesCommand({ CollectionId: collection, Image, ExternalImageId: "stray", MaxFaces: 1 }),
        );
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "thumbnails/stray.jpg", Body: "x" }));
        const stores = await readStores(target, datas);
        const findings = findDrift(stores);
        expect(findings.map(({ kind }) => kind).sort()).toEqual(["orphan face", "orphan thumbnail"]);
        expect(await repair(target, findings, { datas, stores })).toHaveLength(2);
        expect(findDrift(await readStores(target, datas))).toEqual([]);
      }
    });
    await remove();
  });
});
