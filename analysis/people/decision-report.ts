import { type ActiveDecision, activeDecisions, type Decision } from "./decisions.ts";
import type { Snapshot } from "./snapshot.ts";

/** The outcome of a decision. */
export interface DecisionReport {
  decision: ActiveDecision;
  state: "in force" | "overwritten" | "undone" | "missing";
  /** The number of the later decision that replaced or undid it. */
  by?: number;
}

/** Every decision except undo, oldest first. `missing`: its faces are not there (any more). */
export function reportDecisions(
  decisions: Decision[],
  { placement: { overwritten }, missing }: Pick<Snapshot, "placement" | "missing">,
): DecisionReport[] {
  const undoneBy = new Map(
    decisions.flatMap((decision) =>
      decision.type === "undo" ? [[decision.undoes, decision.id] as const] : [],
    ),
  );
  const stands = new Set(activeDecisions(decisions));
  return decisions.flatMap((decision): DecisionReport[] => {
    if (decision.type === "undo") return [];
    if (!stands.has(decision)) return [{ decision, state: "undone", by: undoneBy.get(decision.id)! }];
    if (missing.includes(decision)) return [{ decision, state: "missing" }];
    const by = overwritten.get(decision.id);
    return by === undefined ? [{ decision, state: "in force" }] : [{ decision, state: "overwritten", by }];
  });
}
