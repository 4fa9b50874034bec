import { expect, it } from "vitest";
import { RateLimiter } from "../../functions/rate-limiter.ts";

/** Starts photos for a time, as fast as they may be; returns how many. */
function starts(limiter: RateLimiter, from: number, seconds: number): number {
  let count = 0;
  for (let now = from; now < from + seconds * 1000; count += 1) now += limiter.take(now);
  return count;
}

it("starts so many a second, evenly, and makes up for the time between batches only", () => {
  const limiter = new RateLimiter(5, 0);
  expect([limiter.take(0), limiter.take(200), limiter.take(400)]).toEqual([200, 200, 200]);
  // The next batch comes 100 ms late, and the pace is kept all the same.
  expect([limiter.take(900), limiter.take(900)]).toEqual([0, 100]);
  // After an hour without photos no crowd is let in.
  const later = 3_600_000;
  const delays = Array.from({ length: 5 }, () => limiter.take(later));
  expect(delays).toEqual([0, 0, 0, 100, 300]);
});

it("goes slower by each refused call, told of once or often, and finds back to its pace", () => {
  const limiter = new RateLimiter(10, 0);
  limiter.slowDown(7);
  expect(starts(limiter, 0, 10)).toBe(100);
  for (let i = 0; i < 9; i++) limiter.slowDown(7 + 40);
  const slowed = starts(limiter, 10_000, 10);
  expect(slowed).toBeGreaterThan(62);
  expect(slowed).toBeLessThan(76);
  limiter.slowDown(7 + 40 + 40);
  expect(starts(limiter, 20_000, 10)).toBeLessThan(slowed * 0.8);
  expect(starts(limiter, 30_000, 100)).toBeGreaterThan(600);
  expect(starts(limiter, 130_000, 10)).toBeGreaterThan(99);
});

it("starts a photo fewer for each call that was made again, of the operation that is called most", () => {
  const limiter = new RateLimiter(10, 0);
  limiter.countExtra("DetectFaces", 1000);
  limiter.countExtra("IndexFaces", 1000);
  expect(starts(limiter, 0, 10)).toBe(100);
  limiter.countExtra("DetectFaces", 1020);
  limiter.countExtra("IndexFaces", 1005);
  expect(starts(limiter, 10_000, 10)).toBe(80);
  expect(starts(limiter, 20_000, 10)).toBe(100);
});

it("starts one more for each photo that needed no call, and no crowd", () => {
  const limiter = new RateLimiter(10, 0);
  limiter.countExtra("DetectFaces", 0);
  limiter.countExtra("IndexFaces", 0);
  for (let second = 0; second < 10; second++) {
    limiter.countExtra("DetectFaces", -2 * (second + 1));
    limiter.countExtra("IndexFaces", -2 * (second + 1));
    expect(starts(limiter, second * 1000, 1)).toBeLessThan(14);
  }
  expect(starts(limiter, 10_000, 10)).toBe(100);
});

it("does not slow down for what was refused before it was loaded or is counted again, nor to a standstill", () => {
  const limiter = new RateLimiter(10, 1_000_000);
  limiter.slowDown(5000);
  limiter.slowDown(0);
  expect(starts(limiter, 1_000_000, 10)).toBeGreaterThan(98);
  limiter.slowDown(100_000);
  expect(starts(limiter, 2_000_000, 20)).toBeGreaterThan(5);
});
