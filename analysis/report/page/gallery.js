import { data, personName } from "./data.js";
import { byId, counted, el } from "./dom.js";
import { makePager } from "./pager.js";
import { faceItems } from "./tile.js";

const FACES_PER_PAGE = 60;

/** @typedef {import("./data.js").ReportFace} ReportFace */
/** @type {Record<string, { label: string, compare: (a: number, b: number) => number }>} */
const ORDERS = {
  photo: { label: "photo", compare: (a, b) => a - b },
  similar: { label: "most similar first", compare: (a, b) => best(b) - best(a) || a - b },
  youngest: { label: "youngest first", compare: (a, b) => measured(a, b, "ageLow", 1) },
  oldest: { label: "oldest first", compare: (a, b) => measured(a, b, "ageLow", -1) },
  sharpest: { label: "sharpest first", compare: (a, b) => measured(a, b, "sharpness", -1) },
  darkest: { label: "darkest first", compare: (a, b) => measured(a, b, "brightness", 1) },
};

/** @param {number} place */
const best = (place) => data.matches[place]?.[1] ?? 0;

/**
 * What was not measured goes last.
 * @param {number} a @param {number} b @param {"ageLow" | "sharpness" | "brightness"} what @param {1 | -1} direction
 */
function measured(a, b, what, direction) {
  const [x, y] = [data.faces[a]?.[what], data.faces[b]?.[what]];
  if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
  return (x - y) * direction || a - b;
}

/** The gallery; returns how to show one person's faces in it. */
export function startGallery() {
  const text = /** @type {HTMLInputElement} */ (byId("filter-text"));
  const emotion = /** @type {HTMLSelectElement} */ (byId("filter-emotion"));
  const order = /** @type {HTMLSelectElement} */ (byId("filter-order"));
  const list = byId("faces");
  const pager = makePager({
    nav: byId("faces-pager"),
    size: FACES_PER_PAGE,
    show: (/** @type {number[]} */ places) => list.replaceChildren(...faceItems(places)),
  });
  const words = data.faces.map((face) => `${face.photo}\n${personName(face) ?? ""}`.toLowerCase());
  const emotions = [...new Set(data.faces.flatMap(({ emotion }) => emotion ?? []))].sort();
  emotion.append(...["", ...emotions].map((value) => el("option", { value }, value || "any")));
  order.append(...Object.entries(ORDERS).map(([value, { label }]) => el("option", { value }, label)));

  function draw() {
    const wanted = text.value.trim().toLowerCase();
    const places = [...data.faces.keys()].filter(
      (place) =>
        words[place]?.includes(wanted) &&
        (emotion.value === "" || data.faces[place]?.emotion === emotion.value),
    );
    places.sort(ORDERS[order.value]?.compare);
    const all = data.faces.length;
    byId("faces-count").textContent =
      all === 0
        ? "No face has been kept yet."
        : places.length === all
          ? counted(all, "face")
          : `${places.length.toLocaleString("en")} of ${counted(all, "face")}`;
    pager.set(places);
  }

  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  });
  emotion.addEventListener("change", draw);
  order.addEventListener("change", draw);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  draw();
  return {
    /** @param {string} name */
    showPerson(name) {
      text.value = name;
      emotion.value = "";
      draw();
    },
  };
}
