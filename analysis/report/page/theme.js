import { byId } from "./dom.js";

const THEMES = /** @type {const} */ (["auto", "light", "dark"]);

/**
 * Light, dark, or as the system is; the choice lasts as long as the page is open.
 * @param {() => void} changed
 */
export function startTheme(changed) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  let chosen = 0;
  function apply() {
    const theme = THEMES[chosen] ?? "auto";
    const isDark = theme === "auto" ? system.matches : theme === "dark";
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    button.textContent = `◐ ${theme}`;
    button.setAttribute("aria-label", `Colours: ${theme}`);
    changed();
  }
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % THEMES.length;
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}
