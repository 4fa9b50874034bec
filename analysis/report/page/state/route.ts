import { signal } from "@preact/signals";

export const VIEWS = [
  "faces",
  "people",
  "person",
  "review",
  "search",
  "rejected",
  "charts",
  "decisions",
] as const;
export type View = (typeof VIEWS)[number];

/** What is shown: all of it is in the address, so that reload and Back bring it back. */
export interface Route {
  view: View;
  /** `P1` of `#/person/P1`. */
  id?: string;
  params: Record<string, string>;
}

/** `#/person/P1?order=photo&face=…`; anything else is the gallery. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id] = path.split("/").map(decoded);
  const params = Object.fromEntries(new URLSearchParams(query));
  if (name === "face" && id) return { view: "faces", params: { ...params, face: id } };
  const view = VIEWS.find((one) => one === name) ?? "faces";
  return id ? { view, id, params } : { view, params };
}

export function formatRoute({ view, id, params }: Route): string {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== ""));
  const path = `#/${view}${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

export const route = signal<Route>(parseRoute(globalThis.location?.hash ?? ""));

/** The address with some parameters changed; empty ones go. A change of filters goes back to the first page. */
export function withParams(changes: Record<string, string>): string {
  const { view, id, params } = route.value;
  return formatRoute({ view, ...(id === undefined ? {} : { id }), params: { ...params, ...changes } });
}

/** @param replaces whether Back skips this step, as for every letter that is typed */
export function go(address: string, { replaces = false } = {}): void {
  if (!replaces) {
    location.hash = address;
    return;
  }
  history.replaceState(history.state, "", address);
  route.value = parseRoute(address);
}

/** Follows the address. Another view begins at its top; Back leads to where one was. */
export function trackAddress(): void {
  const remember = () => history.replaceState({ scrolledTo: scrollY }, "");
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(remember, 100);
  });
  addEventListener("hashchange", () => {
    const { view, id } = route.value;
    route.value = parseRoute(location.hash);
    if (route.value.view === view && route.value.id === id) return remember();
    const { scrolledTo = 0 } = (history.state ?? {}) as { scrolledTo?: number };
    // Drawn by then, so that there is as much to scroll as there was.
    setTimeout(() => scrollTo(0, scrolledTo));
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
