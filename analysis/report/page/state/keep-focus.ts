/** Where the focus was put last: what an undo from the message goes back to. */
let last: Element | null = null;

/**
 * To be called before what has the focus may go; what it returns, after that. The focus then goes to what is nearest
 * in the list (the next one, or the one before), and where nothing of the list is left, to the heading: from the top
 * of the page, a keyboard would have to start again.
 */
export function keepFocus(): () => void {
  const before = document.activeElement;
  if (!before || before === document.body) return () => undefined;
  const item = before.closest("main li") ?? document.querySelector("li:has(> .picked)") ?? last;
  const list = [...(item?.parentElement?.children ?? [])];
  const at = item ? list.indexOf(item) : 0;
  const nearest = [...list.slice(at), ...list.slice(0, at).reverse()];
  // Whoever uses the mouse keeps the part of the page that is looked at.
  const preventScroll = !before.matches(":focus-visible");
  const giveBack = () => {
    if (document.activeElement !== document.body) return;
    const isInDialog = document.querySelector("dialog[open]") !== null;
    const near = isInDialog ? undefined : nearest.find((one) => one.isConnected);
    last = near ?? null;
    const target = near?.querySelector<HTMLElement>("button, a");
    if (target) target.focus({ preventScroll });
    else focusHeading();
  };
  // The page is drawn again by then.
  return () => void setTimeout(giveBack);
}

/** Gives a focus that was lost to the heading of what is shown, without scrolling. */
export function focusHeading(): void {
  if (document.activeElement !== document.body) return;
  const heading =
    document.querySelector<HTMLElement>("dialog[open] h2") ?? document.querySelector<HTMLElement>("main h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
