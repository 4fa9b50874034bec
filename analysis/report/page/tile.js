import { data, personName, picture } from "./data.js";
import { el } from "./dom.js";
import { shortNames } from "./photo-names.js";

const photoNames = shortNames(data.faces.map(({ photo }) => photo));

/**
 * The picture at this place, or a grey square that says there is none.
 * @param {number} place
 * @param {string} text what a screen reader says; empty where the words stand beside it
 */
export function faceImage(place, text) {
  const frame = el("span", { class: "picture" });
  const show = () => {
    const address = picture(place);
    if (address) {
      const image = el("img", { alt: text, decoding: "async", src: address });
      image.addEventListener("error", () => none(frame));
      frame.replaceChildren(image);
    } else if (address === null) none(frame);
    else document.addEventListener("DOMContentLoaded", show, { once: true });
  };
  show();
  return frame;
}

/** @param {HTMLElement} frame */
function none(frame) {
  frame.classList.add("none");
  frame.replaceChildren("no picture");
}

/**
 * A face to choose: opens its matches.
 * @param {number} place
 * @param {{ similarity?: number, from?: number }} [of] percent, when the face is somebody's match; where its meter starts
 */
export function faceTile(place, { similarity, from = 0 } = {}) {
  const face = data.faces[place];
  if (!face) throw new Error(`Expected a face at place ${place}`);
  const name = personName(face);
  const button = el("button", { type: "button", class: "tile", "data-place": place });
  const percent = similarity === undefined ? undefined : `${similarity.toFixed(1)} %`;
  button.append(faceImage(place, ""));
  if (similarity !== undefined) {
    const fill = el("span");
    fill.style.width = `${(100 * (similarity - from)) / (100 - from)}%`;
    button.append(el("span", { class: "meter" }, fill));
  }
  // The end of a path tells photos apart; the whole of it is the tooltip.
  const file = photoNames.get(face.photo) ?? face.photo;
  const lines = [percent, name, file].filter((text) => text !== undefined);
  for (const [i, line] of lines.entries()) {
    const title = line === file ? face.photo : line;
    const path = line === file && file.includes("/") ? " path" : "";
    button.append(el("span", { class: `${i === 0 ? "name" : "more"}${path}`, title }, line));
  }
  button.addEventListener("click", () => {
    location.hash = `#/face/${encodeURIComponent(face.id)}`;
  });
  return button;
}

/** @param {number[]} places */
export function faceItems(places) {
  return places.map((place) => el("li", {}, faceTile(place)));
}
