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
    const dialog = document.querySelector("dialog[open]");
    const near = dialog ? undefined : nearest.find((one) => one.isConnected);
    last = near ?? null;
    const heading = (dialog ?? document).querySelector<HTMLElement>("main h2, .dialog-head h2");
    if (heading) heading.tabIndex = -1;
    (near?.querySelector<HTMLElement>("button, a") ?? heading)?.focus({ preventScroll });
  };
  // The page is drawn again by then.
  return () => void setTimeout(giveBack);
}
