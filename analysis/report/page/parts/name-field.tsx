import { useEffect, useId, useState } from "preact/hooks";
import type { ReportPerson } from "../../payload.ts";
import { decide } from "../state/decide.ts";
import { names } from "../state/model.ts";

/** Gives a person a name, or, where the field is emptied, takes it away; names that are known complete. */
export function NameField({ person }: { person: ReportPerson }) {
  const [text, setText] = useState(person.name ?? "");
  // Also when the name changes elsewhere, as by an undo.
  useEffect(() => setText(person.name ?? ""), [person.name]);
  const list = useId();
  const name = text.trim();
  const isSame = name === (person.name ?? "");
  return (
    <form
      class="name-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) void decide({ verb: "name", person: person.id, name });
      }}
    >
      <label>
        <span class="label">Name</span>
        <input
          type="text"
          value={text}
          list={list}
          placeholder="Who is this?"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <datalist id={list}>
        {names.value.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <button type="submit" class="button" disabled={isSame}>
        {person.name === undefined ? "Name" : name === "" ? "Remove name" : "Rename"}
      </button>
    </form>
  );
}
