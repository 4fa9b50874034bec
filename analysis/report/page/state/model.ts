import { computed, signal } from "@preact/signals";
import { DEFAULT_THRESHOLD } from "../../../../core/similarity.ts";
import type { Payload, PeopleState, ReportPerson } from "../../payload.ts";
import { folderOfAll, shortNames } from "./photo-names.ts";
import type { AppSource, Source } from "./source.ts";

const NOTHING: Payload = {
  writtenAt: "",
  summary: {
    photos: 0,
    photosKept: 0,
    facesDetected: 0,
    facesKept: 0,
    pairs: 0,
    lowest: DEFAULT_THRESHOLD,
    models: [],
  },
  faces: [],
  photos: [],
  people: { people: [], ignored: [], review: [], decisions: [] },
  thumbnails: { side: 0, perChunk: 0 },
};

export const data = signal<Payload>(NOTHING);
export const people = signal<PeopleState>(NOTHING.people);

let current: Source | undefined;

/** To be called once, before anything is drawn. */
export function setSource(source: Source): void {
  current = source;
  data.value = source.payload;
  people.value = source.payload.people;
}

export function source(): Source {
  if (!current) throw new Error("The page has no source of data yet");
  return current;
}

/** What only the app can do; undefined in the report. */
export const app = (): AppSource | undefined => source().app;

export const placeOf = computed(() => new Map(data.value.faces.map(({ id }, place) => [id, place])));
export const photoOf = computed(() => new Map(data.value.photos.map((photo) => [photo.photo, photo])));
export const fileNames = computed(() => shortNames(data.value.photos.map(({ photo }) => photo)));
export const commonFolder = computed(() => folderOfAll(data.value.photos.map(({ photo }) => photo)));

/** For each face the place of its person in `people`, or -1. */
const personPlaces = computed(() => {
  const places = new Int32Array(data.value.faces.length).fill(-1);
  for (const [index, { faces }] of people.value.people.entries()) {
    for (const face of faces) places[face] = index;
  }
  return places;
});

export function personOf(place: number): ReportPerson | undefined {
  return people.value.people[personPlaces.value[place] ?? -1];
}

export const personById = computed(() => new Map(people.value.people.map((person) => [person.id, person])));

/** `Anna`, or `P1` where nobody gave a name. */
export const displayName = ({ id, name }: ReportPerson) => name ?? id;

/** People worth a card: several faces, or a name. */
export const groups = computed(() =>
  people.value.people.filter(({ faces, name }) => faces.length > 1 || name !== undefined),
);

/** How sure it is that a face is its person's, percent; null where nothing tells. */
export const confidences = computed(() => {
  const known = new Map<number, number | null>();
  for (const { faces, confidence } of people.value.people) {
    for (const [i, face] of faces.entries()) known.set(face, confidence[i] ?? null);
  }
  return known;
});

/** Below this mean similarity a member is doubtful, percent: half of its pairs were not found alike. */
export const DOUBTFUL = 60;

export const names = computed(() =>
  [...new Set(people.value.people.flatMap(({ name }) => name ?? []))].sort((a, b) => a.localeCompare(b)),
);
