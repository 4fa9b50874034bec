import { TAKEN } from "../expect.ts";
import type { Add, Picture } from "./kind.ts";

const NAMES = [
  "line\nbreak.jpg",
  "tab\tbell\x07.jpg",
  "escape\x1b[31m.jpg",
  "-rf.jpg",
  " blank at both ends .jpg",
  "été ☃ 👩‍👩‍👧.jpg",
  "a%2Fb+c%.jpg",
  "<img src=x onerror=alert(1)>.jpg",
  "'; drop table photos; --.jpg",
  "back\\slash.jpg",
  "dots...jpg",
  "\u202egpj.exe.jpg",
  `${"n".repeat(251)}.jpg`,
  `${"é".repeat(125)}x.jpg`,
];

export async function names(add: Add, picture: Picture): Promise<void> {
  for (const name of NAMES) add("names", name, await picture().jpeg().toBuffer(), TAKEN);
  for (const bytes of ["ff", "c3", "eda080", "f8888080"]) {
    const name = Buffer.concat([Buffer.from("no utf-8 "), Buffer.from(bytes, "hex"), Buffer.from(".jpg")]);
    add("names", name, await picture().jpeg().toBuffer(), { outcome: "unreadable", says: /not UTF-8/ });
  }
}
