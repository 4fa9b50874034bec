import { useEffect } from "preact/hooks";
import { notice, undo } from "../state/decide.ts";
import { keepFocus } from "../state/keep-focus.ts";

const SECONDS = 8;

/** What was just decided, with a way back. An open window has its own: what is behind it can be neither seen nor used. */
export function Notice() {
  const shown = notice.value;
  useEffect(() => {
    if (!shown || shown.isError) return;
    const timer = setInterval(() => isUsed() || close(), SECONDS * 1000);
    return () => clearInterval(timer);
  }, [shown]);
  return (
    <div class="notices" role="status">
      {shown ? (
        <p class={`notice${shown.isError ? " error" : ""}`}>
          <span title={shown.text}>{shown.text}</span>
          {shown.canUndo ? (
            <button type="button" onClick={() => void undo()}>
              Undo
            </button>
          ) : null}
          <button type="button" aria-label="Close this message" onClick={close}>
            ✕
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** Whether somebody is about to press one of its buttons. */
const isUsed = () => document.querySelector(".notice:is(:hover, :focus-within)") !== null;

function close(): void {
  const giveBack = keepFocus();
  notice.value = undefined;
  giveBack();
}
