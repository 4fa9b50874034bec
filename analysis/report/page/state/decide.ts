import { signal } from "@preact/signals";
import { command, type Decision } from "./decisions.ts";
import { keepFocus } from "./keep-focus.ts";
import { app, people } from "./model.ts";
import { clearSelection } from "./selection.ts";

/** What was just said about a decision, until the next one. */
export const notice = signal<{ text: string; isError: boolean; canUndo: boolean } | undefined>(undefined);

/** In the report, which cannot decide: the command that does. */
export const commandToCopy = signal<string | undefined>(undefined);

/** A question that a decision was answered with: `P2 is called Anna too. Are they the same person?` */
export interface Question {
  text: string;
  answers: { label: string; decision: Decision }[];
}
export const question = signal<Question | undefined>(undefined);

/** A decision that was refused; `code` is for programs. */
export class Refused extends Error {
  override name = "Refused";
  constructor(
    message: string,
    readonly code: string,
    readonly person?: string,
  ) {
    super(message);
  }
}

/** Carries the decision out, or shows the command for it. True once it is done. */
export async function decide(decision: Decision): Promise<boolean> {
  const own = app();
  if (!own) {
    commandToCopy.value = command(decision);
    return false;
  }
  const giveBack = keepFocus();
  try {
    const { people: now, said } = await own.decide(decision);
    people.value = now;
    notice.value = { text: said, isError: false, canUndo: decision.verb !== "undo" };
    clearSelection();
    giveBack();
    return true;
  } catch (error) {
    const asked = error instanceof Refused ? asQuestion(error, decision) : undefined;
    if (asked) question.value = asked;
    else notice.value = { text: (error as Error).message, isError: true, canUndo: false };
    return false;
  }
}

export const undo = () => decide({ verb: "undo" });

function asQuestion({ code, message, person }: Refused, decision: Decision): Question | undefined {
  if (code !== "NAME_TAKEN" || decision.verb !== "name" || person === undefined) return undefined;
  return {
    text: message,
    answers: [
      { label: "The same person", decision: { verb: "merge", person: decision.person, into: person } },
      { label: "Another person of that name", decision: { ...decision, isShared: true } },
    ],
  };
}
