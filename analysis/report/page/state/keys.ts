import { signal } from "@preact/signals";
import { undo } from "./decide.ts";
import { app, data, placeOf } from "./model.ts";
import { reviewKeys } from "./review.ts";
import { go, route, withParams } from "./route.ts";
import { clearSelection } from "./selection.ts";
import { shownFaces } from "./shown-faces.ts";

export const isHelpOpen = signal(false);

/** What the keys do, for `?`. */
export const KEYS: [key: string, does: string][] = [
  ["← → ↑ ↓", "go from face to face; in a face's window, to the one before or after it in the list"],
  ["Enter", "look at the face"],
  ["x", "select the face, or deselect it"],
  ["/", "search"],
  ["y n s", "in a review: yes, no, skip"],
  ["u", "undo the last decision"],
  ["Esc", "close the window, or clear the selection"],
  ["?", "this list"],
];

/** Keys of the whole page; not while somebody types. */
export function handleKeys(): void {
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || isTyping(target)) return;
    const does = actionOf(key);
    if (!does) return;
    event.preventDefault();
    does();
  });
}

function actionOf(key: string): (() => void) | undefined {
  if (document.querySelector("dialog[open]")) return inDialog(key);
  switch (key) {
    case "/":
      return focusSearch;
    case "?":
      return () => {
        isHelpOpen.value = true;
      };
    case "u":
      return undoKey();
    case "x":
      return pickFocused;
    case "Escape":
      return clearSelection;
    default:
      return route.value.view === "review" ? reviewKeys[key] : undefined;
  }
}

/** In a face's window, arrows lead through the list that it was opened from. */
function inDialog(key: string): (() => void) | undefined {
  if (key === "u") return undoKey();
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const { face } = route.value.params;
  if (step === undefined || face === undefined) return undefined;
  const at = shownFaces.value.indexOf(placeOf.value.get(face) ?? -1);
  const next = data.value.faces[shownFaces.value[at + step] ?? -1];
  return at < 0 || !next ? undefined : () => go(withParams({ face: next.id }), { replaces: true });
}

const undoKey = () => app() && (() => void undo());

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("#search");
  if (!field) go("#/faces");
  setTimeout(() => document.querySelector<HTMLInputElement>("#search")?.focus());
}

function pickFocused(): void {
  document.activeElement?.closest(".tile")?.querySelector<HTMLButtonElement>(".pick")?.click();
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !["checkbox", "button"].includes(target.type));
