import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

export interface EventSourceOptions {
  /** With the function's own rights, as Lambda has it. */
  sqs: SQSClient;
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  /** How many messages the function may be given now. */
  capacity(): number;
  invoke(event: unknown): Promise<unknown>;
  log(line: string): void;
}

export interface EventSource {
  /** Says that there may be capacity again. */
  wake(): void;
  /** Takes no further message; answers once the function has ended. */
  close(): Promise<void>;
}

/** Milliseconds before a queue that could not be read, or a function that failed, is tried again. */
const PAUSE = 1000;

/**
 * Hands a queue's messages to a function, one batch at a time, and deletes those it does not report as failed. Unlike
 * Lambda's pollers it also waits until there is capacity: no quota limits the photos here, only the speed of the models.
 */
export function openEventSource(options: EventSourceOptions): EventSource {
  const { batchSize, capacity, log } = options;
  const closing = new AbortController();
  let wake = () => {};

  const untilCapacity = async () => {
    while (capacity() <= 0 && !closing.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  const run = async () => {
    while (!closing.signal.aborted) {
      await untilCapacity();
      if (closing.signal.aborted) return;
      try {
        const failed = await nextBatch(options, Math.min(capacity(), batchSize), closing.signal);
        if (failed > 0) await pause(closing.signal);
      } catch (error) {
        if (closing.signal.aborted) return;
        log(`The queue could not be read: ${String(error)}`);
        await pause(closing.signal);
      }
    }
  };

  const running = run();
  return {
    wake: () => wake(),
    async close() {
      closing.abort();
      wake();
      await running;
    },
  };
}

/** Returns how many messages stay in the queue. */
async function nextBatch(
  { sqs, queueUrl, queueArn, invoke, log }: EventSourceOptions,
  max: number,
  abortSignal: AbortSignal,
): Promise<number> {
  const receive = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: max,
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ["All"],
  });
  const { Messages = [] } = await sqs.send(receive, { abortSignal });
  if (Messages.length === 0) return 0;
  const failed = await invoke({ Records: Messages.map((message) => recordOf(message, queueArn)) }).then(
    (answer) => failuresOf(answer),
    (error) => {
      log(`No photo was let in: ${String(error)}`);
      return new Set(Messages.map(({ MessageId }) => MessageId!));
    },
  );
  const done = Messages.filter(({ MessageId }) => !failed.has(MessageId!));
  if (done.length === 0) return failed.size;
  const Entries = done.map(({ MessageId, ReceiptHandle }) => ({
    Id: MessageId!,
    ReceiptHandle: ReceiptHandle!,
  }));
  await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  return failed.size;
}

/** As Lambda hands it to a function. */
const recordOf = (
  { MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message,
  eventSourceARN: string,
) => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  attributes: Attributes,
  messageAttributes: {},
  md5OfBody: MD5OfBody,
  eventSource: "aws:sqs",
  eventSourceARN,
  awsRegion: eventSourceARN.split(":")[3],
});

function failuresOf(answer: unknown): Set<string> {
  const { batchItemFailures = [] } = (answer ?? {}) as { batchItemFailures?: { itemIdentifier: string }[] };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, PAUSE);
    signal.addEventListener("abort", end);
  });
}
