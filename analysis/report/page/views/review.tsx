import { useEffect } from "preact/hooks";
import { counted } from "../../../../core/counted.ts";
import type { ReportPerson, ReviewItem } from "../../payload.ts";
import { PhotoName } from "../parts/photo-name.tsx";
import { Picture } from "../parts/picture.tsx";
import { undo } from "../state/decide.ts";
import { app, data, displayName, personById } from "../state/model.ts";
import { answered, keyOf, queue, reviewKeys, skipped } from "../state/review.ts";
import { formatRoute, go, withParams } from "../state/route.ts";

/** Borderline pairs one after the other, side by side; faces are grouped again after every answer, so the next question knows of it. */
export function ReviewView() {
  const item = queue.value[0];
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Review</h2>
      <p id="review-lead" class="lead">
        {item
          ? `${counted(queue.value.length, "open question")}${answered.value > 0 ? `, ${answered.value} answered` : ""}.`
          : ""}
      </p>
      {item ? <Question key={keyOf(item)} item={item} /> : <Done />}
    </section>
  );
}

function Done() {
  return (
    <div class="nothing">
      <p>
        {answered.value > 0
          ? `All done: ${counted(answered.value, "answer")}.`
          : skipped.value.size > 0
            ? "Only skipped questions are left."
            : "No borderline cases: nobody looks like two people, and no face looks out of place."}
      </p>
      {skipped.value.size > 0 ? (
        <p>
          <button
            type="button"
            class="button"
            onClick={() => {
              skipped.value = new Set();
            }}
          >
            {`Ask the ${counted(skipped.value.size, "skipped question")} again`}
          </button>
        </p>
      ) : null}
    </div>
  );
}

function Question({ item }: { item: ReviewItem }) {
  const { kind, a, b, faces, mean } = item;
  const [one, other] = [personById.value.get(a), b === undefined ? undefined : personById.value.get(b)];
  useEffect(() => document.querySelector<HTMLElement>("#review-title")?.focus(), []);
  return (
    <article class="question">
      <h3 id="review-title" tabIndex={-1}>
        {kind === "merge"
          ? "Are these the same person?"
          : `Does the face on the left belong to ${one ? displayName(one) : a}?`}
      </h3>
      <div class="versus">
        <Side place={faces[0]} person={one} />
        <Side place={faces[1]} person={kind === "merge" ? other : one} />
      </div>
      <p class="count">
        {kind === "merge"
          ? `The two people are ${Math.round(mean)} % alike on average; shown are their most similar faces.`
          : `It is ${Math.round(mean)} % alike to the others on average${other ? `; it would fit ${displayName(other)} better` : ""}.`}
      </p>
      <div class="row answers">
        <Answer of="y" label={app() ? "Yes, the same" : "Command for yes"} />
        <Answer of="n" label={app() ? "No, two people" : "Command for no"} />
        <Answer of="s" label="Skip" />
        {app() ? (
          <button type="button" class="quiet" onClick={() => void undo()}>
            Undo <kbd>u</kbd>
          </button>
        ) : null}
      </div>
    </article>
  );
}

function Answer({ of, label }: { of: keyof typeof reviewKeys & string; label: string }) {
  return (
    <button type="button" class="button big" onClick={() => reviewKeys[of]?.()}>
      {label} <kbd>{of}</kbd>
    </button>
  );
}

function Side({ place, person }: { place: number | undefined; person: ReportPerson | undefined }) {
  const face = data.value.faces[place ?? -1];
  const others = person?.faces.filter((one) => one !== place).slice(0, 6) ?? [];
  return (
    <figure class="side">
      <button
        type="button"
        class="face big"
        disabled={!face}
        onClick={() => face && go(withParams({ face: face.id }))}
        aria-label={face ? `Face on ${face.photo}` : "No face"}
      >
        <Picture place={place} />
      </button>
      <figcaption>
        {person ? (
          <a href={formatRoute({ view: "person", id: person.id, params: {} })}>{displayName(person)}</a>
        ) : (
          "nobody yet"
        )}
        {face ? <PhotoName photo={face.photo} /> : null}
        <span class="others">
          {others.map((one) => (
            <Picture key={one} place={one} />
          ))}
        </span>
      </figcaption>
    </figure>
  );
}
