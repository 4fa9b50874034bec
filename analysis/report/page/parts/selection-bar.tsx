import { useState } from "preact/hooks";
import { counted } from "../../../../core/counted.ts";
import type { ReportPerson } from "../../payload.ts";
import { decide } from "../state/decide.ts";
import { exportFaces } from "../state/export.ts";
import { data, displayName, personOf } from "../state/model.ts";
import { clearSelection, selection } from "../state/selection.ts";
import { PersonChooser } from "./person-chooser.tsx";

/** What can be done with the faces that were picked. */
export function SelectionBar() {
  const [isMoving, setMoving] = useState(false);
  const places = [...selection.value];
  if (places.length === 0) return null;
  const faces = places.flatMap((place) => data.value.faces[place]?.id ?? []);
  const person = onlyPerson(places);
  return (
    <section class="selection" aria-label="Selected faces">
      <strong>{counted(places.length, "face")}</strong>
      <button type="button" class="quiet" onClick={clearSelection}>
        Clear
      </button>
      <button type="button" class="button" onClick={() => setMoving(true)}>
        Move to…
      </button>
      <button type="button" class="button" onClick={() => void decide({ verb: "split", faces })}>
        Split off
      </button>
      {person && person.faces.length > places.length ? (
        <button
          type="button"
          class="button named"
          onClick={() => void decide({ verb: "notThisPerson", faces, person: person.id })}
        >
          {`Not ${displayName(person)}`}
        </button>
      ) : null}
      <button type="button" class="button" onClick={() => void decide({ verb: "ignore", faces })}>
        Ignore
      </button>
      <button type="button" class="button" onClick={() => exportFaces(places)}>
        Export CSV
      </button>
      {isMoving ? (
        <PersonChooser
          title={`Move ${counted(places.length, "face")} to`}
          {...(person ? { without: person.id } : {})}
          onClose={() => setMoving(false)}
          onChoose={({ id }) => {
            setMoving(false);
            void decide({ verb: "move", faces, person: id });
          }}
        />
      ) : null}
    </section>
  );
}

/** The person that all of them are, if there is one. */
function onlyPerson(places: number[]): ReportPerson | undefined {
  const [first, ...others] = new Set(places.map(personOf));
  return others.length === 0 ? first : undefined;
}
