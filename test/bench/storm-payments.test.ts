import { expect, it } from "vitest";
import { checkPayments, type Note } from "../../bench/storm/payments.ts";

const note = (
  command: string,
  fate: "sent" | "refused" | "lost" | "died" | "failed" | "done",
  key?: string,
): Note => ({
  photo: "uploads/a.jpg",
  command,
  fate,
  ...(key !== undefined && { key }),
});
const paid = [note("DetectFaces", "sent"), note("DetectFaces", "done")];
const saving = (fate: "refused" | "lost" | "died" | "done") => note("PutObject", fate, "detect-faces/a.json");

it.each([
  ["the answer was lost", [note("DetectFaces", "sent"), note("DetectFaces", "lost"), ...paid]],
  ["it could not be saved", [...paid, saving("refused"), ...paid]],
  ["the function died of something else meanwhile", [...paid, note("UpdateItem", "died"), ...paid]],
  ["everything was killed", [...paid, { killed: 1 }, ...paid]],
] satisfies [string, Note[]][])("a call may be paid for again where %s", (_, notes) => {
  expect(checkPayments(notes)).toEqual({ paid: 2, again: 1, wrong: [] });
});

it.each([
  ["although its answer was saved", [...paid, saving("done"), ...paid]],
  ["although its answer was saved", [...paid, saving("lost"), note("UpdateItem", "died"), ...paid]],
  ["again without need", [...paid, ...paid]],
  ["again without need", [...paid, note("UpdateItem", "refused"), ...paid]],
] satisfies [string, Note[]][])("a call is not to be paid for %s", (what, notes) => {
  expect(checkPayments(notes).wrong).toEqual([`DetectFaces of uploads/a.jpg is paid for ${what}`]);
});
