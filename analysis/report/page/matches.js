import { data, personName } from "./data.js";
import { byId, counted, el } from "./dom.js";
import { faceImage, faceTile } from "./tile.js";

/** Searches go down to this similarity unless they were asked for more. */
const LOWEST = 80;

/** The dialog with a face's matches; returns how to open and close it. */
export function startMatches() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("matches"));
  const slider = /** @type {HTMLInputElement} */ (byId("threshold"));
  const lowest = data.matches.reduce((least, list) => Math.min(least, list.at(-1) ?? least), 10000) / 100;
  slider.min = String(Math.min(Math.floor(lowest), LOWEST));
  slider.value = slider.min;
  let shown = -1;

  /** @param {number} place */
  function open(place) {
    const face = data.faces[place];
    if (!face) return;
    shown = place;
    byId("matches-title").textContent = `Who looks like ${personName(face) ?? "this face"}?`;
    byId("matches-picture").replaceChildren(faceImage(place, `Face in ${face.photo}`));
    byId("matches-facts").replaceChildren(...facts(place));
    draw();
    if (!dialog.open) dialog.showModal();
    byId("matches-title").focus();
    dialog.querySelector(".matches-body")?.scrollTo(0, 0);
  }

  function draw() {
    const threshold = Number(slider.value);
    byId("threshold-value").textContent = `${threshold.toFixed(1)} %`;
    slider.setAttribute("aria-valuetext", `${threshold.toFixed(1)} percent`);
    const found = data.matches[shown] ?? [];
    /** @type {HTMLElement[]} */
    const items = [];
    for (let at = 0; at < found.length; at += 2) {
      const similarity = (found[at + 1] ?? 0) / 100;
      if (similarity >= threshold)
        items.push(el("li", {}, faceTile(found[at] ?? 0, { similarity, from: Number(slider.min) })));
    }
    byId("matches-list").replaceChildren(...items);
    byId("matches-count").textContent = countText(items.length, found.length / 2);
  }

  /** @param {number} count @param {number} all */
  function countText(count, all) {
    if (all === 0 && !data.faces[shown]?.searched)
      return "This face has not been searched yet: npm run search finds who looks like it.";
    if (all === 0) return "No other face is similar enough.";
    const most = data.cut.includes(shown) ? `, the ${all} most similar ones are listed` : "";
    return count === all ? `${counted(all, "face")}${most}` : `${count} of ${counted(all, "face")}${most}`;
  }

  slider.addEventListener("input", draw);
  byId("matches-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return { open, dialog };
}

/**
 * What is known of the face, in words.
 * @param {number} place
 */
function facts(place) {
  const face = data.faces[place];
  if (!face) return [];
  const { photo, ageLow, ageHigh, gender, emotion, brightness, sharpness, smile, eyeglasses, id } = face;
  const age = ageLow === undefined ? undefined : `${ageLow} to ${ageHigh}, estimated`;
  const first = list([
    ["Person", personName(face)],
    ["Photo", photo],
    ["Age", age],
    ["Emotion", emotion],
  ]);
  const more = list([
    ["Looks", gender],
    ["Smile", yesNo(smile)],
    ["Glasses", yesNo(eyeglasses)],
    ["Brightness", brightness === undefined ? undefined : `${brightness} of 100`],
    ["Sharpness", sharpness === undefined ? undefined : `${sharpness} of 100`],
    ["FaceId", id],
  ]);
  return [first, el("details", {}, el("summary", {}, "More"), more)];
}

/** @param {[string, string | undefined][]} pairs what is undefined is left out */
function list(pairs) {
  const lines = pairs.flatMap(([term, text]) =>
    text === undefined ? [] : [el("dt", {}, term), el("dd", {}, text)],
  );
  return el("dl", { class: "facts" }, ...lines);
}

/** @param {boolean | undefined} value */
const yesNo = (value) => (value === undefined ? undefined : value ? "yes" : "no");
