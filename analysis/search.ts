import { DEFAULT_THRESHOLD, MAX_MATCHES } from "../core/similarity.ts";
import { printResult, withoutSmall } from "./search/print-matches.ts";
import { requestOf, resultLines } from "./search/search-options.ts";
import type { Connect } from "./search/search-photo.ts";
import { searchSubject } from "./search/search-subject.ts";
import { searchWithProgress } from "./search/search-with-progress.ts";
import { recognisedLines } from "./search/users/print-recognised.ts";
import { recogniseSubject } from "./search/users/recognise-subject.ts";
import { withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { MIN_FACE_OPTION, minFaceOf } from "./terminal/min-face.ts";

command({
  usage: "PHOTO|FaceId|FILE  (or --all)",
  summary:
    "Finds the faces similar to those of an analysed photo (alice1.jpg), of one face (a FaceId, or alice1.jpg#1) or\n" +
    "of a photo file that is not analysed and not stored. An answer that was paid for is never paid for again.",
  options: {
    threshold: {
      type: "string",
      default: String(DEFAULT_THRESHOLD),
      value: "PERCENT",
      help: `lowest similarity (default ${DEFAULT_THRESHOLD})`,
    },
    "max-faces": {
      type: "string",
      default: String(MAX_MATCHES),
      value: "N",
      help: `most matches (default ${MAX_MATCHES})`,
    },
    users: {
      type: "boolean",
      help: "who is it? compares with the published people (people publish); with --all: every face that is not theirs yet",
    },
    "min-face": MIN_FACE_OPTION,
    all: { type: "boolean", help: "search every kept face that was not yet searched" },
    "max-cost": { type: "string", value: "USD", help: "with --all: stop before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "with --all: spend without asking" },
    refresh: { type: "boolean", help: "search again, even where the answer is known" },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 1 },
  run: async (options, [subject]) => {
    const { datas, json, refresh } = options;
    const request = requestOf(options.threshold, options["max-faces"]);
    const connect: Connect = (use) => withTarget(options, use);
    if (options.users) {
      const { threshold } = request;
      const found = await recogniseSubject(connect, subject, { ...options, threshold });
      for (const line of json ? [JSON.stringify(found)] : recognisedLines(found)) console.log(line);
      return 0;
    }
    if (options.all) {
      if (subject !== undefined)
        throw new CommandError("Both --all and a photo were given. Give one of them.");
      const result = await searchWithProgress(options, { ...request, refresh });
      for (const line of json ? [JSON.stringify(result)] : resultLines(result)) console.log(line);
      return result.gone.length > 0 ? 1 : 0;
    }
    if (subject === undefined)
      throw new CommandError("Nothing to search with. Give a photo, a FaceId, a photo file or --all.");
    if (options["max-cost"] !== undefined)
      throw new CommandError("--max-cost limits --all. Leave it out: one search costs one call a face.");
    const minFace = minFaceOf(options["min-face"]);
    const found = await searchSubject(connect, subject, { datas, request, refresh });
    const answers = found.map((one) => withoutSmall(one, minFace));
    if (json) {
      const shown = answers.map(({ thumbnail: _, ...one }) => ({ ...one, ...request }));
      console.log(JSON.stringify(shown, undefined, 2));
    } else for (const one of answers) await printResult(one, datas, minFace);
    return 0;
  },
});
