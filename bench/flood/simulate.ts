import { output } from "../../functions/log.ts";
import { arrive } from "./arrive.ts";
import { audit } from "./audit.ts";
import { drain } from "./drain.ts";
import type { Flood, Outcome } from "./flood-options.ts";
import { startsOf } from "./machine.ts";
import { createServices } from "./services.ts";
import { createWorld, type World } from "./world.ts";

/** Uploads photos by a virtual clock, and sees what becomes of each: the real functions, and the real state machine. */
export async function simulate(flood: Flood): Promise<Outcome> {
  const world = await createWorld(flood);
  const { clock, quota } = world;
  const { write } = output;
  output.write = () => {};
  const { random: realRandom } = Math;
  Math.random = world.random;
  try {
    const started = clock.now();
    let ended = started;
    await clock.run(
      flow(world).then(() => {
        ended = clock.now();
      }),
    );
    return {
      ...world.counts,
      ...audit(world),
      paid: world.paid,
      requests: world.requests,
      endings: world.endings,
      seconds: (ended - started) / 1000,
      leastSeconds: quota.leastSeconds() + (flood.closedFor ?? 0),
    };
  } finally {
    output.write = write;
    Math.random = realRandom;
  }
}

/** From the first upload to the end of the last execution. */
async function flow(world: World): Promise<void> {
  const { flood, executions } = world;
  const services = createServices(world);
  const start = startsOf(world, services);
  let isOver = false;
  const arriving = arrive(world, start).then(() => {
    isOver = true;
  });
  await Promise.all([arriving, flood.admission ? drain(world, services, start, () => isOver) : arriving]);
  for (let seen = 0; seen < executions.size; ) {
    seen = executions.size;
    await Promise.all(executions.values());
  }
}
