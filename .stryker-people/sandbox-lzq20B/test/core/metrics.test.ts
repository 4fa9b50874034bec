// @ts-nocheck
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { embeddedMetrics } from "../../core/metrics.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 1234 });
});
afterEach(() => vi.useRealTimers());

it("makes metrics of the fields of a line, by stack", () => {
  expect(embeddedMetrics("Lookalike", { Kept: 1, SecondsToDone: 2.5 })).toEqual({
    _aws: {
      Timestamp: 1234,
      CloudWatchMetrics: [
        {
          Namespace: "Lookalike",
          Dimensions: [["Stack"]],
          Metrics: [
            { Name: "Kept", Unit: "Count" },
            { Name: "SecondsToDone", Unit: "Seconds" },
          ],
        },
      ],
    },
    Stack: "Lookalike",
    Kept: 1,
    SecondsToDone: 2.5,
  });
});

it("counts what is counted by one more dimension too, and measures nothing by it", () => {
  const line = embeddedMetrics("S", { Rejected: 1, SecondsToDone: 3 }, { Reason: "NoFaceError" });
  expect(line).toMatchObject({ Stack: "S", Reason: "NoFaceError", Rejected: 1, SecondsToDone: 3 });
  const { CloudWatchMetrics } = line._aws as { CloudWatchMetrics: unknown[] };
  expect(CloudWatchMetrics).toHaveLength(2);
  expect(CloudWatchMetrics[1]).toEqual({
    Namespace: "Lookalike",
    Dimensions: [["Stack", "Reason"]],
    Metrics: [{ Name: "Rejected", Unit: "Count" }],
  });
});
