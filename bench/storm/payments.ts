import { type CallNote, type CallResult, PAID } from "./fault-injector.ts";

/** A kill of the local AWS, between what was noted before and after. */
export type Note = CallNote | { killed: number };

export interface Payments {
  paid: number;
  /** Of these, beyond the first for a photo. */
  again: number;
  /** Calls that nothing asked for: a line each. */
  wrong: string[];
}

/** Where the answer of a paid call is saved. */
const DOCUMENT: Record<string, string> = { DetectFaces: "detect-faces/", IndexFaces: "index-faces/" };
const SAVED: readonly CallResult[] = ["lost", "died", "done"];

/**
 * A paid call may be made again only where its answer, or what was to save it, was lost: by a fault, the function's death
 * or a kill. Never once the answer is saved.
 */
export function checkPayments(notes: Iterable<Note>): Payments {
  const wrong: string[] = [];
  let [paid, again, kills] = [0, 0, 0];
  const known = new Map<string, { calls: number; isSaved: boolean; isLost: boolean; kills: number }>();
  const of = (photo: string, command: string) => {
    const name = `${command} of ${photo}`;
    const found = known.get(name) ?? { calls: 0, isSaved: false, isLost: true, kills };
    known.set(name, found);
    return found;
  };
  for (const note of notes) {
    if ("killed" in note) {
      kills++;
      continue;
    }
    const { photo, command, key = "", fate } = note;
    if (PAID.includes(command)) {
      const payment = of(photo, command);
      if (fate === "sent") {
        if (payment.isSaved) wrong.push(`${command} of ${photo} is paid for although its answer was saved`);
        else if (!payment.isLost && payment.kills === kills)
          wrong.push(`${command} of ${photo} is paid for again without need`);
        payment.calls++;
        payment.isLost = false;
        payment.kills = kills;
        paid++;
        if (payment.calls > 1) again++;
      } else if (fate !== "refused" && fate !== "done") payment.isLost = true;
    }
    // What else the function was about when it died, it knows no more.
    if (fate === "died") for (const each of PAID) of(photo, each).isLost = true;
    if (command !== "PutObject") continue;
    for (const each of PAID) {
      if (!key.startsWith(DOCUMENT[each]!)) continue;
      const payment = of(photo, each);
      if (SAVED.includes(fate)) payment.isSaved = true;
      else if (fate !== "sent") payment.isLost = true;
    }
  }
  return { paid, again, wrong };
}
