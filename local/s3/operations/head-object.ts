import type { Operation } from "../call.ts";
import { answerFor } from "../object-answer.ts";
import { sendEmpty } from "../respond.ts";

export const headObject: Operation = (call) => {
  const { status, headers } = answerFor(call, call.bucket().object(call.key));
  sendEmpty(call.response, status, headers);
};
