import { createHash } from "node:crypto";
import { queueUrl } from "../common/names.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { Message, Queue, Received } from "./queue.ts";
import {
  attributesOf,
  body,
  byName,
  type Fields,
  findQueue,
  list,
  type SqsService,
  text,
  wholeNumber,
} from "./requests.ts";

type Operation = (service: SqsService, fields: Fields) => unknown | Promise<unknown>;

const md5 = (value: string) => createHash("md5").update(value).digest("hex");

const sent = ({ id, body: text, sequence }: Message) => ({
  MessageId: id,
  MD5OfMessageBody: md5(text),
  SequenceNumber: String(sequence).padStart(20, "0"),
});

async function send(queue: Queue, fields: Fields): Promise<Message> {
  const deduplication = fields.MessageDeduplicationId;
  return await queue.send(
    body(fields),
    text(fields, "MessageGroupId"),
    typeof deduplication === "string" ? deduplication : undefined,
  );
}

const received = ({ id, body: text, receipt, receives, group, sentAt, sequence }: Received) => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: text,
  MD5OfBody: md5(text),
  Attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
    MessageGroupId: group,
    SequenceNumber: String(sequence).padStart(20, "0"),
  },
});

/** The result of each entry of a batch: its part of the answer, or its error. */
async function each(fields: Fields, act: (entry: Fields) => Promise<object> | object) {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of list(fields, "Entries")) {
    const Id = text(entry, "Id");
    try {
      Successful.push({ Id, ...(await act(entry)) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, Failed };
}

const invalidReceipt = (receipt: string) =>
  new AwsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${receipt}" is not a valid receipt handle.`,
  );

export const OPERATIONS: Record<string, Operation> = {
  ListQueues: ({ queues, endpoint }, { QueueNamePrefix: prefix = "" }) => ({
    QueueUrls: [...queues.keys()]
      .filter((name) => name.startsWith(String(prefix)))
      .map((name) => queueUrl(endpoint(), name)),
  }),
  GetQueueUrl: ({ queues, endpoint }, fields) => ({
    QueueUrl: queueUrl(endpoint(), byName(queues, text(fields, "QueueName")).name),
  }),
  GetQueueAttributes(service, fields) {
    const { name, queue } = findQueue(service, fields);
    const wanted = Array.isArray(fields.AttributeNames) ? fields.AttributeNames : [];
    const all = Object.entries(attributesOf(service, name, queue));
    return {
      Attributes: Object.fromEntries(all.filter(([key]) => wanted.includes("All") || wanted.includes(key))),
    };
  },
  SendMessage: async (service, fields) => sent(await send(findQueue(service, fields).queue, fields)),
  async SendMessageBatch(service, fields) {
    const { queue } = findQueue(service, fields);
    return await each(fields, async (entry) => sent(await send(queue, entry)));
  },
  async ReceiveMessage(service, fields) {
    const { queue } = findQueue(service, fields);
    const max = wholeNumber(fields, "MaxNumberOfMessages", 1, 10, 1);
    const seconds = wholeNumber(fields, "VisibilityTimeout", 0, 43_200, service.visibility / 1000);
    const until = Date.now() + wholeNumber(fields, "WaitTimeSeconds", 0, 20, 0) * 1000;
    for (;;) {
      const messages = await queue.receive(max, seconds * 1000);
      const left = until - Date.now();
      if (messages.length > 0 || left <= 0 || service.signal.aborted) {
        return messages.length > 0 ? { Messages: messages.map(received) } : {};
      }
      // Looks again after a while: a message that was handed out may become visible again.
      await queue.arrival(Math.min(left, 1000), service.signal);
    }
  },
  async DeleteMessage(service, fields) {
    await findQueue(service, fields).queue.delete(text(fields, "ReceiptHandle"));
  },
  async DeleteMessageBatch(service, fields) {
    const { queue } = findQueue(service, fields);
    return await each(fields, async (entry) => {
      await queue.delete(text(entry, "ReceiptHandle"));
      return {};
    });
  },
  PurgeQueue: (service, fields) => findQueue(service, fields).queue.purge(),
  ChangeMessageVisibility(service, fields) {
    const receipt = text(fields, "ReceiptHandle");
    const seconds = wholeNumber(fields, "VisibilityTimeout", 0, 43_200, 0);
    if (!findQueue(service, fields).queue.show(receipt, seconds * 1000)) throw invalidReceipt(receipt);
  },
};
