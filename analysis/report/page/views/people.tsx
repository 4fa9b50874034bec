import { commandLine } from "../../../../core/command-line.ts";
import { counted } from "../../../../core/counted.ts";
import type { ReportPerson } from "../../payload.ts";
import { Pager, pageOf } from "../parts/pager.tsx";
import { Picture } from "../parts/picture.tsx";
import { DOUBTFUL, data, displayName, groups, people } from "../state/model.ts";
import { formatRoute, go, route, withParams } from "../state/route.ts";

const PEOPLE_PER_PAGE = 60;

const KINDS = {
  named: "named",
  unnamed: "without a name",
  doubtful: "doubtful",
  alone: "seen once",
} as const;
type Kind = keyof typeof KINDS;

const isDoubtful = ({ confidence }: ReportPerson) => confidence.some((one) => one !== null && one < DOUBTFUL);
const IS: Record<Kind, (person: ReportPerson) => boolean> = {
  named: ({ name }) => name !== undefined,
  unnamed: ({ name }) => name === undefined,
  doubtful: isDoubtful,
  alone: ({ faces }) => faces.length === 1,
};

/** Everybody who was found, those with most faces first. */
export function PeopleView() {
  const { q = "", kind = "" } = route.value.params;
  const alone = people.value.people.filter(IS.alone);
  const text = q.trim().toLowerCase();
  const from = kind === "alone" ? alone : groups.value;
  const isWanted = (person: ReportPerson) => !(kind in IS) || IS[kind as Kind](person);
  const shown = from
    .filter(isWanted)
    .filter((one) => displayName(one).toLowerCase().includes(text) || one.id.toLowerCase() === text);
  const { items, page, pages } = pageOf(shown, PEOPLE_PER_PAGE);
  const lead =
    people.value.people.length === 0
      ? data.value.faces.length === 0
        ? "No face has been kept yet."
        : `Faces have not been grouped into people yet: ${commandLine("people")} does it.`
      : `${counted(people.value.people.length, "person", "people")}${alone.length > 0 ? `, ${alone.length.toLocaleString("en")} of them seen once` : ""}.`;
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">People</h2>
      <p id="people-lead" class="lead">
        {lead}
      </p>
      {people.value.people.length > 0 ? <PeopleFilters q={q} kind={kind} alone={alone.length} /> : null}
      {people.value.people.length > 0 && shown.length === 0 ? (
        <div class="nothing">
          <p>Nobody is like that.</p>
          <p>
            <a class="button" href={formatRoute({ view: "people", params: {} })}>
              Show everybody
            </a>
          </p>
        </div>
      ) : null}
      <ul class="people">
        {items.map((person) => (
          <li key={person.id}>
            <PersonCard person={person} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} of="people" />
    </section>
  );
}

function PeopleFilters({ q, kind, alone }: { q: string; kind: string; alone: number }) {
  const counts: Record<Kind, number> = {
    named: groups.value.filter(IS.named).length,
    unnamed: groups.value.filter(IS.unnamed).length,
    doubtful: groups.value.filter(IS.doubtful).length,
    alone,
  };
  const chip = (value: string, label: string, count: number) => (
    <a class="chip" href={withParams({ kind: value, page: "" })} aria-current={kind === value}>
      {`${label} · ${count.toLocaleString("en")}`}
    </a>
  );
  return (
    <search class="filters">
      <label class="grow">
        Name
        <input
          type="search"
          id="search"
          autocomplete="off"
          spellcheck={false}
          value={q}
          onInput={(event) => go(withParams({ q: event.currentTarget.value, page: "" }), { replaces: true })}
        />
      </label>
      <div class="chips">
        {chip("", "grouped or named", groups.value.length)}
        {(Object.keys(KINDS) as Kind[]).map((one) =>
          counts[one] > 0 ? chip(one, KINDS[one], counts[one]) : null,
        )}
      </div>
    </search>
  );
}

function PersonCard({ person }: { person: ReportPerson }) {
  const { id, name, faces } = person;
  const shown = faces.slice(0, 4);
  return (
    <a class="person" href={formatRoute({ view: "person", id, params: {} })}>
      <span class={`mosaic of-${shown.length}`}>
        {shown.map((place) => (
          <Picture key={place} place={place} />
        ))}
      </span>
      <span class={`name${name === undefined ? " unnamed" : ""}`} title={displayName(person)}>
        {displayName(person)}
      </span>
      <span class="more">{counted(faces.length, "face")}</span>
      {isDoubtful(person) ? <span class="doubt">some doubtful</span> : null}
    </a>
  );
}
