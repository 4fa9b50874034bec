import type { IncomingMessage } from "node:http";
import { CHARTS } from "../charts/index.ts";
import { writePeopleTable } from "../people/write-people-table.ts";
import { APP_PAGE } from "../report/assemble.ts";
import { bundlePage } from "../report/bundle.ts";
import { readMatches } from "../report/data/read-matches.ts";
import { drawCharts } from "../report/draw-charts.ts";
import type { Payload } from "../report/payload.ts";
import { vegaScript } from "../report/vega-script.ts";
import type { Album } from "./album.ts";
import { type Answer, bodyOf, jpeg, json, Problem } from "./answer.ts";
import { decide, isDecision } from "./decide.ts";
import type { LazyTarget } from "./lazy-target.ts";
import { photoOf, thumbnailOf } from "./pictures.ts";
import { searchDropped } from "./search-dropped.ts";

export interface App {
  album: Album;
  target: LazyTarget;
  datas: string;
}

type Route = (app: App, query: URLSearchParams, request: IncomingMessage) => Promise<Answer>;

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
  "GET /thumbnail": async ({ album }, query) => jpeg(await thumbnailOf(album, query.get("face") ?? "")),
  "GET /photo": async ({ album, target }, query) =>
    jpeg(await photoOf(album, target, query.get("name") ?? "", Number(query.get("side")))),
  "GET /api/versions": async ({ album }) => json(album.versions),
  "GET /api/people": async ({ album }) => json({ people: album.state, versions: album.versions }),
  "GET /api/data": async ({ album }) => {
    const { shown } = album.loaded.read;
    const payload: Payload = { ...shown, people: album.state, thumbnails: { side: 0, perChunk: 0 } };
    return json({ payload, versions: album.versions });
  },
  "GET /api/matches": ({ album }, query) =>
    album.exclusively(async () => {
      const { tables, read } = album.loaded;
      const face = query.get("face") ?? "";
      const [matches] = read.placeOf.has(face)
        ? await readMatches(tables.connection, read, { of: [face] })
        : [];
      if (!matches) throw new Problem(404, "UNKNOWN_FACE", "This face is not here any more.");
      return json(matches);
    }),
  "GET /api/charts": ({ album }) =>
    album.exclusively(async () => {
      const { tables, people } = album.loaded;
      // As they are now: the copy has the people of when it was made.
      await writePeopleTable(tables.connection, people.rows());
      return json(await drawCharts(tables.connection, CHARTS));
    }),
  "POST /api/decide": async ({ album }, _, request) => {
    const decision = parsed((await bodyOf(request, MAX_JSON)).toString("utf8"));
    if (!isDecision(decision)) throw new Problem(400, "NO_DECISION", "That is no decision.");
    const said = await album.decide((people) => decide(people, decision));
    return json({ said, people: album.state, versions: album.versions });
  },
  "POST /api/search": async ({ album, target, datas }, query, request) => {
    const bytes = await bodyOf(request, MAX_PHOTO);
    const name = query.get("name") ?? "photo";
    return json({ matches: await searchDropped(album, target, { name, bytes, datas }) });
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
