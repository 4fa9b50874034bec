import { collator, data } from "./data.js";
import { byId, counted, el } from "./dom.js";
import { makePager } from "./pager.js";
import { faceImage } from "./tile.js";

const PHOTOS_PER_PAGE = 90;

export function startRejected() {
  const photos = [...data.rejected].sort((a, b) => collator.compare(a.photo, b.photo));
  byId("rejected-lead").textContent =
    data.summary.photos === 0
      ? "No photo has been through the pipeline yet."
      : photos.length === 0
        ? "Every photo was kept."
        : `${counted(photos.length, "photo")} of ${data.summary.photos.toLocaleString("en")} gave no face worth keeping.`;
  const list = byId("rejected");
  const pager = makePager({
    nav: byId("rejected-pager"),
    size: PHOTOS_PER_PAGE,
    show: (/** @type {import("../payload.ts").RejectedPhoto[]} */ shown) =>
      list.replaceChildren(...shown.map(item)),
  });
  const reasons = ["all", ...new Set(photos.map(({ why }) => why))];
  const chips = reasons.map((reason) => {
    const count = reason === "all" ? photos.length : photos.filter(({ why }) => why === reason).length;
    const chip = el(
      "button",
      { type: "button", class: "button" },
      `${reason} · ${count.toLocaleString("en")}`,
    );
    chip.addEventListener("click", () => choose(reason));
    return chip;
  });
  if (photos.length > 0) byId("rejected-reasons").replaceChildren(...chips);

  /** @param {string} reason */
  function choose(reason) {
    for (const [index, chip] of chips.entries()) {
      chip.setAttribute("aria-pressed", String(reasons[index] === reason));
    }
    pager.set(reason === "all" ? photos : photos.filter(({ why }) => why === reason));
  }
  choose("all");
}

/** @param {import("../payload.ts").RejectedPhoto} photo */
function item({ photo, why, message, faces, picture }) {
  const found = faces ? `${counted(faces, "face")} detected` : undefined;
  const more = [found, message].filter((text) => text !== undefined).join(" · ");
  const words = el("div", {}, el("strong", {}, photo), el("span", { class: "why" }, why));
  if (more) words.append(el("div", { class: "detail" }, more));
  return el("li", {}, picture === undefined ? null : faceImage(picture, ""), words);
}
