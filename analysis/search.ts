import { existsSync, statSync } from "node:fs";
import { commandLine } from "../core/command-line.ts";
import { counted } from "../core/counted.ts";
import { DEFAULT_THRESHOLD, MOST_MATCHES } from "../core/similarity.ts";
import type { SearchRequest } from "./search/cached-search.ts";
import { type Answer, matchPictures, matchTable, withoutSmall } from "./search/print-matches.ts";
import { reasonWithoutFace } from "./search/reason-without-face.ts";
import { searchAll } from "./search/search-all.ts";
import { searchFile } from "./search/search-file.ts";
import { announcePlan, maxCostOf, requestOf, resultLines } from "./search/search-options.ts";
import { type Connect, facesOf, loadKeptFaces, searchPhoto } from "./search/search-photo.ts";
import { pictureStyle } from "./search/terminal-pictures.ts";
import { peopleOf, type Recognised, recognisedLines } from "./search/users/print-recognised.ts";
import { recogniseAll } from "./search/users/recognise-all.ts";
import { recogniseFile } from "./search/users/recognise-file.ts";
import { withTarget } from "./target/target.ts";
import { CommandError, command } from "./terminal/command.ts";
import { untilInterrupted } from "./terminal/interrupt.ts";
import { hiddenLines, MIN_FACE_OPTION, minFaceOf } from "./terminal/min-face.ts";
import { printable } from "./terminal/printable.ts";
import { startProgress } from "./terminal/progress.ts";

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
      default: String(MOST_MATCHES),
      value: "N",
      help: `most matches (default ${MOST_MATCHES})`,
    },
    users: {
      type: "boolean",
      help: "who is it? compares with the people that were published (people publish); --all: every face not yet theirs",
    },
    "min-face": MIN_FACE_OPTION,
    all: { type: "boolean", help: "search every kept face that was not yet searched" },
    "max-cost": { type: "string", value: "USD", help: "with --all: stop before this is exceeded" },
    yes: { type: "boolean", short: "y", help: "with --all: spend without asking" },
    refresh: { type: "boolean", help: "search again, also what is known" },
    json: { type: "boolean", help: "print JSON" },
  },
  positionals: { min: 0, max: 1 },
  run: async ({ datas, threshold, "max-faces": maxFaces, ...options }, [subject]) => {
    const request = requestOf(threshold, maxFaces);
    const connect: Connect = (use) => withTarget(options, use);
    if (options.users) return await runUsers(connect, subject, request, { ...options, datas });
    if (options.all) {
      if (subject !== undefined)
        throw new CommandError("Both --all and a photo were given. Give one of them.");
      return await runAll(connect, request, { ...options, datas });
    }
    if (subject === undefined)
      throw new CommandError("Nothing to search with. Give a photo, a FaceId, a photo file or --all.");
    const minFace = minFaceOf(options["min-face"]);
    const found = await answer(connect, subject, request, datas, options.refresh);
    const answers = found.map((one) => withoutSmall(one, minFace));
    if (options.json) console.log(JSON.stringify(answers.map(toJson(request)), undefined, 2));
    else for (const one of answers) await show(one, datas, minFace);
    return 0;
  },
});

async function runUsers(
  connect: Connect,
  subject: string | undefined,
  { threshold }: SearchRequest,
  options: {
    datas: string;
    all: boolean;
    "max-cost": string | undefined;
    yes: boolean;
    json: boolean;
    refresh: boolean;
  },
): Promise<number> {
  const { datas, all } = options;
  if (all === (subject !== undefined))
    throw new CommandError("Give either a photo, a FaceId or a file, or --all");
  const kept = await loadKeptFaces(datas);
  const faces = subject === undefined ? kept : facesOf(subject, kept);
  let found: Recognised[];
  if (faces) {
    const maxCost = maxCostOf(options["max-cost"]);
    const progress = startProgress("recognise", 0);
    const answers = await untilInterrupted((signal) =>
      connect((target) =>
        recogniseAll(target, kept, {
          ...{ ...options, threshold, maxCost, signal },
          ...{ only: subject === undefined ? undefined : faces, onProgress: progress.update },
        }),
      ),
    );
    progress.end();
    const personOf = await peopleOf(datas);
    found = answers.map(({ face: { photo, faceId, faceKey }, users = [], cached }) => {
      return { photo, faceId, faceKey, people: users.map(personOf), cached };
    });
  } else {
    if (!isFile(subject!)) throw await notFound(datas, subject!);
    const users = await connect((target) => recogniseFile(target, subject!, threshold, datas));
    found = [{ photo: subject!, people: users.map(await peopleOf(datas)), cached: false }];
  }
  if (options.json) console.log(JSON.stringify(found));
  else for (const line of recognisedLines(found)) console.log(line);
  return 0;
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();

async function notFound(datas: string, subject: string): Promise<CommandError> {
  const reason = await reasonWithoutFace(datas, subject);
  return new CommandError(
    `Cannot search with ${subject}${reason ? `, ${reason}` : ""}. Give an analysed photo with a kept face, a FaceId or a photo file. ` +
      `The photos: ${commandLine("sql")} "select photo, status, reason from photos"`,
  );
}

async function answer(
  connect: Connect,
  subject: string,
  request: SearchRequest,
  datas: string,
  refresh: boolean,
): Promise<Answer[]> {
  const all = await loadKeptFaces(datas);
  const faces = facesOf(subject, all);
  if (faces) return await searchPhoto(connect, faces, all, { datas, request, refresh });
  if (!isFile(subject)) throw await notFound(datas, subject);
  return [await connect((target) => searchFile(target, subject, request, datas))];
}

async function runAll(
  connect: Connect,
  request: SearchRequest,
  options: { datas: string; "max-cost": string | undefined; yes: boolean; json: boolean },
): Promise<number> {
  const maxCost = maxCostOf(options["max-cost"]);
  const progress = startProgress("search", 0);
  const result = await untilInterrupted((signal) =>
    connect((target) =>
      searchAll(target, {
        ...request,
        datas: options.datas,
        maxCost,
        signal,
        onPlan: announcePlan(options.yes || maxCost !== undefined),
        onProgress: progress.update,
      }),
    ),
  );
  progress.end();
  if (options.json) console.log(JSON.stringify(result));
  else for (const line of resultLines(result)) console.log(line);
  return result.gone.length > 0 ? 1 : 0;
}

async function show(one: Answer, datas: string, minFace: number): Promise<void> {
  const count = one.matches.length;
  const name = one.faceKey ?? one.photo;
  console.log(`${printable(name)}: ${counted(count, "similar face")}${one.cached ? "" : " (searched)"}`);
  if (count > 0) for (const line of matchTable(one, process.stdout.columns)) console.log(line);
  for (const line of hiddenLines(one.hidden ?? 0, minFace)) console.log(line);
  const style = pictureStyle(process.stdout);
  for (const line of await matchPictures(one, datas, style, process.stdout.columns)) console.log(line);
  if (one.truncated) {
    console.error(
      `Truncated: exactly ${count} matches, as many as were asked for; there are probably more. ` +
        `Raise --max-faces (up to ${MOST_MATCHES}) or --threshold.`,
    );
  }
  if (one.partial) {
    console.error("Its own search was not recorded: these are the faces whose recorded searches found it.");
  }
  console.log("");
}

const toJson =
  (request: SearchRequest) =>
  ({ thumbnail: _, ...one }: Answer) => ({ ...one, ...request });
