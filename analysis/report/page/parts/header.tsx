import { useEffect, useRef } from "preact/hooks";
import { app, people } from "../state/model.ts";
import { route, type View } from "../state/route.ts";
import { chosenTheme, nextTheme } from "../state/theme.ts";

const LINKS: [view: View, label: string][] = [
  ["faces", "Faces"],
  ["people", "People"],
  ["review", "Review"],
  ["search", "Search"],
  ["rejected", "Not kept"],
  ["charts", "Charts"],
  ["decisions", "Decisions"],
];

/** Where one is when a person is shown. */
const HOME: Partial<Record<View, View>> = { person: "people" };

export function Header() {
  const { view } = route.value;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => showCurrent(nav.current), [view]);
  const open = people.value.review.length;
  const counts: Partial<Record<View, number>> = { review: open, decisions: people.value.decisions.length };
  const isShown = (one: View) =>
    one === "search"
      ? app() !== undefined
      : one === "decisions"
        ? counts.decisions !== 0 || view === one
        : true;
  return (
    <header class="top">
      <div class="bar">
        <h1>
          <svg class="mark" viewBox="0 0 28 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8.5" />
            <circle cx="18" cy="10" r="8.5" />
          </svg>
          Lookalike
        </h1>
        <nav aria-label="Views" ref={nav}>
          {LINKS.filter(([one]) => isShown(one)).map(([one, label]) => (
            <a key={one} href={`#/${one}`} aria-current={one === (HOME[view] ?? view) ? "page" : undefined}>
              {label}
              {counts[one] ? <span class="badge">{counts[one].toLocaleString("en")}</span> : null}
            </a>
          ))}
        </nav>
        <button type="button" class="quiet" aria-label={`Colours: ${chosenTheme.value}`} onClick={nextTheme}>
          {`◐ ${chosenTheme.value}`}
        </button>
      </div>
    </header>
  );
}

/** On a telephone the links are wider than the screen: scrolls them alone, never the page. */
function showCurrent(nav: HTMLElement | null): void {
  const current = nav?.querySelector("[aria-current]")?.getBoundingClientRect();
  if (!nav || !current) return;
  const { left, width } = nav.getBoundingClientRect();
  nav.scrollLeft += current.left + current.width / 2 - (left + width / 2);
}
