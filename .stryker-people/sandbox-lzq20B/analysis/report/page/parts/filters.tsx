// @ts-nocheck
import { computed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { OLDEST_AGE } from "../../../../core/requirements.ts";
import { activeFilters, type Filter, ORDERS, span } from "../state/filters.ts";
import { called, data, groups, personById } from "../state/model.ts";
import { folderOf } from "../state/photo-names.ts";
import { go, route, withParams } from "../state/route.ts";

/** Typing waits this long, so that ten thousand faces are not filtered at every letter. */
const PAUSE = 120;
const MOST_FOLDERS = 200;

const distinct = (values: (string | undefined)[]) =>
  [...new Set(values.filter((value) => value !== undefined && value !== ""))].sort() as string[];
const emotions = computed(() => distinct(data.value.faces.map(({ emotion }) => emotion)));
const genders = computed(() => distinct(data.value.faces.map(({ gender }) => gender)));
const folders = computed(() =>
  distinct(data.value.photos.map(({ photo }) => folderOf(photo))).slice(0, MOST_FOLDERS),
);
const hasDates = computed(() => data.value.photos.some(({ taken }) => taken !== undefined));
const hasSunglasses = computed(() => data.value.faces.some(({ sunglasses }) => sunglasses !== undefined));
const orders = computed(() =>
  Object.entries(ORDERS).filter(([name]) => hasDates.value || !["newest", "oldest"].includes(name)),
);

const set = (changes: Record<string, string>, replaces = false) =>
  go(withParams({ ...changes, page: "" }), { replaces });

export function Filters() {
  const { params } = route.value;
  const more = activeFilters(params).filter((filter) => filter !== "q").length;
  return (
    <search>
      <form class="filters" aria-label="Filter faces" onSubmit={(event) => event.preventDefault()}>
        <TextFilter />
        <Choice
          name="order"
          label="Order"
          any=""
          options={orders.value.map(([v, { label }]) => [v, label])}
        />
        <details class="more" open={more > 0}>
          <summary>{more > 0 ? `Filters · ${more}` : "Filters"}</summary>
          <MoreFilters />
        </details>
      </form>
    </search>
  );
}

function TextFilter() {
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

function MoreFilters() {
  const people = groups.value.map((person): [string, string] => [
    person.id,
    person.name === undefined ? person.id : `${person.name} (${person.id})`,
  ]);
  return (
    <div class="filter-grid">
      <Choice name="person" label="Person" options={[...people, ["none", "nobody"]]} />
      <Choice name="emotion" label="Emotion" options={emotions.value.map((one) => [one, one])} />
      <Choice name="smile" label="Smile" options={YES_NO} />
      <Choice
        name="glasses"
        label="Glasses"
        options={[
          ["eye", "eyeglasses"],
          ...(hasSunglasses.value ? ([["sun", "sunglasses"]] as [string, string][]) : []),
          ["none", "none"],
        ]}
      />
      <Choice name="gender" label="Looks" options={genders.value.map((one) => [one, one])} />
      <Choice
        name="quality"
        label="Quality"
        options={[
          ["good", "sharp and bright"],
          ["blurred", "rather blurred"],
          ["dark", "rather dark"],
        ]}
      />
      <Span name="age" label="Age" type="number" />
      {hasDates.value ? <Span name="date" label="Taken" type="date" /> : null}
      {folders.value.length > 0 ? (
        <Choice name="folder" label="Folder" options={folders.value.map((one) => [one, one])} />
      ) : null}
    </div>
  );
}

const YES_NO: [string, string][] = [
  ["yes", "yes"],
  ["no", "no"],
];

interface ChoiceProps {
  name: Filter | "order";
  label: string;
  options: [value: string, label: string][];
  /** What stands for no choice; empty where the first option does. */
  any?: string;
}

function Choice({ name, label, options, any = "any" }: ChoiceProps) {
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

function Span({ name, label, type }: { name: "age" | "date"; label: string; type: "number" | "date" }) {
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

/** The filters that are set, each to take off. */
export function ActiveFilters() {
  const { params } = route.value;
  const active = activeFilters(params);
  if (active.length === 0) return null;
  return (
    <ul class="active" aria-label="Filters that are set">
      {active.map((filter) => (
        <li key={filter}>
          <a class="chip" href={withParams({ [filter]: "", page: "" })}>
            {inWords(filter, params[filter]!)} <span aria-hidden="true">✕</span>
            <span class="unseen">, take off</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const WORDS: Partial<Record<Filter, (value: string) => string>> = {
  q: (value) => `“${value}”`,
  person: (value) => {
    const person = personById.value.get(value);
    return person ? called(person) : value === "none" ? "nobody" : value;
  },
  smile: (value) => (value === "yes" ? "smile" : "no smile"),
  glasses: (value) => ({ eye: "eyeglasses", sun: "sunglasses" })[value] ?? "no glasses",
  quality: (value) => ({ good: "sharp and bright", blurred: "rather blurred" })[value] ?? "rather dark",
  age: (value) => `age ${spanInWords(value)}`,
  date: (value) => `taken ${spanInWords(value)}`,
  folder: (value) => `in ${value}`,
};

const inWords = (filter: Filter, value: string) => WORDS[filter]?.(value) ?? value;

function spanInWords(value: string): string {
  const [from, to] = span(value);
  return from === "" ? `to ${to}` : to === "" ? `from ${from}` : `${from} to ${to}`;
}
