import { useState } from "preact/hooks";
import { counted } from "../../../../core/counted.ts";
import type { ReportPerson } from "../../payload.ts";
import { displayName, people } from "../state/model.ts";
import { Dialog } from "./dialog.tsx";
import { Picture } from "./picture.tsx";

const MOST = 24;

interface Props {
  title: string;
  /** Not to be chosen. */
  without?: string;
  onChoose(person: ReportPerson): void;
  onClose(): void;
}

/** Lets one choose a person by name or face. */
export function PersonChooser({ title, without, onChoose, onClose }: Props) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const found = people.value.people.filter(
    (person) =>
      person.id !== without &&
      (displayName(person).toLowerCase().includes(wanted) || person.id.toLowerCase() === wanted),
  );
  // Who has a name is looked for more often than who has not.
  const shown = [...found]
    .sort((a, b) => Number(b.name !== undefined) - Number(a.name !== undefined))
    .slice(0, MOST);
  return (
    <Dialog title={title} isWide onClose={onClose}>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (shown[0]) onChoose(shown[0]);
        }}
      >
        <label class="grow">
          Name
          <input
            type="search"
            autofocus
            autocomplete="off"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
      </form>
      <p class="count" role="status">
        {counted(found.length, "person", "people")}
        {found.length > shown.length ? `, the first ${shown.length} are shown` : ""}
      </p>
      <ul class="faces small">
        {shown.map((person) => (
          <li key={person.id}>
            <div class="tile">
              <button type="button" class="face" onClick={() => onChoose(person)}>
                <Picture place={person.faces[0]} />
                <span class="name">{displayName(person)}</span>
                <span class="more">{counted(person.faces.length, "face")}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
