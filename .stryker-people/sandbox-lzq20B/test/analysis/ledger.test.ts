// @ts-nocheck
import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rows, withDatabase } from "../../analysis/tables/database.ts";
import {
  appendLedger,
  ledgerLine,
  ledgerPath,
  readLedger,
} from "../../analysis/tables/ledger/ledger-file.ts";
import { loadLedger } from "../../analysis/tables/ledger/load-ledger.ts";
import { loadFolder } from "../../analysis/tables/load/load-folder.ts";

let datas: string;
beforeEach(async () => {
  datas = await mkdtemp(join(tmpdir(), "ledger-"));
});
afterEach(() => rm(datas, { recursive: true }));

const aws = { kind: "aws", region: "us-east-1" } as const;
const laptop = { kind: "local", region: "eu-west-1" } as const;
const call = { source: "search", operation: "SearchFaces", photo: "a.jpg", faceId: "f" };

describe("the ledger", () => {
  it("charges calls on AWS by the price list, and none on this computer", () => {
    expect(ledgerLine(aws, { ...call, calls: 3 })).toMatchObject({
      billed: true,
      usd: 0.003,
      listUsd: 0.003,
    });
    expect(ledgerLine(laptop, call)).toMatchObject({ billed: false, usd: 0, listUsd: 0.001 });
    expect(ledgerLine(aws, { ...call, operation: "ListFaces" })).toMatchObject({ usd: 0, listUsd: 0 });
  });

  it("tells the models of this computer from Rekognition's answers", () => {
    expect(ledgerLine(laptop, { ...call, modelVersion: "lookalike-1" }).engine).toBe("lookalike");
    expect(ledgerLine(laptop, { ...call, modelVersion: "4.0" }).engine).toBe("rekognition");
  });

  it("survives a line that a crash cut off", async () => {
    await appendLedger(datas, [ledgerLine(aws, call)]);
    await appendFile(ledgerPath(datas), '{"at":"2026-');
    await appendLedger(datas, [ledgerLine(aws, call), ledgerLine(laptop, call)]);
    expect(await readLedger(datas)).toHaveLength(3);
  });

  it("fills the table again whenever it is loaded, beside the pipeline's own rows", async () => {
    await appendLedger(datas, [ledgerLine(aws, { ...call, at: new Date("2026-03-04T05:06:07.089Z") })]);
    await withDatabase(":memory:", {}, async (connection) => {
      await connection.run(
        "INSERT INTO api_calls VALUES ('pipeline', now()::TIMESTAMP, 'rekognition', 'DetectFaces', 'a.jpg', NULL, 1, 0.001, 0.001)",
      );
      await loadLedger(connection, datas);
      await loadLedger(connection, datas);
      expect(
        await rows(
          connection,
          "SELECT source, operation, photo, face_id, calls, usd, called_at::VARCHAR AS at FROM api_calls ORDER BY 1",
        ),
      ).toEqual([
        expect.objectContaining({ source: "pipeline" }),
        {
          source: "search",
          operation: "SearchFaces",
          photo: "a.jpg",
          face_id: "f",
          calls: 1,
          usd: 0.001,
          at: "2026-03-04 05:06:07.089",
        },
      ]);
    });
  });
});

it("costs nothing where recorded answers were replayed, and says apart what AWS would have charged", async () => {
  const folder = await mkdtemp(join(tmpdir(), "replayed-"));
  try {
    for (const [name, bucket] of [
      ["replayed", "lookalike"],
      ["paid", "stack-photos-1"],
    ]) {
      const record = {
        photo: `${name}.jpg`,
        bucket,
        key: `uploads/${name}.jpg`,
        etag: name,
        outcome: "DONE",
        calls: { DetectFaces: 1 },
        faceModelVersion: "7.0",
        endedAt: "2026-03-04T05:06:07Z",
      };
      await mkdir(join(folder, "photos"), { recursive: true });
      await writeFile(join(folder, "photos", `${name}.json`), JSON.stringify(record));
    }
    await withDatabase(":memory:", {}, async (connection) => {
      await loadFolder(connection, { datas: folder });
      const spent = "SELECT sum(usd) AS usd, sum(would_have_cost) AS would_have_cost FROM spend";
      expect(await rows(connection, spent)).toEqual([{ usd: 0.001, would_have_cost: 0.002 }]);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
