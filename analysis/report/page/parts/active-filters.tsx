import { activeFilters, type Filter, span } from "../state/filters.ts";
import { displayName, personById } from "../state/model.ts";
import { route, withParams } from "../state/route.ts";

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
            <span class="named">{inWords(filter, params[filter]!)}</span> <span aria-hidden="true">✕</span>
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
    return person ? displayName(person) : value === "none" ? "nobody" : value;
  },
  smile: (value) => (value === "yes" ? "smile" : "no smile"),
  glasses: (value) => ({ eye: "eyeglasses", sun: "sunglasses" })[value] ?? "no glasses",
  quality: (value) => ({ good: "sharp and bright", blurred: "rather blurred" })[value] ?? "rather dark",
  age: (value) => `age ${spanInWords(value)}`,
  date: (value) => `taken ${spanInWords(value)}`,
  folder: (value) => `in ${value}`,
};

export const inWords = (filter: Filter, value: string) => WORDS[filter]?.(value) ?? value;

function spanInWords(value: string): string {
  const [from, to] = span(value);
  return from === "" ? `to ${to}` : to === "" ? `from ${from}` : `${from} to ${to}`;
}
