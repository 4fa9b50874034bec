import { useState } from "preact/hooks";
import { counted } from "../../../../core/counted.ts";
import type { ReportPerson } from "../../payload.ts";
import { FaceGrid } from "../parts/face-grid.tsx";
import { NameField } from "../parts/name-field.tsx";
import { Pager, pageOf } from "../parts/pager.tsx";
import { PersonChooser } from "../parts/person-chooser.tsx";
import { Picture } from "../parts/picture.tsx";
import { Years } from "../parts/years.tsx";
import { decide } from "../state/decide.ts";
import { ORDERS, type Order, orderFaces } from "../state/filters.ts";
import { timeTaken } from "../state/format.ts";
import { listedFaces } from "../state/listed-faces.ts";
import { app, DOUBTFUL, displayName, people, personById } from "../state/model.ts";
import { formatRoute, go, route, withParams } from "../state/route.ts";
import { select } from "../state/selection.ts";
import { shownFaces } from "../state/shown-faces.ts";

const FACES_PER_PAGE = 120;
const ORDERS_HERE: Order[] = ["doubtful", "photo", "newest", "oldest", "youngest", "eldest"];

/** One person: all faces, the doubtful ones first, and what can be decided about them. */
export function PersonView() {
  const id = route.value.id ?? "";
  const person = personById.value.get(id);
  return (
    <section aria-labelledby="view-title">
      <p class="trail">
        <a href="#/people">People</a> ›
      </p>
      {person ? <Person key={person.id} person={person} /> : <Nobody id={id} />}
    </section>
  );
}

function Nobody({ id }: { id: string }) {
  return (
    <>
      <h2 id="view-title">{`There is no ${id}`}</h2>
      <p class="lead">Perhaps it was merged with somebody else, or all of its faces went to others.</p>
      <p>
        <a class="button" href="#/people">
          All people
        </a>
      </p>
    </>
  );
}

function Person({ person }: { person: ReportPerson }) {
  const [isMerging, setMerging] = useState(false);
  const members = new Set(person.faces);
  const own = orderFaces(
    listedFaces.value.filter(({ place }) => members.has(place)),
    route.value.params.order,
    "doubtful",
  );
  const order = own.map(({ place }) => place);
  shownFaces.value = order;
  const doubtful = own.filter(({ confidence }) => confidence != null && confidence < DOUBTFUL);
  const { items, page, pages } = pageOf(order, FACES_PER_PAGE);
  const dates = own.flatMap(({ taken }) => taken ?? []).sort();
  const photos = new Set(own.map(({ face }) => face.photo)).size;
  return (
    <>
      <div class="person-head">
        <Picture place={best(own)} />
        <div>
          <h2 id="view-title" title={displayName(person)}>
            {displayName(person)}
          </h2>
          <p class="lead">
            {`${person.name === undefined ? "" : `${person.id} · `}${counted(person.faces.length, "face")} on ${counted(photos, "photo")}`}
            {dates.length > 0 ? ` · ${span(dates[0]!, dates.at(-1)!)}` : ""}
            {person.born === undefined ? "" : ` · born ${person.born}`}
            {doubtful.length > 0 ? <span class="doubt">{` · ${doubtful.length} doubtful`}</span> : ""}
          </p>
          <NameField person={person} />
          <div class="row">
            <button type="button" class="button" onClick={() => setMerging(true)}>
              Merge with…
            </button>
            {doubtful.length > 0 ? (
              <button type="button" class="button" onClick={() => select(doubtful.map(({ place }) => place))}>
                {`Select the ${counted(doubtful.length, "doubtful face")}`}
              </button>
            ) : null}
            <a class="button" href={formatRoute({ view: "faces", params: { person: person.id } })}>
              Filter
            </a>
          </div>
        </div>
      </div>
      <Similar person={person} />
      <Years subjects={own} params={{ person: person.id }} title="Through the years" hasFaces />
      <div class="count-row">
        <p class="count">
          {app()
            ? "Select faces to split off, move or ignore them."
            : "Select faces to see the command that moves them."}
        </p>
        <label class="inline">
          Order{" "}
          <select
            value={route.value.params.order ?? "doubtful"}
            onChange={(event) => go(withParams({ order: event.currentTarget.value, page: "" }))}
          >
            {ORDERS_HERE.filter((one) => dates.length > 0 || !["newest", "oldest"].includes(one)).map(
              (one) => (
                <option key={one} value={one}>
                  {ORDERS[one].label}
                </option>
              ),
            )}
          </select>
        </label>
      </div>
      <FaceGrid places={items} order={order} saysWho={false} />
      <Pager page={page} pages={pages} of="faces" />
      {isMerging ? (
        <PersonChooser
          title={`${displayName(person)} is the same person as`}
          without={person.id}
          onClose={() => setMerging(false)}
          onChoose={(other) => {
            setMerging(false);
            void merge(person, other);
          }}
        />
      ) : null}
    </>
  );
}

/** The larger person takes the other in; the page then shows the one that remains. */
async function merge(one: ReportPerson, other: ReportPerson): Promise<void> {
  const isKept =
    one.name !== undefined || (other.name === undefined && one.faces.length >= other.faces.length);
  const [from, into] = isKept ? [other, one] : [one, other];
  const done = await decide({ verb: "merge", person: from.id, into: into.id });
  if (!done || personById.value.has(one.id)) return;
  const left = people.value.people.find(({ faces }) => faces.includes(one.faces[0]!));
  if (left) go(formatRoute({ view: "person", id: left.id, params: {} }), { replaces: true });
}

/** People who may be the same one. */
function Similar({ person }: { person: ReportPerson }) {
  const found = people.value.review.filter(
    ({ kind, a, b }) => kind === "merge" && (a === person.id || b === person.id),
  );
  if (found.length === 0) return null;
  return (
    <div class="similar">
      <h3>Perhaps the same person</h3>
      <ul class="row">
        {found.slice(0, 6).map(({ a, b, mean }) => {
          const other = personById.value.get(a === person.id ? b! : a);
          if (!other) return null;
          return (
            <li key={other.id}>
              <a class="mini" href={formatRoute({ view: "person", id: other.id, params: {} })}>
                <Picture place={other.faces[0]} />
                <span>
                  <strong>{displayName(other)}</strong>
                  {`${counted(other.faces.length, "face")}, ${Math.round(mean)} % on average`}
                </span>
              </a>
              <button
                type="button"
                class="button"
                aria-label={`Merge with ${displayName(other)}`}
                onClick={() => void merge(person, other)}
              >
                Merge
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The face that fits the others best stands for the person. */
const best = (own: { place: number; confidence?: number | null }[]) =>
  own.reduce((one, other) => ((other.confidence ?? 0) > (one.confidence ?? 0) ? other : one), own[0]!)?.place;

function span(first: string, last: string): string {
  const [from, to] = [first, last].map((taken) => timeTaken(taken).split(",")[0]);
  return from === to ? from! : `${from} to ${to}`;
}
