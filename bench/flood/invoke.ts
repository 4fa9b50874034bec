import { serviceError } from "./service.ts";
import type { World } from "./world.ts";

const MEMORY_GB: Record<string, number> = {
  DetectFaces: 0.5,
  AddToCollection: 0.5,
  Thumbnail: 1.73,
  ErrorDetected: 0.25,
  Admit: 0.125,
};

/** A function's run; the invocation itself may fail, before it or after it. */
export async function invoke<T>(world: World, name: string, run: () => Promise<T>): Promise<T> {
  const { clock, random, counts, flood } = world;
  const started = clock.now();
  counts.invocations++;
  await clock.sleep(10 + random() * 30);
  const fault = random() < flood.faults;
  try {
    if (fault && random() < 0.5) throw serviceError("Lambda.ServiceException", 500);
    const answer = await run();
    if (fault) throw serviceError("Lambda.ServiceException", 500);
    return answer;
  } finally {
    counts.gbSeconds += ((clock.now() - started) / 1000) * MEMORY_GB[name]!;
  }
}
