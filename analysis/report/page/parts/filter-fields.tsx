import { useEffect, useState } from "preact/hooks";
import { OLDEST_AGE } from "../../../../core/requirements.ts";
import { type Filter, span } from "../state/filters.ts";
import { go, route, withParams } from "../state/route.ts";

/** Typing waits this long, so that ten thousand faces are not filtered at every letter. */
const PAUSE = 120;

const set = (changes: Record<string, string>, replaces = false) =>
  go(withParams({ ...changes, page: "" }), { replaces });

/** Names of photos and people. */
export function TextFilter() {
  const wanted = route.value.params.q ?? "";
  const [text, setText] = useState(wanted);
  useEffect(() => setText(wanted), [wanted]);
  useEffect(() => {
    if (text === wanted) return;
    const timer = setTimeout(() => set({ q: text }, true), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="grow">
      Photo or person
      <input
        type="search"
        id="search"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps {
  name: Filter | "order";
  label: string;
  options: [value: string, label: string][];
  /** What stands for no choice; empty where the first option does. */
  any?: string;
}

/** One of several values. */
export function Choice({ name, label, options, any = "any" }: ChoiceProps) {
  return (
    <label>
      {label}
      <select
        name={name}
        value={route.value.params[name] ?? ""}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      >
        {any === "" ? null : <option value="">{any}</option>}
        {options.map(([value, text], i) => (
          <option key={value} value={any === "" && i === 0 ? "" : value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** From one value to another. */
export function Span({
  name,
  label,
  type,
}: {
  name: "age" | "date";
  label: string;
  type: "number" | "date";
}) {
  const [from, to] = span(route.value.params[name] ?? "");
  const change = (ends: [string, string]) => set({ [name]: ends.join("") === "" ? "" : ends.join("~") });
  const limits = type === "number" ? { min: 0, max: OLDEST_AGE } : {};
  return (
    <fieldset class="span">
      <legend>{label}</legend>
      <input
        type={type}
        {...limits}
        aria-label={`${label} from`}
        placeholder="from"
        value={from}
        onChange={(event) => change([event.currentTarget.value, to])}
      />
      <input
        type={type}
        {...limits}
        aria-label={`${label} to`}
        placeholder="to"
        value={to}
        onChange={(event) => change([from, event.currentTarget.value])}
      />
    </fieldset>
  );
}
