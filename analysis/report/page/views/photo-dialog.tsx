import { useState } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import { counted } from "../../../../core/counted.ts";
import type { ExcludedFace, PageBox, ReportFace, ReportPhoto } from "../../payload.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Facts } from "../parts/facts.tsx";
import { Picture } from "../parts/picture.tsx";
import { timeTaken } from "../state/format.ts";
import { app, data, displayName, personOf, photoOf, source } from "../state/model.ts";
import { go, route, withParams } from "../state/route.ts";

interface Found {
  key: string;
  label: string;
  box?: PageBox;
  face: ReportFace | ExcludedFace;
  /** Of a kept face. */
  place?: number;
}

/** A whole photo with the boxes of all faces on it, kept or not. */
export function PhotoDialog() {
  const name = route.value.params.photo;
  const photo = name === undefined ? undefined : photoOf.value.get(name);
  if (!photo) return null;
  return (
    <Dialog title={photo.photo} isWide onClose={() => go(withParams({ photo: "" }))}>
      <Photo key={photo.photo} photo={photo} found={facesOn(photo)} />
    </Dialog>
  );
}

function Photo({ photo, found }: { photo: ReportPhoto; found: Found[] }) {
  const [chosen, choose] = useState(found[0]?.key);
  const { width, height, taken, why, message } = photo;
  const face = found.find(({ key }) => key === chosen);
  return (
    <div class="photo-sides">
      <Canvas photo={photo} found={found} chosen={chosen} choose={choose} />
      <div class="photo-facts">
        {why === undefined ? null : (
          <p class="why">
            {`Not kept: ${why}`}
            {message === undefined ? "" : ` (${message})`}
          </p>
        )}
        <p class="count">
          {[
            counted(found.length, "face"),
            width === undefined ? undefined : `${width} × ${height} pixels`,
            taken === undefined ? "no date" : timeTaken(taken),
          ]
            .filter((text) => text !== undefined)
            .join(" · ")}
        </p>
        <ul class="chips" aria-label="Faces on the photo">
          {found.map(({ key, label }) => (
            <li key={key}>
              <button
                type="button"
                class="chip named"
                aria-pressed={key === chosen}
                onClick={() => choose(key)}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
        {face ? (
          <>
            {"why" in face.face ? <p class="why">{`Not kept: ${face.face.why}`}</p> : null}
            <Facts of={face.face} />
            {"id" in face.face ? (
              <p>
                <a class="button" href={withParams({ photo: "", face: face.face.id })}>
                  Who looks like it?
                </a>
              </p>
            ) : null}
          </>
        ) : null}
      </div>
    </div>
  );
}

interface CanvasProps {
  photo: ReportPhoto;
  found: Found[];
  chosen: string | undefined;
  choose(key: string): void;
}

/** The photo; in a report, which does not hold it, its faces where they are on it. */
function Canvas({ photo, found, chosen, choose }: CanvasProps) {
  const [isMissing, setMissing] = useState(false);
  const own = app();
  const small = photo.picture === undefined ? undefined : source().picture(photo.picture);
  const address = own && !isMissing ? own.photo(photo.photo) : small;
  const { width = 4, height = 3 } = photo;
  return (
    <div class={`canvas${address ? "" : " bare"}`}>
      <div class="frame" style={address ? {} : { aspectRatio: `${width} / ${height}` }}>
        {address ? <img src={address} alt={photo.photo} onError={() => setMissing(true)} /> : null}
        {found.map(({ key, label, box, place, face }) =>
          box ? (
            <button
              key={key}
              type="button"
              class={`box${"why" in face ? " excluded" : ""}`}
              aria-pressed={key === chosen}
              aria-label={`Face: ${label}`}
              style={{
                left: `${box[0] / 10}%`,
                top: `${box[1] / 10}%`,
                width: `${box[2] / 10}%`,
                height: `${box[3] / 10}%`,
              }}
              onClick={() => choose(key)}
            >
              {address || place === undefined ? null : <Picture place={place} />}
            </button>
          ) : null,
        )}
      </div>
      {address ? null : (
        <p class="count">
          {own
            ? "The photo itself cannot be had: it is neither in the data folder nor in the bucket."
            : `This report holds the faces, not the photos: ${commandLine("app")} shows them whole.`}
        </p>
      )}
    </div>
  );
}

function facesOn({ photo, others = [] }: ReportPhoto): Found[] {
  const kept = data.value.faces.flatMap((face, place): Found[] => {
    if (face.photo !== photo) return [];
    const person = personOf(place);
    return [
      {
        key: face.id,
        label: person ? displayName(person) : "nobody yet",
        place,
        face,
        ...(face.box && { box: face.box }),
      },
    ];
  });
  const excluded = others.map(
    (face, i): Found => ({ key: `#${i}`, label: face.why, face, ...(face.box && { box: face.box }) }),
  );
  return [...kept, ...excluded];
}
