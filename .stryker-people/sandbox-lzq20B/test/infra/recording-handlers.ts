// @ts-nocheck
import { AsyncLocalStorage } from "node:async_hooks";
import { appendFileSync } from "node:fs";
import { RekognitionClient } from "@aws-sdk/client-rekognition";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { handler as addToCollection } from "../../functions/add-to-collection.ts";
import { handler as detectFaces } from "../../functions/detect-faces.ts";
import { handler as errorDetected } from "../../functions/error-detected.ts";
import { handler as thumbnail } from "../../functions/thumbnail.ts";
import type { FunctionName } from "../../infra/bundle.ts";

/** One call to AWS, as a line of the file that `CALLS` names. */
export interface Call {
  function: FunctionName;
  command: string;
  input: {
    Key?: string | object;
    Bucket?: string;
    CopySource?: string;
    Image?: { S3Object: { Bucket: string; Name: string } };
  };
}

const current = new AsyncLocalStorage<FunctionName>();

interface Client {
  send(command: { constructor: { name: string }; input: object }, ...rest: unknown[]): unknown;
}

for (const { prototype } of [S3Client, RekognitionClient, DynamoDBDocumentClient]) {
  const client = prototype as unknown as Client;
  const { send } = client;
  client.send = function (command, ...rest) {
    const { Key, Bucket, CopySource, Image } = command.input as Call["input"];
    const input = { Key, Bucket, CopySource, Image };
    const call = { function: current.getStore(), command: command.constructor.name, input };
    appendFileSync(process.env.CALLS!, `${JSON.stringify(call)}\n`);
    return send.call(this, command, ...rest);
  };
}

type Handler<E> = (event: E) => Promise<unknown>;
const recorded =
  <E>(name: FunctionName, handler: Handler<E>) =>
  (event: E) =>
    current.run(name, () => handler(event));

export const DetectFaces = recorded("detect-faces", detectFaces);
export const AddToCollection = recorded("add-to-collection", addToCollection);
export const Thumbnail = recorded("thumbnail", thumbnail);
export const ErrorDetected = recorded("error-detected", errorDetected);
