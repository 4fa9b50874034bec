import { signal } from "@preact/signals";
import { keepFocus } from "./keep-focus.ts";

/** Places of the faces that were picked out, to do something with all of them. */
export const selection = signal<ReadonlySet<number>>(new Set());

let last: number | undefined;

/** @param until picks everything in `order` from the face that was picked before, as Shift does */
export function toggle(place: number, until?: readonly number[]): void {
  const next = new Set(selection.value);
  const isPicked = !next.has(place);
  const [from, to] = [until?.indexOf(last ?? -1) ?? -1, until?.indexOf(place) ?? -1];
  const range = from >= 0 && to >= 0 ? until!.slice(Math.min(from, to), Math.max(from, to) + 1) : [place];
  for (const one of range) {
    if (isPicked) next.add(one);
    else next.delete(one);
  }
  last = place;
  selection.value = next;
}

export function select(places: Iterable<number>): void {
  selection.value = new Set(places);
}

export function clearSelection(): void {
  last = undefined;
  if (selection.value.size === 0) return;
  const giveBack = keepFocus();
  selection.value = new Set();
  giveBack();
}
