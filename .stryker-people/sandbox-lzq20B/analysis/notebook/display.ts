// @ts-nocheck
import { createRequire } from "node:module";

type Bundle = Record<string, string | object>;

/** The kernel's own module: tslab's public `display` takes one MIME type at a time, a chart needs two in one output. */
const kernel = createRequire(import.meta.url)("tslab/dist/jupyter.js") as {
  lastWriteDisplayData: ((message: { data: Bundle; metadata: object; transient: object }) => void) | null;
};

/** One output of the cell, in as many formats as it has; the viewer shows the best it knows. */
export function display(data: Bundle): void {
  if (kernel.lastWriteDisplayData === null) {
    throw new Error("Nothing to show this in: it runs in a cell of a tslab kernel only. Open a notebook.");
  }
  kernel.lastWriteDisplayData({ data, metadata: {}, transient: {} });
}
