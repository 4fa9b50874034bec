import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import { counted, percent } from "../../../../core/counted.ts";
import type { FaceMatches } from "../../payload.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Facts } from "../parts/facts.tsx";
import { Picture } from "../parts/picture.tsx";
import { Tile } from "../parts/tile.tsx";
import { decide } from "../state/decide.ts";
import { timeTaken } from "../state/format.ts";
import { confidences, data, displayName, personOf, photoOf, placeOf, source } from "../state/model.ts";
import { formatRoute, go, route, withParams } from "../state/route.ts";

/** One face: who it is, what was measured, and the faces that are like it. */
export function FaceDialog() {
  const id = route.value.params.face;
  const place = id === undefined ? undefined : placeOf.value.get(id);
  if (place === undefined) return null;
  const person = personOf(place);
  return (
    <Dialog
      title={`Who looks like ${person ? displayName(person) : "this face"}?`}
      isWide
      focusAfter={`main .face[data-place="${place}"]`}
      onClose={() => go(withParams({ face: "" }))}
    >
      <div class="two-sides" id="matches">
        <Subject place={place} />
        <Matches key={place} place={place} />
      </div>
    </Dialog>
  );
}

function Subject({ place }: { place: number }) {
  const face = data.value.faces[place]!;
  const person = personOf(place);
  const confidence = confidences.value.get(place) ?? undefined;
  const taken = photoOf.value.get(face.photo)?.taken;
  return (
    <div class="subject">
      <Picture place={place} text={`Face in ${face.photo}`} />
      <div>
        <dl class="facts" id="matches-facts">
          {person ? (
            <>
              <dt>Person</dt>
              <dd>
                <a class="named" href={formatRoute({ view: "person", id: person.id, params: {} })}>
                  {displayName(person)}
                </a>
                {confidence === undefined ? "" : `, ${percent(confidence)} sure on average`}
              </dd>
            </>
          ) : null}
          <dt>Photo</dt>
          <dd>
            <a href={withParams({ face: "", photo: face.photo })}>{face.photo}</a>
          </dd>
          {taken === undefined ? null : (
            <>
              <dt>Taken</dt>
              <dd>{timeTaken(taken)}</dd>
            </>
          )}
        </dl>
        <Facts of={face} id={face.id} />
        <div class="row">
          {person && person.faces.length > 1 ? (
            <button
              type="button"
              class="button named"
              onClick={() => void decide({ verb: "notThisPerson", faces: [face.id], person: person.id })}
            >
              {`Not ${displayName(person)}`}
            </button>
          ) : null}
          {person ? (
            <button
              type="button"
              class="button"
              onClick={() => void decide({ verb: "ignore", faces: [face.id] })}
            >
              Ignore
            </button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** The slider keeps its place from face to face. */
let threshold: number | undefined;

function Matches({ place }: { place: number }) {
  const { lowest } = data.value.summary;
  const [matches, setMatches] = useState<FaceMatches>();
  const [problem, setProblem] = useState("");
  const least = useSignal(threshold ?? lowest);
  useEffect(() => {
    source()
      .matches(place)
      .then(setMatches, (error: Error) => setProblem(error.message));
  }, [place]);
  if (problem !== "") return <p class="nothing">{problem}</p>;
  if (!matches) return <p class="count">Looking…</p>;
  const { list } = matches;
  const shown: { place: number; similarity: number }[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const similarity = list[at + 1]! / 100;
    if (similarity >= least.value) shown.push({ place: list[at]!, similarity });
  }
  return (
    <div class="found">
      <div class="slider">
        <label for="threshold">Similarity at least</label>
        <output id="threshold-value" for="threshold">
          {percent(least.value)}
        </output>
        <input
          type="range"
          id="threshold"
          min={lowest}
          max={100}
          step={0.1}
          value={least.value}
          aria-valuetext={`${least.value.toFixed(1)} percent`}
          onInput={(event) => {
            least.value = Number(event.currentTarget.value);
            threshold = least.value;
          }}
        />
      </div>
      <p id="matches-count" class="count" role="status">
        {countText(matches, shown.length)}
      </p>
      {caveat(matches) ? <p class="caveat">{caveat(matches)}</p> : null}
      <ul id="matches-list" class="faces small">
        {shown.map((one) => (
          <li key={one.place}>
            <Tile place={one.place} similarity={one.similarity} from={lowest} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function countText({ list, total, known }: FaceMatches, shown: number): string {
  const listed = list.length / 2;
  if (listed === 0)
    return known === "unknown" ? "This face has not been searched yet." : "No other face is similar enough.";
  const all =
    shown === listed ? counted(total, "face") : `${shown.toLocaleString("en")} of ${counted(total, "face")}`;
  return total > listed
    ? `${all}; the ${listed} most similar are listed, ${(total - listed).toLocaleString("en")} more are not`
    : all;
}

/** What the list may lack. */
function caveat({ known, list }: FaceMatches): string {
  switch (known) {
    case "unknown":
      return `${commandLine("search")} --all finds who looks like it.`;
    case "partial":
      return `This face itself has not been searched: these are the faces whose own searches found it. There may be more; ${commandLine("search")} --all finds them.`;
    case "cut":
      return `Its search ended at the most matches that were asked for: there are probably more than ${list.length / 2}.`;
    case "whole":
      return "";
  }
}
