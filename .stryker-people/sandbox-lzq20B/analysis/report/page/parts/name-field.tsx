// @ts-nocheck
import { useId, useState } from "preact/hooks";
import type { ReportPerson } from "../../payload.ts";
import { decide } from "../state/decide.ts";
import { names } from "../state/model.ts";

/** Gives a person a name; names that are known complete. */
export function NameField({ person }: { person: ReportPerson }) {
  const [text, setText] = useState(person.name ?? "");
  const list = useId();
  const name = text.trim();
  return (
    <form
      class="name-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== "" && name !== person.name) void decide({ verb: "name", person: person.id, name });
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
      <button type="submit" class="button" disabled={name === "" || name === person.name}>
        {person.name === undefined ? "Name" : "Rename"}
      </button>
    </form>
  );
}
