import { useState } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import { commandToCopy, decide, question } from "../state/decide.ts";
import { Dialog } from "./dialog.tsx";

/** In the report: the command that decides what was clicked. */
export function CommandDialog() {
  const [copied, setCopied] = useState<string>();
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
          onClick={() => void copy(text).then(setCopied, () => selectText("command"))}
        >
          {copied === text ? "Copied" : "Copy"}
        </button>
      </div>
    </Dialog>
  );
}

async function copy(text: string): Promise<string> {
  await navigator.clipboard.writeText(text);
  return text;
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
