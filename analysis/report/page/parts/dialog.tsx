import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Notice } from "./notice.tsx";

interface Props {
  title: string;
  /** Wide enough for pictures side by side. */
  isWide?: boolean;
  /** What to focus once it is closed, as a selector; by default, and where there is none, what was focused before. */
  focusAfter?: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog for as long as it is drawn; Escape, the cross and a click beside it close it. */
export function Dialog({ title, isWide = false, focusAfter, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const after = useRef(focusAfter);
  after.current = focusAfter;
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    const first = dialog?.querySelector<HTMLElement>("[autofocus]") ?? dialog?.querySelector("h2");
    first?.focus();
    return () => {
      // What is behind an open dialog takes no focus.
      dialog?.close();
      const next = after.current === undefined ? null : document.querySelector<HTMLElement>(after.current);
      if (next) next.focus();
      else if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={element}
      class={isWide ? "wide" : ""}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div class="dialog-head">
        <h2 tabIndex={-1} title={title}>
          {title}
        </h2>
        <button type="button" class="quiet" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      <Notice />
    </dialog>
  );
}
