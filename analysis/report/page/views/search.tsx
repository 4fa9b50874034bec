import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import { counted, percent } from "../../../../core/counted.ts";
import type { ReportPerson } from "../../payload.ts";
import { Picture } from "../parts/picture.tsx";
import { Tile } from "../parts/tile.tsx";
import { app, data, displayName, personOf } from "../state/model.ts";
import { formatRoute, go } from "../state/route.ts";
import type { FoundByPhoto } from "../state/source.ts";

interface Search {
  name: string;
  /** Address of the picture in this page's memory. */
  picture: string;
  found?: FoundByPhoto;
}

/** The last photo that was dropped. */
const search = signal<Search | undefined>(undefined);

/** Searches with a photo from anywhere in the page; it is not stored. */
export async function searchWith(file: File): Promise<void> {
  const own = app();
  if (!own) return;
  if (search.value) URL.revokeObjectURL(search.value.picture);
  const started = { name: file.name, picture: URL.createObjectURL(file) };
  search.value = started;
  go(formatRoute({ view: "search", params: {} }));
  const found = await own.search(file).catch(
    (error: Error): FoundByPhoto => ({
      matches: { list: [], total: 0, known: "whole" },
      problem: error.message,
    }),
  );
  if (search.value === started) search.value = { ...started, found };
}

/** Who is on a photo that was not analysed. */
export function SearchView() {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (!app()) {
    return (
      <section aria-labelledby="view-title">
        <h2 id="view-title">Search by photo</h2>
        <p class="lead">
          A report cannot look at a new photo: <code>{commandLine("app")}</code> can, and so can{" "}
          <code>{`${commandLine("search")} photo.jpg`}</code>.
        </p>
      </section>
    );
  }
  const shown = search.value;
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Search by photo</h2>
      <p class="lead">Finds the people who look like the largest face on a photo. The photo is not stored.</p>
      <label
        class={`drop${isOver ? " over" : ""}`}
        onDragOver={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
      >
        <input
          ref={input}
          type="file"
          accept="image/*"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void searchWith(file);
          }}
        />
        <span>
          <strong>Drop a photo here</strong>, or choose one
        </span>
      </label>
      {shown ? <Result search={shown} /> : null}
    </section>
  );
}

function Result({ search: { name, picture, found } }: { search: Search }) {
  return (
    <div class="two-sides result">
      <div class="subject">
        <span class="picture whole">
          <img src={picture} alt={name} />
        </span>
        <p class="more">{name}</p>
      </div>
      <div class="found" aria-live="polite">
        {found === undefined ? <p class="count">Searching…</p> : <Found found={found} />}
      </div>
    </div>
  );
}

function Found({ found: { matches, problem } }: { found: FoundByPhoto }) {
  if (problem !== undefined) return <p class="nothing">{problem}</p>;
  const { list, total } = matches;
  const all = [];
  for (let at = 0; at < list.length; at += 2) all.push({ place: list[at]!, similarity: list[at + 1]! / 100 });
  if (all.length === 0) return <p class="nothing">Nobody here looks like the largest face on this photo.</p>;
  return (
    <>
      <h3>People</h3>
      <ul id="found-people" class="row">
        {bestPeople(all).map(({ person, similarity }) => (
          <li key={person.id}>
            <a class="mini" href={formatRoute({ view: "person", id: person.id, params: {} })}>
              <Picture place={person.faces[0]} />
              <span>
                <strong>{displayName(person)}</strong>
                {`up to ${percent(similarity)}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <h3>Faces</h3>
      <p class="count">
        {counted(total, "face")}
        {total > all.length ? `; the ${all.length} most similar are listed` : ""}
      </p>
      <ul id="found-faces" class="faces small">
        {all.map(({ place, similarity }) => (
          <li key={place}>
            <Tile place={place} similarity={similarity} from={data.value.summary.lowest} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Each person with the similarity of the face that is most like the photo. */
function bestPeople(all: { place: number; similarity: number }[]) {
  const best = new Map<ReportPerson, number>();
  for (const { place, similarity } of all) {
    const person = personOf(place);
    if (person && !best.has(person)) best.set(person, similarity);
  }
  return [...best].slice(0, 6).map(([person, similarity]) => ({ person, similarity }));
}
