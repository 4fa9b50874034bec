import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { S3Error } from "../errors.ts";

/** A form as far as its file, which is still to come. */
export interface Form {
  /** By lower-case name; what comes after the file is not looked at. */
  fields: Map<string, string>;
  fileName: string;
  file: Readable;
}

const MAX_FIELD_BYTES = 20 * 1024;
const MAX_FIELDS = 200;

/** Reads a browser's form (`multipart/form-data`) up to its file. */
export async function readForm(request: IncomingMessage): Promise<Form> {
  if (!/^multipart\/form-data\s*;/i.test(request.headers["content-type"] ?? "")) {
    throw new S3Error("PreconditionFailed", {
      message: "Bucket POST must be of the enclosure-type multipart/form-data",
      details: { Condition: "Bucket POST must be of the enclosure-type multipart/form-data" },
    });
  }
  const form = parserOf(request);
  const fields = new Map<string, string>();
  form.on("field", (name, value, _, isCut) => {
    if (isCut || fields.size >= MAX_FIELDS) form.destroy(new S3Error("MaxPostPreDataLengthExceeded"));
    fields.set(name.toLowerCase(), value);
  });
  // When the client disconnects, the parser and the reader of the file end too.
  request.once("error", (error) => form.destroy(error));
  const withFile = once(form, "file");
  const withoutFile = once(form, "finish").then(() => {
    throw new S3Error("InvalidArgument", {
      message: "POST requires exactly one file upload per request.",
      details: { ArgumentName: "file", ArgumentValue: "0" },
    });
  });
  withoutFile.catch(() => {});
  request.pipe(form);
  const [, file, fileName = ""] = (await Promise.race([withFile, withoutFile]).catch((error: unknown) => {
    throw error instanceof S3Error ? error : malformed();
  })) as [string, Readable, string | undefined];
  form.on("error", (error) => file.destroy(error instanceof S3Error ? error : malformed()));
  return { fields, file, fileName };
}

function parserOf(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { fieldSize: MAX_FIELD_BYTES, files: 1, headerPairs: 20 },
      isPartAFile: (name) => name?.toLowerCase() === "file",
    });
  } catch {
    throw malformed();
  }
}

function malformed(): S3Error {
  return new S3Error("MalformedPOSTRequest");
}
