// @ts-nocheck
import type { DuckDBConnection } from "@duckdb/node-api";
import { rows } from "../../tables/database.ts";
import type { Attributes, PageBox, ReportFace } from "../payload.ts";

/** Numbers in names count as people count: fanny2 before fanny10. */
export const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What of a face is read for {@link attributesOf} and {@link boxOf}. */
export const MEASURES = `age_low, age_high, gender, top_emotion, brightness, sharpness, smile, eyeglasses, sunglasses,
  box_left, box_top, box_width, box_height`;

export interface Measures {
  age_low: number | null;
  age_high: number | null;
  gender: string | null;
  top_emotion: string | null;
  brightness: number | null;
  sharpness: number | null;
  smile: boolean | null;
  eyeglasses: boolean | null;
  sunglasses: boolean | null;
  box_left: number | null;
  box_top: number | null;
  box_width: number | null;
  box_height: number | null;
}

type Row = Measures & { face_id: string; photo: string; ordinal: number; thumbnail: string | null };

export interface KeptFaces {
  /** By photo, and as they stand in it. */
  faces: ReportFace[];
  /** For each, the path of its thumbnail in the folder that was loaded. */
  paths: (string | null)[];
  /** Place of a face by its FaceId. */
  placeOf: Map<string, number>;
}

export async function readFaces(
  connection: DuckDBConnection,
  hidden: ReadonlySet<string> = new Set(),
): Promise<KeptFaces> {
  const all = await rows<Row>(
    connection,
    `select face_id, photo, ordinal, thumbnail, ${MEASURES} from faces where kept and face_id is not null`,
  );
  const found = all.filter(({ face_id }) => !hidden.has(face_id));
  found.sort((a, b) => natural.compare(a.photo, b.photo) || a.ordinal - b.ordinal);
  return {
    faces: found.map((row) => ({ id: row.face_id, photo: row.photo, ...boxOf(row), ...attributesOf(row) })),
    paths: found.map(({ thumbnail }) => thumbnail),
    placeOf: new Map(found.map(({ face_id }, place) => [face_id, place])),
  };
}

/** Only what was measured: what is null is left out, the page is smaller by it. */
export function attributesOf(row: Measures): Attributes {
  const measured = {
    ageLow: row.age_low,
    ageHigh: row.age_high,
    gender: row.gender?.toLowerCase(),
    emotion: row.top_emotion?.toLowerCase(),
    brightness: row.brightness === null ? null : Math.round(row.brightness),
    sharpness: row.sharpness === null ? null : Math.round(row.sharpness),
    smile: row.smile,
    eyeglasses: row.eyeglasses,
    sunglasses: row.sunglasses,
  };
  return Object.fromEntries(
    Object.entries(measured).filter(([, value]) => value !== null && value !== undefined),
  );
}

export function boxOf(row: Measures): { box?: PageBox } {
  const { box_left, box_top, box_width, box_height } = row;
  if (box_left === null || box_top === null || box_width === null || box_height === null) return {};
  const thousandths = (share: number) => Math.round(share * 1000);
  return {
    box: [thousandths(box_left), thousandths(box_top), thousandths(box_width), thousandths(box_height)],
  };
}
