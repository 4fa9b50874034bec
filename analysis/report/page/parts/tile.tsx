import { percent } from "../../../../core/counted.ts";
import { confidences, DOUBTFUL, data, displayName, fileNames, personOf } from "../state/model.ts";
import { go, withParams } from "../state/route.ts";
import { selection, toggle } from "../state/selection.ts";
import { PhotoName } from "./photo-name.tsx";
import { Picture } from "./picture.tsx";

interface Props {
  place: number;
  /** Percent, when the face is somebody's match. */
  similarity?: number;
  /** Where the meter of the similarity starts. */
  from?: number;
  /** The list that it is one of, for Shift; a face without one cannot be picked. */
  order?: readonly number[];
  /** Whether to say who it is. */
  saysWho?: boolean;
}

/** A face to choose: opens what is known of it. */
export function Tile({ place, similarity, from = 0, order, saysWho = true }: Props) {
  const face = data.value.faces[place];
  if (!face) return null;
  const person = personOf(place);
  const confidence = confidences.value.get(place) ?? undefined;
  const isDoubtful = confidence !== undefined && confidence < DOUBTFUL;
  const isPicked = selection.value.has(place);
  const file = fileNames.value.get(face.photo) ?? face.photo;
  const who = saysWho && person ? displayName(person) : undefined;
  return (
    <div class={`tile${isPicked ? " picked" : ""}`}>
      <button
        type="button"
        class="face"
        data-place={place}
        onClick={(event) => {
          if (order && (event.shiftKey || event.ctrlKey || event.metaKey)) pick(event, place, order);
          else go(withParams({ face: face.id }));
        }}
      >
        <Picture place={place} />
        {similarity === undefined ? null : (
          <span class="meter">
            <span style={{ width: `${(100 * (similarity - from)) / (100 - from)}%` }} />
          </span>
        )}
        {similarity === undefined ? null : <span class="name">{percent(similarity)}</span>}
        {who === undefined ? null : (
          <span class={similarity === undefined ? "name" : "more"} title={who}>
            {who}
          </span>
        )}
        <PhotoName photo={face.photo} isTitle={who === undefined && similarity === undefined} />
        {isDoubtful && similarity === undefined ? (
          <span class="doubt" title={`On average ${percent(confidence)} alike to the others of this person`}>
            {`doubtful, ${Math.round(confidence)} %`}
          </span>
        ) : null}
      </button>
      {order ? (
        <button
          type="button"
          class="pick"
          aria-pressed={isPicked}
          aria-label={`Select ${file}`}
          onClick={(event) => pick(event, place, order)}
        />
      ) : null}
    </div>
  );
}

function pick(event: MouseEvent, place: number, order: readonly number[]): void {
  event.preventDefault();
  toggle(place, event.shiftKey ? order : undefined);
}
