import { serveLocal } from "./target/target.ts";
import { CommandError, command, DESCRIPTOR_OPTION } from "./terminal/command.ts";

command({
  usage: "",
  summary:
    "AWS on this computer: S3, DynamoDB, Step Functions and Rekognition on one port of 127.0.0.1, with the pipeline in\n" +
    "them. Prints what to paste so that any SDK and the AWS CLI use it. Ctrl-C stops it.",
  options: {
    port: {
      type: "string",
      default: "4566",
      value: "N",
      help: "port on 127.0.0.1, 0 for any that is free (default 4566)",
    },
    replay: {
      type: "string",
      value: "DIR",
      help: "answer from recorded Rekognition responses where there are some (remembered for this state)",
    },
    descriptor: DESCRIPTOR_OPTION,
    "replay-only": { type: "boolean", help: "refuse photos without a recorded response" },
  },
  run: async ({ port, state, replay, descriptor, "replay-only": replayOnly }) => {
    if (!/^\d+$/.test(port) || Number(port) > 65_535) {
      throw new CommandError(`Invalid --port "${port}". Give a number from 0 to 65535.`);
    }
    await serveLocal({ port: Number(port), state, replay, replayOnly, descriptor });
    return 0;
  },
});
