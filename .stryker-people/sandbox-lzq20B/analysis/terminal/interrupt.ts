// @ts-nocheck
import { setMaxListeners } from "node:events";

/** A wrapper such as npm or timeout may forward a Ctrl-C that the terminal has sent already: one and the same. */
const ECHO_MILLISECONDS = 1000;

/**
 * Ctrl-C as a signal: the first one lets the work under way end cleanly, a second one ends the process at once.
 */
export async function untilInterrupted<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // Much waits at once, and Node would take that for a leak.
  let stoppedAt = 0;
  const stop = () => {
    if (controller.signal.aborted) {
      if (performance.now() - stoppedAt > ECHO_MILLISECONDS) process.exit(130);
      return;
    }
    stoppedAt = performance.now();
    controller.abort();
    process.stderr.write("\nStopping; what is done stays done. Press Ctrl-C again to quit now.\n");
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  try {
    return await use(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}
