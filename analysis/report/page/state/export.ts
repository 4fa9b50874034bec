import { confidences, data, displayName, personOf, photoOf } from "./model.ts";

const COLUMNS = [
  ...["face_id", "photo", "person", "confidence", "taken"],
  ...["age_low", "age_high", "gender", "emotion", "smile", "eyeglasses", "brightness", "sharpness"],
];

/** Saves these faces as CSV. */
export function exportFaces(places: number[]): void {
  const lines = places.flatMap((place) => {
    const face = data.value.faces[place];
    if (!face) return [];
    const person = personOf(place);
    const { ageLow, ageHigh, gender, emotion, smile, eyeglasses, brightness, sharpness } = face;
    return [
      [
        ...[face.id, face.photo, person && displayName(person), confidences.value.get(place)?.toFixed(2)],
        ...[photoOf.value.get(face.photo)?.taken, ageLow, ageHigh, gender, emotion, smile, eyeglasses],
        ...[brightness, sharpness],
      ],
    ];
  });
  save("faces.csv", csv([COLUMNS, ...lines]));
}

export function csv(lines: (string | number | boolean | undefined)[][]): string {
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet would take text that begins like this for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number | boolean | undefined): string {
  if (typeof value !== "string") return String(value ?? "");
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
