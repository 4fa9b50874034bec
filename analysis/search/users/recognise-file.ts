import { readFile } from "node:fs/promises";
import { SearchUsersByImageCommand, type UserMatch } from "@aws-sdk/client-rekognition";
import { appendLedger, ledgerLine } from "../../tables/ledger/ledger-file.ts";
import type { Target } from "../../target/target.ts";
import { CommandError } from "../../terminal/command.ts";
import { explainFileError } from "../../terminal/explain-file-error.ts";
import { refusal } from "../search-file.ts";
import { sendablePhoto } from "../sendable-photo.ts";
import { MAX_USERS_FOUND } from "./recognise-face.ts";

/** The users that the largest face of a photo on this disk is like, best first. The photo is not stored anywhere. */
export async function recogniseFile(
  target: Target,
  path: string,
  threshold: number,
  datas: string,
): Promise<UserMatch[]> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CommandError(`Cannot read ${path}. ${explainFileError(error)}.`);
  });
  const request = new SearchUsersByImageCommand({
    CollectionId: target.collection,
    Image: { Bytes: await sendablePhoto(path, bytes) },
    UserMatchThreshold: threshold,
    MaxUsers: MAX_USERS_FOUND,
  });
  const {
    UserMatches = [],
    SearchedFace,
    FaceModelVersion,
  } = await target.rekognition.send(request).catch((error: Error) => {
    throw refusal(path, error);
  });
  const call = { source: "search", operation: "SearchUsersByImage", modelVersion: FaceModelVersion };
  await appendLedger(datas, [ledgerLine(target, call)]);
  if (!SearchedFace) throw new CommandError(`No face found in ${path}. Search with another photo.`);
  return UserMatches;
}
