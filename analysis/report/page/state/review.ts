import { computed, signal } from "@preact/signals";
import type { ReviewItem } from "../../payload.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decisions.ts";
import { keepFocus } from "./keep-focus.ts";
import { data, people, personById } from "./model.ts";

/** Questions that were put off, until the page is loaded again. */
export const skipped = signal<ReadonlySet<string>>(new Set());

/** What was answered since the page was loaded, in this order; it counts for as long as its decision stands. */
const answers = signal<readonly { question: string; decision: number }[]>([]);

const standing = computed(() => new Set(people.value.decisions.map(({ id }) => id)));

/** How many questions were answered since the page was loaded. */
export const answered = computed(
  () => answers.value.filter(({ decision }) => standing.value.has(decision)).length,
);

/** Questions whose answer was taken back: they are asked again before all others, as they were asked first. */
const takenBack = computed(() =>
  answers.value.flatMap(({ question, decision }) => (standing.value.has(decision) ? [] : question)),
);

/** Tells one question from another. */
export const keyOf = ({ kind, a, b, faces }: ReviewItem) => `${kind} ${a} ${b ?? ""} ${faces.join(" ")}`;

/** The open questions, in the order in which they are asked. */
export const queue = computed(() => {
  const open = people.value.review.filter((item) => !skipped.value.has(keyOf(item)));
  const again = takenBack.value.flatMap((question) => open.find((item) => keyOf(item) === question) ?? []);
  return [...new Set([...again, ...open])];
});

/** Answers on a key: y, n, s. */
export const reviewKeys: Record<string, () => void> = {
  y: () => answer(true),
  n: () => answer(false),
  s: skip,
};

function answer(isYes: boolean): void {
  const item = queue.value[0];
  if (!item) return;
  const question = keyOf(item);
  void decide(decisionOf(item, isYes)).then((isDone) => {
    const decision = people.value.decisions.at(-1)?.id;
    if (!isDone || decision === undefined) return;
    answers.value = [...answers.value.filter((one) => one.question !== question), { question, decision }];
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
  if (!item) return;
  const giveBack = keepFocus();
  skipped.value = new Set([...skipped.value, keyOf(item)]);
  giveBack();
}
