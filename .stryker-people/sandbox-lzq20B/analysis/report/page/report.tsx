// @ts-nocheck
import type { FaceMatches, Payload, ReportChart } from "../payload.ts";
import { showPage } from "./page.tsx";
import type { Vega } from "./state/source.ts";

/** The report: everything is in the page. */
const text = (id: string) => document.getElementById(id)?.textContent ?? "null";
const payload = JSON.parse(text("data")) as Payload;
const NONE: FaceMatches = { list: [], total: 0, known: "unknown" };

const chunks = new Map<number, (string | null)[]>();

function picture(place: number): string | null | undefined {
  const { perChunk } = payload.thumbnails;
  if (perChunk === 0) return `thumbnails/${place}.jpg`;
  const number = Math.floor(place / perChunk);
  const chunk = chunks.get(number) ?? readChunk(number);
  if (!chunk) return undefined;
  const encoded = chunk[place % perChunk];
  return encoded ? `data:image/jpeg;base64,${encoded}` : null;
}

/** Undefined while it has not arrived. */
function readChunk(number: number): (string | null)[] | undefined {
  const element = document.getElementById(`thumbnails-${number}`);
  // While the page still arrives, the last element may hold half of its text.
  const isWhole = document.readyState !== "loading" || element?.nextElementSibling;
  if (!element || !isWhole) return document.readyState === "loading" ? undefined : [];
  const chunk = JSON.parse(element.textContent ?? "[]") as (string | null)[];
  chunks.set(number, chunk);
  return chunk;
}

/** Vega is the last script of the page. */
async function vega(): Promise<Vega> {
  if (document.readyState === "loading")
    await new Promise((arrived) => document.addEventListener("DOMContentLoaded", arrived, { once: true }));
  return (globalThis as unknown as { vega: Vega }).vega;
}

showPage({
  payload,
  picture,
  matches: async (place) => payload.matches?.[place] ?? NONE,
  charts: async () => JSON.parse(text("chart-data")) as ReportChart[],
  vega,
});
