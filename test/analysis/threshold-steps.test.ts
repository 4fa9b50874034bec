import { describe, expect, it } from "vitest";
import { thresholdSteps } from "../../analysis/charts/threshold-steps.ts";

describe("thresholdSteps", () => {
  const pair = (a: string, b: string, similarity: number) => ({ a, b, similarity });

  it("joins faces by any chain of pairs at least as similar as the threshold", () => {
    const steps = thresholdSteps([pair("a", "b", 99), pair("c", "d", 98), pair("b", "c", 97.5)]);
    expect(steps.map(({ threshold }) => threshold)).toEqual([97.5, 98, 98.5, 99, 99.5, 100]);
    expect(steps.map(({ pairs }) => pairs)).toEqual([3, 2, 1, 1, 0, 0]);
    expect(steps.map(({ people }) => people)).toEqual([1, 2, 1, 1, 0, 0]);
    expect(steps.map(({ largest }) => largest)).toEqual([4, 2, 2, 2, 0, 0]);
  });

  it("counts a pair inside a group without joining anything", () => {
    const steps = thresholdSteps([pair("a", "b", 99), pair("b", "c", 99), pair("a", "c", 99)]);
    expect(steps[0]).toEqual({ threshold: 99, pairs: 3, people: 1, largest: 3 });
  });

  it("has a step wherever a pair is lost: tenths, and near 100 hundredths", () => {
    const steps = thresholdSteps([98.7, 98.66, 99.92, 99.87].map((like, i) => pair(`a${i}`, `b${i}`, like)));
    expect(steps.map(({ threshold, pairs }) => [threshold, pairs])).toEqual([
      ...[
        [98.5, 4],
        [98.6, 4],
        [98.7, 3],
        [99, 2],
        [99.5, 2],
        [99.87, 2],
        [99.92, 1],
        [100, 0],
      ],
    ]);
  });

  it("has no steps without pairs", () => expect(thresholdSteps([])).toEqual([]));

  it("takes a long chain of faces", () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => pair(`f${index}`, `f${index + 1}`, 90));
    expect(thresholdSteps(chain).at(0)).toMatchObject({ people: 1, largest: 50_001 });
  });
});
