import { signal } from "@preact/signals";

/** The faces of the view, in its order: where the arrows lead from a face that is looked at. */
export const shownFaces = signal<readonly number[]>([]);
