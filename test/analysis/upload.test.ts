import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { findPhotos } from "../../analysis/photos/find-photos.ts";
import { refusalReason } from "../../analysis/upload/refusal.ts";
import { uploadPhotos } from "../../analysis/upload/upload-photos.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";
import { startLocalAws } from "../local/with-local-aws.ts";

const serviceError = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, message: `${name}!`, $fault: "client", $metadata: { httpStatusCode } });

describe("uploadPhotos", () => {
  it("gives a photo whose path is too long its own outcome, and sends the others", {
    timeout: 60_000,
  }, async () => {
    const folder = await temporaryFolder();
    const fits = `${"f".repeat(240)}/`.repeat(4);
    for (const [path, file] of [
      ["", "a.jpg"],
      [fits, "fits.jpg"],
      [`${fits}${"é".repeat(20)}`, "long.jpg"],
    ] as const) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, file), `bytes of ${file}`);
    }
    const aws = await startLocalAws();
    try {
      const dynamodb = DynamoDBDocumentClient.from(aws.dynamodb);
      const { photos } = await findPhotos([folder]);
      const uploaded = await uploadPhotos({ ...aws, dynamodb }, photos);
      expect(uploaded.map(({ status }) => status)).toEqual(["sent", "sent", "refused"]);
      expect(uploaded[2]!.message).toBe(
        "Its path has 1,013 bytes, up to 990 are taken; shorten a folder's name",
      );
    } finally {
      await aws.close();
    }
  });

  it("goes on after a photo that the service refuses, and ends where every photo would be refused", async () => {
    const folder = await temporaryFolder();
    for (const file of ["a.jpg", "b.jpg"]) writeFileSync(join(folder, file), file);
    const { photos } = await findPhotos([folder]);
    const storeThat = (error: Error) => {
      const s3 = new S3Client({ region: "eu-west-1" });
      s3.send = async (command: { input: { Key?: string }; constructor: { name: string } }) => {
        if (command.constructor.name === "HeadObjectCommand") throw serviceError("NotFound", 404);
        if (command.input.Key === "uploads/a.jpg") throw error;
        return {};
      };
      const dynamodb = { send: async () => ({}) } as unknown as DynamoDBDocumentClient;
      return { s3, dynamodb, bucket: "b", table: "t" };
    };
    const uploaded = await uploadPhotos(storeThat(serviceError("EntityTooLarge", 400)), photos);
    expect(uploaded.map(({ status, message }) => [status, message])).toEqual([
      ["refused", "Refused by the service: EntityTooLarge! (EntityTooLarge)"],
      ["sent", undefined],
    ]);
    await expect(uploadPhotos(storeThat(serviceError("AccessDenied", 403)), photos)).rejects.toThrow(
      "AccessDenied",
    );
  });
});

it.each([
  ["ExpiredToken", 400],
  ["NoSuchBucket", 404],
  ["InternalError", 500],
])("does not take %s for a fault of the photo", (name, status) => {
  expect(refusalReason(serviceError(name, status))).toBeUndefined();
});
