import { expect, it } from "vitest";
import { Pace } from "../../functions/pace.ts";

/** Starts photos for a time, as fast as they may be; returns how many. */
function starts(pace: Pace, from: number, seconds: number): number {
  let count = 0;
  for (let now = from; now < from + seconds * 1000; count += 1) now += pace.take(now);
  return count;
}

it("starts so many a second, evenly, and makes up for the time between batches only", () => {
  const pace = new Pace(5, 0);
  expect([pace.take(0), pace.take(200), pace.take(400)]).toEqual([200, 200, 200]);
  // The next batch comes 100 ms late, and the pace is kept all the same.
  expect([pace.take(900), pace.take(900)]).toEqual([0, 100]);
  // After an hour without photos no crowd is let in.
  const later = 3_600_000;
  const delays = Array.from({ length: 5 }, () => pace.take(later));
  expect(delays).toEqual([0, 0, 0, 100, 300]);
});

it("goes slower after a refusal, once for what belongs together, and finds back to its pace", () => {
  const pace = new Pace(10, 0);
  expect(starts(pace, 0, 10)).toBe(100);
  pace.slow(10_000, 10_000);
  pace.slow(10_000, 11_000);
  pace.slow(12_000, 12_000);
  const slowed = starts(pace, 12_000, 10);
  expect(slowed).toBeGreaterThan(78);
  expect(slowed).toBeLessThan(90);
  pace.slow(30_000, 30_000);
  expect(starts(pace, 30_000, 5)).toBeLessThan(slowed / 2);
  // Ten minutes later nothing is left of it.
  expect(starts(pace, 700_000, 10)).toBeGreaterThan(99);
});

it("does not slow down for what was refused before it was loaded, nor to a standstill", () => {
  const pace = new Pace(10, 1_000_000);
  pace.slow(0, 1_000_000);
  expect(starts(pace, 1_000_000, 10)).toBeGreaterThan(98);
  for (let at = 2_000_000; at < 2_300_000; at += 6000) pace.slow(at, at);
  expect(starts(pace, 2_300_000, 20)).toBeGreaterThan(5);
});
