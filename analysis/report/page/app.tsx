import { commandLine } from "../../../core/command-line.ts";
import type { FaceMatches, Payload, PeopleState, ReportChart } from "../payload.ts";
import { showPage } from "./page.tsx";
import { Refused } from "./state/decide.ts";
import type { Decided, FoundByPhoto, Vega } from "./state/source.ts";

/** The app: the server that gave this page answers below the same secret path, so every address here is relative. */

/** How often to look whether somebody else changed something, milliseconds. */
const LOOK_EVERY = 1500;

interface Problem {
  error: { code: string; message: string; person?: string };
}

async function ask<T>(path: string, body?: Blob | object): Promise<T> {
  const isBlob = body instanceof Blob;
  const response = await fetch(path, {
    ...(body === undefined ? {} : { method: "POST", body: isBlob ? body : JSON.stringify(body) }),
    headers: { "content-type": isBlob ? "application/octet-stream" : "application/json" },
  }).catch(() => {
    throw new Error(`The app does not answer. Is ${commandLine("app")} still running?`);
  });
  const answer = (await response.json()) as T | Problem;
  if (response.ok) return answer as T;
  const { code, message, person } = (answer as Problem).error;
  throw new Refused(message, code, person);
}

interface Versions {
  tables: number;
  people: number;
}

/** What this window shows. */
let seen: Versions = { tables: 0, people: 0 };

function watch(changed: (change: { payload?: Payload; people?: PeopleState }) => void): void {
  const look = async () => {
    const now = await ask<Versions>("api/versions");
    if (now.tables !== seen.tables) {
      payload = await readPayload();
      changed({ payload });
    } else if (now.people !== seen.people) {
      const { people, versions } = await ask<{ people: PeopleState; versions: Versions }>("api/people");
      seen = versions;
      changed({ people });
    }
  };
  // Only a visible window asks for changes; one that becomes visible asks at once.
  const lookIfSeen = () => (document.hidden ? undefined : void look().catch(() => undefined));
  setInterval(lookIfSeen, LOOK_EVERY);
  document.addEventListener("visibilitychange", lookIfSeen);
}

async function readPayload(): Promise<Payload> {
  const { payload: read, versions } = await ask<{ payload: Payload; versions: Versions }>("api/data");
  seen = versions;
  return read;
}

let vegaLoaded: Promise<Vega> | undefined;

function loadVega(): Promise<Vega> {
  vegaLoaded ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "vega.js";
    script.onload = () => resolve((globalThis as unknown as { vega: Vega }).vega);
    script.onerror = () => reject(new Error("The charts could not be loaded. Reload the page."));
    document.head.append(script);
  });
  return vegaLoaded;
}

const named = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;

let payload = await readPayload();
const idOf = (place: number) => payload.faces[place]?.id ?? "";

showPage({
  payload,
  picture: (place) => `thumbnail?${named("face", idOf(place))}`,
  matches: (place) => ask<FaceMatches>(`api/matches?${named("face", idOf(place))}`),
  charts: () => ask<ReportChart[]>("api/charts"),
  vega: loadVega,
  app: {
    photo: (photo) => `photo?${named("name", photo)}`,
    async decide(decision) {
      const { versions, ...decided } = await ask<Decided & { versions: Versions }>("api/decide", decision);
      seen = versions;
      return decided;
    },
    search: (file) => ask<FoundByPhoto>(`api/search?${named("name", file.name)}`, file),
    watch,
  },
});
