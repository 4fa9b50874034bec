import { redrawCharts, showCharts } from "./charts.js";
import { data, placeOf } from "./data.js";
import { byId, el } from "./dom.js";
import { startGallery } from "./gallery.js";
import { startMatches } from "./matches.js";
import { startPeople } from "./people.js";
import { startRejected } from "./rejected.js";
import { startTheme } from "./theme.js";

const VIEWS = ["faces", "people", "rejected", "charts"];

function showSummary() {
  const { photos, photosKept, facesKept, people, pairs, models } = data.summary;
  /** @type {[string, number][]} */
  const numbers = [
    [photos === 1 ? "photo" : "photos", photos],
    [facesKept === 1 ? "face kept" : "faces kept", facesKept],
    [people === 1 ? "person" : "people", people],
    [pairs === 1 ? "similar pair" : "similar pairs", pairs],
    ["not kept", photos - photosKept],
  ];
  byId("summary").append(
    ...numbers.map(([term, count]) =>
      el("div", {}, el("dt", {}, term), el("dd", {}, count.toLocaleString("en"))),
    ),
  );
  const written = new Date(data.writtenAt).toLocaleString("en", { dateStyle: "long", timeStyle: "short" });
  const by = models.length === 0 ? "" : ` Faces described by ${new Intl.ListFormat("en").format(models)}.`;
  byId("footer").textContent =
    `Written ${written}.${by} This page holds everything it shows and loads nothing.`;
}

/** What is made the first time that its view is shown.
 * @type {Record<string, (() => void) | undefined>}
 */
const starters = {
  people: () =>
    startPeople((name) => {
      gallery.showPerson(name);
      location.hash = "#/faces";
    }),
  rejected: startRejected,
};

let currentView = "";

/** @param {string} view */
function showView(view) {
  if (view === currentView) return;
  currentView = view;
  for (const name of VIEWS) byId(`view-${name}`).hidden = name !== view;
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.getAttribute("href") === `#/${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  starters[view]?.();
  delete starters[view];
  if (view === "charts") showCharts();
}

showSummary();
startTheme(redrawCharts);
const gallery = startGallery();
const { open: openFace, dialog: faceDialog } = startMatches();

/** The address says what is shown, so that Back goes back: `#/people`, `#/face/<FaceId>`. */
function route() {
  const [, name = "", id = ""] = location.hash.split("/");
  const place = name === "face" ? placeOf.get(decodeURIComponent(id)) : undefined;
  if (place === undefined) {
    if (faceDialog.open) faceDialog.close();
    if (location.hash === "#main" && currentView) return;
    showView(VIEWS.includes(name) ? name : "faces");
    return;
  }
  if (!currentView) showView("faces");
  openFace(place);
}

faceDialog.addEventListener("close", () => {
  if (location.hash.startsWith("#/face/")) location.hash = `#/${currentView}`;
});
addEventListener("hashchange", route);
let resizing = 0;
let lastWidth = innerWidth;
addEventListener("resize", () => {
  clearTimeout(resizing);
  if (innerWidth !== lastWidth) resizing = setTimeout(redrawCharts, 150);
  lastWidth = innerWidth;
});
route();
