import { data } from "./data.js";
import { byId, counted, el } from "./dom.js";
import { makePager } from "./pager.js";
import { faceTile } from "./tile.js";

const PEOPLE_PER_PAGE = 20;
const FACES_IN_STRIP = 12;

/** @param {(name: string) => void} showAll shows the person's faces in the gallery */
export function startPeople(showAll) {
  const { alone } = data.summary;
  byId("people-lead").textContent =
    data.people.length + alone === 0
      ? "Faces have not been grouped into people yet: npm run people does it."
      : `${counted(data.people.length, "person", "people")}${alone > 0 ? `; ${counted(alone, "face")} alone` : ""}.`;
  const list = byId("people");
  const pager = makePager({
    nav: byId("people-pager"),
    size: PEOPLE_PER_PAGE,
    show: (/** @type {import("../payload.ts").ReportPerson[]} */ people) =>
      list.replaceChildren(...people.map((person) => personCard(person, showAll))),
  });
  pager.set(data.people);
}

/** @param {import("../payload.ts").ReportPerson} person @param {(name: string) => void} showAll */
function personCard({ id, name = id, faces }, showAll) {
  const all = el(
    "button",
    { type: "button", class: "button", "aria-label": `All faces of ${name}` },
    "All faces",
  );
  all.addEventListener("click", () => showAll(name));
  const strip = faces.slice(0, FACES_IN_STRIP).map((place) => el("li", {}, faceTile(place)));
  return el(
    "article",
    { class: "person" },
    el(
      "header",
      {},
      el("h3", {}, name),
      el("span", {}, counted(faces.length, "face")),
      faces.length > FACES_IN_STRIP ? all : null,
    ),
    el("ul", { class: "strip" }, ...strip),
  );
}
