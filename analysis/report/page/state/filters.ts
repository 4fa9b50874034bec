import type { ReportFace } from "../../payload.ts";
import { folderOf } from "./photo-names.ts";

/** A face with what is known of it elsewhere. */
export interface ListedFace {
  face: ReportFace;
  place: number;
  /** `P1` */
  person?: string;
  personName?: string;
  /** ISO 8601; when its photo was taken. */
  taken?: string;
  /** Percent; how well it fits its person. */
  confidence?: number | null;
}

/** The filters of the address, by parameter; what is empty or unknown filters nothing. */
export const FILTERS = {
  q: (wanted: string) => {
    const text = wanted.trim().toLowerCase();
    return ({ face, personName = "", person = "" }: ListedFace) =>
      face.photo.toLowerCase().includes(text) ||
      personName.toLowerCase().includes(text) ||
      person.toLowerCase() === text;
  },
  person: (wanted: string) => (listed: ListedFace) =>
    wanted === "none" ? listed.person === undefined : listed.person === wanted,
  emotion: (wanted: string) => (listed: ListedFace) => listed.face.emotion === wanted,
  gender: (wanted: string) => (listed: ListedFace) => listed.face.gender === wanted,
  smile: (wanted: string) => (listed: ListedFace) => listed.face.smile === (wanted === "yes"),
  glasses: (wanted: string) => GLASSES[wanted] ?? everything,
  quality: (wanted: string) => QUALITIES[wanted] ?? everything,
  age: (wanted: string) => {
    const [from, to] = span(wanted);
    return ({ face: { ageLow, ageHigh } }: ListedFace) => {
      if (ageLow === undefined) return false;
      const middle = (ageLow + (ageHigh ?? ageLow)) / 2;
      return middle >= Number(from || 0) && middle <= Number(to || 200);
    };
  },
  date: (wanted: string) => {
    const [from, to] = span(wanted);
    // As text, ISO dates stand in the order of time; a whole day is within its end.
    return ({ taken }: ListedFace) =>
      taken !== undefined && taken >= from && (to === "" || taken.slice(0, to.length) <= to);
  },
  folder: (wanted: string) => (listed: ListedFace) =>
    wanted === folderOf(listed.face.photo) || listed.face.photo.startsWith(`${wanted}/`),
} as const satisfies Record<string, (wanted: string) => (listed: ListedFace) => boolean>;

export type Filter = keyof typeof FILTERS;

const everything = () => true;

/** Whether a face has what a filter asks about: which models measure it, whether the photo has a date. */
export const IS_KNOWN: Record<Filter, (listed: ListedFace) => boolean> = {
  q: everything,
  person: everything,
  folder: everything,
  emotion: ({ face }) => face.emotion !== undefined,
  gender: ({ face }) => face.gender !== undefined,
  smile: ({ face }) => face.smile !== undefined,
  glasses: ({ face }) => (face.eyeglasses ?? face.sunglasses) !== undefined,
  quality: ({ face }) => (face.sharpness ?? face.brightness) !== undefined,
  age: ({ face }) => face.ageLow !== undefined,
  date: ({ taken }) => taken !== undefined,
};

const GLASSES: Record<string, (listed: ListedFace) => boolean> = {
  eye: ({ face }) => face.eyeglasses === true,
  sun: ({ face }) => face.sunglasses === true,
  none: ({ face }) => face.eyeglasses === false && face.sunglasses !== true,
};

/** Both measures go from 0 to 100; faces below 40 were not kept. */
const QUALITIES: Record<string, (listed: ListedFace) => boolean> = {
  good: ({ face: { sharpness = 0, brightness = 0 } }) => sharpness >= 70 && brightness >= 60,
  blurred: ({ face: { sharpness } }) => sharpness !== undefined && sharpness < 60,
  dark: ({ face: { brightness } }) => brightness !== undefined && brightness < 60,
};

/** `20~40` gives both ends, `~40` and `20~` one. */
export function span(text: string): [from: string, to: string] {
  const [from = "", to = ""] = text.split("~");
  return [from, to];
}

/** The filters that these parameters set. */
export const activeFilters = (params: Record<string, string>): Filter[] =>
  (Object.keys(FILTERS) as Filter[]).filter((filter) => (params[filter] ?? "").trim() !== "");

export function filterFaces(faces: ListedFace[], params: Record<string, string>): ListedFace[] {
  const tests = activeFilters(params).map((filter) => FILTERS[filter](params[filter]!));
  return tests.length === 0 ? faces : faces.filter((listed) => tests.every((test) => test(listed)));
}

type Compare = (a: ListedFace, b: ListedFace) => number;

/** What was not measured goes last, what is equal stays in the order of photos. */
function by(what: (listed: ListedFace) => number | string | null | undefined, direction: 1 | -1): Compare {
  return (a, b) => {
    const [x, y] = [what(a) ?? undefined, what(b) ?? undefined];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return x < y ? -direction : x > y ? direction : a.place - b.place;
  };
}

export const ORDERS = {
  photo: { label: "photo", compare: (a, b) => a.place - b.place },
  newest: { label: "newest first", compare: by(({ taken }) => taken, -1) },
  oldest: { label: "earliest first", compare: by(({ taken }) => taken, 1) },
  doubtful: { label: "most doubtful first", compare: by(({ confidence }) => confidence, 1) },
  youngest: { label: "youngest face first", compare: by(({ face }) => face.ageLow, 1) },
  eldest: { label: "oldest face first", compare: by(({ face }) => face.ageLow, -1) },
  sharpest: { label: "sharpest first", compare: by(({ face }) => face.sharpness, -1) },
  darkest: { label: "darkest first", compare: by(({ face }) => face.brightness, 1) },
} as const satisfies Record<string, { label: string; compare: Compare }>;

export type Order = keyof typeof ORDERS;

/** @param faces is not changed */
export function orderFaces(faces: ListedFace[], order: string | undefined, otherwise: Order): ListedFace[] {
  const { compare } = ORDERS[(order ?? "") in ORDERS ? (order as Order) : otherwise];
  return [...faces].sort(compare);
}
