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

it("goes slower by each refused call, told of once or often, and finds back to its pace", () => {
  const pace = new Pace(10, 0);
  pace.slow(7);
  expect(starts(pace, 0, 10)).toBe(100);
  for (let i = 0; i < 9; i++) pace.slow(7 + 40);
  const slowed = starts(pace, 10_000, 10);
  expect(slowed).toBeGreaterThan(62);
  expect(slowed).toBeLessThan(76);
  pace.slow(7 + 40 + 40);
  expect(starts(pace, 20_000, 10)).toBeLessThan(slowed * 0.8);
  expect(starts(pace, 30_000, 100)).toBeGreaterThan(600);
  expect(starts(pace, 130_000, 10)).toBeGreaterThan(99);
});

it("starts a photo fewer for each call that was made again, of the operation that is called most", () => {
  const pace = new Pace(10, 0);
  pace.reckon("DetectFaces", 1000);
  pace.reckon("IndexFaces", 1000);
  expect(starts(pace, 0, 10)).toBe(100);
  pace.reckon("DetectFaces", 1020);
  pace.reckon("IndexFaces", 1005);
  expect(starts(pace, 10_000, 10)).toBe(80);
  expect(starts(pace, 20_000, 10)).toBe(100);
});

it("starts one more for each photo that needed no call, and no crowd", () => {
  const pace = new Pace(10, 0);
  pace.reckon("DetectFaces", 0);
  pace.reckon("IndexFaces", 0);
  for (let second = 0; second < 10; second++) {
    pace.reckon("DetectFaces", -2 * (second + 1));
    pace.reckon("IndexFaces", -2 * (second + 1));
    expect(starts(pace, second * 1000, 1)).toBeLessThan(14);
  }
  expect(starts(pace, 10_000, 10)).toBe(100);
});

it("does not slow down for what was refused before it was loaded or is counted again, nor to a standstill", () => {
  const pace = new Pace(10, 1_000_000);
  pace.slow(5000);
  pace.slow(0);
  expect(starts(pace, 1_000_000, 10)).toBeGreaterThan(98);
  pace.slow(100_000);
  expect(starts(pace, 2_000_000, 20)).toBeGreaterThan(5);
});
