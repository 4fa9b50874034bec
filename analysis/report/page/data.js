import { byId } from "./dom.js";

/** @typedef {import("../payload.ts").Payload} Payload */
/** @typedef {import("../payload.ts").ReportFace} ReportFace */

/** @type {Payload} */
export const data = JSON.parse(byId("data").textContent ?? "");

/** Place of a face by its FaceId. */
export const placeOf = new Map(data.faces.map(({ id }, place) => [id, place]));

/** Photos in the order people count: `fanny2` before `fanny10`. */
export const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * The name of the face's person, or nothing.
 * @param {ReportFace} face
 */
export function personName({ person }) {
  if (person === undefined) return undefined;
  const { name, id } = data.people[person] ?? {};
  return name ?? id;
}

/** @type {Map<number, (string | null)[]>} */
const chunks = new Map();

/**
 * The address of the picture at this place; null where there is none, undefined where it has not been loaded yet.
 * @param {number} place
 * @returns {string | null | undefined}
 */
export function picture(place) {
  const { perChunk } = data.thumbnails;
  if (perChunk === 0) return `thumbnails/${place}.jpg`;
  const number = Math.floor(place / perChunk);
  const chunk = chunks.get(number) ?? readChunk(number);
  if (!chunk) return undefined;
  const text = chunk[place % perChunk];
  return text ? `data:image/jpeg;base64,${text}` : null;
}

/** @param {number} number */
function readChunk(number) {
  const element = document.getElementById(`thumbnails-${number}`);
  // While the page still arrives, the last element may hold half of its text.
  const isWhole = document.readyState !== "loading" || element?.nextElementSibling;
  if (!element || !isWhole) return document.readyState === "loading" ? undefined : [];
  /** @type {(string | null)[]} */
  const chunk = JSON.parse(element.textContent ?? "[]");
  chunks.set(number, chunk);
  return chunk;
}
