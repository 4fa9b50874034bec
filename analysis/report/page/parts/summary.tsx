import { nounFor } from "../../../../core/counted.ts";
import { timeHere } from "../state/format.ts";
import { isHelpOpen } from "../state/keys.ts";
import { app, data, people } from "../state/model.ts";

export function Summary() {
  const { photos, photosKept, facesKept, pairs, hidden } = data.value.summary;
  const numbers: [string, number][] = [
    [nounFor(photos, "photo"), photos],
    [nounFor(facesKept, "face kept", "faces kept"), facesKept],
    [nounFor(people.value.people.length, "person", "people"), people.value.people.length],
    [nounFor(pairs, "similar pair"), pairs],
    ["not kept", photos - photosKept],
    ...(hidden ? [[`smaller than ${hidden.minFace} pixels, hidden`, hidden.faces] as [string, number]] : []),
  ];
  return (
    <section aria-label="Summary">
      <dl id="summary" class="summary">
        {numbers.map(([term, count]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{count.toLocaleString("en")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Footer() {
  const { writtenAt, summary } = data.value;
  const written = timeHere(writtenAt);
  const by =
    summary.models.length === 0
      ? ""
      : ` Faces described by ${new Intl.ListFormat("en").format(summary.models)}.`;
  return (
    <footer id="footer" class="foot">
      {app()
        ? `Read ${written}.${by} This page talks to this computer alone; what you decide is kept at once.`
        : `Written ${written}.${by} This page holds everything it shows and loads nothing.`}{" "}
      <button
        type="button"
        class="link"
        onClick={() => {
          isHelpOpen.value = true;
        }}
      >
        Keys
      </button>
    </footer>
  );
}
