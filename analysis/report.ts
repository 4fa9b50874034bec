import { resolve } from "node:path";
import { counted } from "../core/counted.ts";
import { updateOlderTables } from "./people/update-older-tables.ts";
import { writeReport } from "./report/write-report.ts";
import { command } from "./terminal/command.ts";
import { hiddenLines, MIN_FACE_OPTION, minFaceOf } from "./terminal/min-face.ts";

/** Beyond this many bytes one file is slow to send and open; the folder form is offered. */
const LARGE = 60e6;

command({
  usage: "[--datas DIR] [--out FILE] [--folder] [--min-face PIXELS]",
  summary: "Writes a page with all faces, people, searches and charts: one file that needs no network.",
  options: {
    out: {
      type: "string",
      value: "FILE",
      help: "where the page goes (default report.html in the data folder)",
    },
    "min-face": MIN_FACE_OPTION,
    folder: { type: "boolean", help: "a folder with the pictures as files, for very many faces" },
  },
  async run({ datas, out, folder, "min-face": text }) {
    const minFace = minFaceOf(text);
    await updateOlderTables(datas);
    const { path, faces, hidden, bytes } = await writeReport({ datas, out, folder, minFace });
    console.log(`${resolve(path)}  ${counted(faces, "face")}, ${(bytes / 1e6).toFixed(1)} MB`);
    for (const line of hiddenLines(hidden, minFace)) console.log(line);
    if (!folder && bytes > LARGE) console.log("That is a large page: --folder keeps the pictures beside it.");
    return 0;
  },
});
