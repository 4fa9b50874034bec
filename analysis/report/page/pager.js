import { el } from "./dom.js";

/**
 * Shows a list page by page.
 * @template T
 * @param {{ nav: HTMLElement, size: number, show: (items: T[]) => void }} options
 */
export function makePager({ nav, size, show }) {
  /** @type {T[]} */
  let items = [];
  let page = 0;
  const text = el("span");
  const previous = el("button", { type: "button", class: "button" }, "Previous");
  const next = el("button", { type: "button", class: "button" }, "Next");
  nav.replaceChildren(previous, text, next);
  previous.addEventListener("click", () => turn(-1));
  next.addEventListener("click", () => turn(1));

  function draw() {
    const pages = Math.max(1, Math.ceil(items.length / size));
    page = Math.min(Math.max(page, 0), pages - 1);
    nav.hidden = pages === 1;
    text.textContent = `Page ${page + 1} of ${pages.toLocaleString("en")}`;
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
    show(items.slice(page * size, (page + 1) * size));
  }

  /** @param {number} by */
  function turn(by) {
    page += by;
    draw();
    const section = nav.closest("section");
    section?.scrollIntoView({ block: "start" });
  }

  return {
    /** @param {T[]} list */
    set(list) {
      items = list;
      page = 0;
      draw();
    },
  };
}
