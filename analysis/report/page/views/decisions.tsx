import { counted } from "../../../../core/counted.ts";
import { decide } from "../state/decide.ts";
import { timeHere } from "../state/format.ts";
import { app, people } from "../state/model.ts";

/** What was decided and stands, newest first, each to undo. */
export function DecisionsView() {
  const decisions = [...people.value.decisions].reverse();
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Decisions</h2>
      <p class="lead">
        {decisions.length === 0
          ? "Nothing was decided yet."
          : `${counted(decisions.length, "decision")}, newest first. They are kept in decisions.jsonl and followed on every run.`}
      </p>
      <ol class="decisions">
        {decisions.map(({ id, at, text }) => (
          <li key={id}>
            <span title={text}>{text}</span>
            <time dateTime={at}>{timeHere(at)}</time>
            <button
              type="button"
              class="button"
              aria-label={`${app() ? "Undo" : "Command to undo"}: ${text}`}
              onClick={() => void decide({ verb: "undo", id })}
            >
              Undo
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
