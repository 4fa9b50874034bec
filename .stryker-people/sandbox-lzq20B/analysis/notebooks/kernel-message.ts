// @ts-nocheck
import { createHmac, randomUUID } from "node:crypto";

const DELIMITER = "<IDS|MSG>";

export interface Message {
  header: { msg_id: string; msg_type: string };
  parent: { msg_id?: string };
  content: Record<string, unknown>;
}

/** A signed message of Jupyter's wire protocol 5.3, as frames (https://jupyter-client.readthedocs.io). */
export function encodeMessage(type: string, content: object, key: string, session: string) {
  const id = randomUUID();
  const header = {
    msg_id: id,
    msg_type: type,
    session,
    username: "lookalike",
    version: "5.3",
    date: new Date().toISOString(),
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return { id, frames: [DELIMITER, sign(parts, key), ...parts] };
}

/** @throws Error when the signature is not the key's. */
export function decodeMessage(frames: readonly Buffer[], key: string): Message {
  const at = frames.findIndex((frame) => frame.toString() === DELIMITER);
  const [signature, ...parts] = frames.slice(at + 1).map((frame) => frame.toString());
  if (at < 0 || signature !== sign(parts.slice(0, 4), key)) {
    throw new Error(
      "A message of the kernel is not signed with the connection's key. Start the notebook again.",
    );
  }
  const [header, parent, , content] = parts.map((part) => JSON.parse(part) as never);
  return { header: header!, parent: parent!, content: content! };
}

function sign(parts: string[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
