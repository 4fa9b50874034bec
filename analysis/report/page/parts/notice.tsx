import { useEffect } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import { commandToCopy, decide, notice, question, undo } from "../state/decide.ts";
import { Dialog } from "./dialog.tsx";

const SECONDS = 8;

/** What was just decided, with a way back. */
export function Notice() {
  const shown = notice.value;
  useEffect(() => {
    if (!shown || shown.isError) return;
    const timer = setTimeout(() => {
      notice.value = undefined;
    }, SECONDS * 1000);
    return () => clearTimeout(timer);
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
          <button
            type="button"
            aria-label="Close this message"
            onClick={() => {
              notice.value = undefined;
            }}
          >
            ✕
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** In the report: the command that decides what was clicked. */
export function CommandDialog() {
  const text = commandToCopy.value;
  if (text === undefined) return null;
  const close = () => {
    commandToCopy.value = undefined;
  };
  return (
    <Dialog title="Decide in a terminal" onClose={close}>
      <p>
        This page is a file and cannot change anything. Run this in the project's folder, or start{" "}
        <code>{commandLine("app")}</code> and decide with a click.
      </p>
      <pre id="command">{text}</pre>
      <div class="row">
        <button
          type="button"
          class="button primary"
          onClick={() => void navigator.clipboard?.writeText(text).catch(() => selectText("command"))}
        >
          Copy
        </button>
      </div>
    </Dialog>
  );
}

/** Where the clipboard is closed to the page, the text is selected, so that Ctrl-C takes it. */
function selectText(id: string): void {
  const element = document.getElementById(id);
  if (element) getSelection()?.selectAllChildren(element);
}

export function QuestionDialog() {
  const asked = question.value;
  if (!asked) return null;
  const close = () => {
    question.value = undefined;
  };
  return (
    <Dialog title="One question" onClose={close}>
      <p>{asked.text}</p>
      <div class="row">
        {asked.answers.map(({ label, decision }) => (
          <button
            key={label}
            type="button"
            class="button"
            onClick={() => {
              close();
              void decide(decision);
            }}
          >
            {label}
          </button>
        ))}
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
