import { effect, signal } from "@preact/signals";

const THEMES = ["auto", "light", "dark"] as const;

/** What was chosen; it lasts as long as the page is open. */
export const chosenTheme = signal<(typeof THEMES)[number]>("auto");

/** What is shown. */
export const theme = signal<"light" | "dark">("light");

export function applyTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = signal(system.matches);
  system.addEventListener("change", () => {
    isDark.value = system.matches;
  });
  effect(() => {
    const now = chosenTheme.value === "auto" ? (isDark.value ? "dark" : "light") : chosenTheme.value;
    document.documentElement.dataset.theme = now;
    theme.value = now;
  });
}

export function nextTheme(): void {
  const next = (THEMES.indexOf(chosenTheme.value) + 1) % THEMES.length;
  chosenTheme.value = THEMES[next]!;
}
