import { computed, signal } from "@preact/signals";
import type { ReviewItem } from "../../payload.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decisions.ts";
import { data, people, personById } from "./model.ts";

/** Questions that were put off, until the page is loaded again. */
export const skipped = signal<ReadonlySet<string>>(new Set());

/** How many questions were answered since the page was loaded. */
export const answered = signal(0);

/** Tells one question from another. */
export const keyOf = ({ kind, a, b, faces }: ReviewItem) => `${kind} ${a} ${b ?? ""} ${faces.join(" ")}`;

/** The open questions, in the order in which they are asked. */
export const queue = computed(() => people.value.review.filter((item) => !skipped.value.has(keyOf(item))));

/** Answers on a key: y, n, s. */
export const reviewKeys: Record<string, () => void> = {
  y: () => answer(true),
  n: () => answer(false),
  s: skip,
};

function answer(isYes: boolean): void {
  const item = queue.value[0];
  if (!item) return;
  void decide(decisionOf(item, isYes)).then((isDone) => {
    if (isDone) answered.value++;
  });
}

/** A yes about a face pins it to its person, a no takes it from there. */
function decisionOf({ kind, a, b, faces }: ReviewItem, isYes: boolean): Decision {
  if (kind === "merge") {
    const [into, person] = isKept(a, b!) ? [a, b!] : [b!, a];
    return isYes ? { verb: "merge", into, person } : { verb: "distinct", people: [a, b!] };
  }
  const face = data.value.faces[faces[0]]?.id ?? "";
  return { verb: isYes ? "move" : "notThisPerson", faces: [face], person: a };
}

/** Of two people that are one, who has a name or most faces stays. */
function isKept(a: string, b: string): boolean {
  const [one, other] = [personById.value.get(a), personById.value.get(b)];
  if ((one?.name === undefined) !== (other?.name === undefined)) return one?.name !== undefined;
  return (one?.faces.length ?? 0) >= (other?.faces.length ?? 0);
}

function skip(): void {
  const item = queue.value[0];
  if (item) skipped.value = new Set([...skipped.value, keyOf(item)]);
}
