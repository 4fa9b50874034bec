import type { IncomingMessage } from "node:http";
import { CHARTS } from "../charts/index.ts";
import { writePeopleTable } from "../people/write-people-table.ts";
import { APP_PAGE } from "../report/assemble.ts";
import { bundlePage } from "../report/bundle.ts";
import { readMatches } from "../report/data/read-matches.ts";
import { drawCharts } from "../report/draw-charts.ts";
import type { Payload } from "../report/payload.ts";
import { vegaScript } from "../report/vega-script.ts";
import type { AppData } from "./app-data.ts";
import { decide, isDecision } from "./decide.ts";
import { bodyOf, HttpError, type HttpResponse, jpeg, json } from "./http-response.ts";
import type { LazyTarget } from "./lazy-target.ts";
import { photoOf, thumbnailOf } from "./pictures.ts";
import { searchDropped } from "./search-dropped.ts";

export interface App {
  appData: AppData;
  target: LazyTarget;
  datas: string;
}

type Route = (app: App, query: URLSearchParams, request: IncomingMessage) => Promise<HttpResponse>;

const MAX_JSON = 2_000_000;
/** Of a dropped photo; what Rekognition takes is made of it. */
const MAX_PHOTO = 60_000_000;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28" fill="none" stroke="#0a6299" stroke-width="3"><circle cx="10" cy="14" r="8.5"/><circle cx="18" cy="14" r="8.5"/></svg>`;

/** The routes, by method and path below the token. */
export const ROUTES: Record<string, Route> = {
  "GET /": async () => ({ type: "text/html", body: APP_PAGE }),
  "GET /page.js": async () => ({ type: "text/javascript", body: (await bundlePage("app")).script }),
  "GET /style.css": async () => ({ type: "text/css", body: (await bundlePage("app")).style }),
  "GET /icon.svg": async () => ({ type: "image/svg+xml", body: ICON }),
  "GET /vega.js": async () => ({ type: "text/javascript", body: await vegaScript() }),
  "GET /thumbnail": async ({ appData }, query) => jpeg(await thumbnailOf(appData, query.get("face") ?? "")),
  "GET /photo": async ({ appData, target }, query) =>
    jpeg(await photoOf(appData, target, query.get("name") ?? "", Number(query.get("side")))),
  "GET /api/versions": async ({ appData }) => json(appData.versions),
  "GET /api/people": async ({ appData }) => json({ people: appData.state, versions: appData.versions }),
  "GET /api/data": async ({ appData }) => {
    const { shown } = appData.loaded.read;
    const payload: Payload = { ...shown, people: appData.state, thumbnails: { side: 0, perChunk: 0 } };
    return json({ payload, versions: appData.versions });
  },
  "GET /api/matches": ({ appData }, query) =>
    appData.exclusively(async () => {
      const { tables, read } = appData.loaded;
      const face = query.get("face") ?? "";
      const [matches] = read.placeOf.has(face)
        ? await readMatches(tables.connection, read, { of: [face] })
        : [];
      if (!matches) throw new HttpError(404, "UNKNOWN_FACE", "This face is gone. Reload the page.");
      return json(matches);
    }),
  "GET /api/charts": ({ appData }) =>
    appData.exclusively(async () => {
      const { tables, people } = appData.loaded;
      // As they are now: the copy has the people of when it was made.
      await writePeopleTable(tables.connection, people.rows());
      return json(await drawCharts(tables.connection, CHARTS));
    }),
  "POST /api/decide": async ({ appData }, _, request) => {
    const decision = parsed((await bodyOf(request, MAX_JSON, "The decision")).toString("utf8"));
    if (!isDecision(decision))
      throw new HttpError(
        400,
        "NO_DECISION",
        "Invalid decision. Reload the page: it may be of another version.",
      );
    const said = await appData.decide((people) => decide(people, decision));
    return json({ said, people: appData.state, versions: appData.versions });
  },
  "POST /api/search": async ({ appData, target, datas }, query, request) => {
    const name = query.get("name") ?? "photo";
    const bytes = await bodyOf(request, MAX_PHOTO, name);
    return json({ matches: await searchDropped(appData, target, { name, bytes, datas }) });
  },
};

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
