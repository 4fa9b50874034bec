// @ts-nocheck
import type { TopLevelSpec } from "vega-lite";
import type { ErrorRates } from "../calibrate/rates.ts";
import { BY_INK, frame } from "./chart.ts";
import { OKABE_ITO } from "./palette.ts";

const MATCH = "false matches (two people)";
const NON_MATCH = "false non-matches (one person)";

/**
 * False-match and false-non-match rates by threshold, each with the band of its 95 % interval; the recommended
 * threshold as a dashed line.
 */
export function errorRatesSpec(rates: readonly ErrorRates[], recommended?: number): TopLevelSpec {
  const values = rates.flatMap(({ threshold, falseMatch, falseNonMatch }) =>
    [
      { what: MATCH, ...falseMatch },
      { what: NON_MATCH, ...falseNonMatch },
    ].map(({ what, rate, low, high }) => ({ threshold, what, rate, low, high })),
  );
  const lowest = rates[0]?.threshold ?? 0;
  const domain = [lowest, 100];
  const x = {
    field: "threshold",
    type: "quantitative",
    title: "threshold (%)",
    scale: { domain, nice: false },
  } as const;
  const color = {
    field: "what",
    type: "nominal",
    scale: { domain: [MATCH, NON_MATCH], range: [OKABE_ITO.vermillion, OKABE_ITO.blue] },
    title: null,
    legend: { orient: "top", direction: "vertical", labelLimit: 400, symbolOpacity: 1 },
  } as const;
  const axis = { title: "share of pairs", axis: { format: "%" } };
  return {
    ...frame({ title: "Errors at each threshold" }, values, "bands: 95 % confidence"),
    layer: [
      {
        mark: { type: "area", opacity: 0.18 },
        encoding: { x, y: { field: "low", type: "quantitative", ...axis }, y2: { field: "high" }, color },
      },
      {
        mark: { type: "line", strokeWidth: 2.5 },
        encoding: { x, y: { field: "rate", type: "quantitative", ...axis }, color },
      },
      {
        mark: { type: "point", size: 140, opacity: 0 },
        encoding: {
          x,
          y: { field: "rate", type: "quantitative", ...axis },
          tooltip: [
            { field: "what", title: "error" },
            { field: "threshold", title: "threshold (%)" },
            { field: "rate", title: "rate", format: ".2%" },
            { field: "low", title: "at least", format: ".2%" },
            { field: "high", title: "at most", format: ".2%" },
          ],
        },
      },
      ...(recommended === undefined ? [] : recommendedLine(recommended, x, lowest)),
    ],
  };
}

/** A dashed line with its label: at the lowest threshold the line alone would pass for the axis. */
function recommendedLine<X>(threshold: number, x: X, lowest: number) {
  const data = { values: [{ threshold, label: `recommended: ${threshold} %` }] };
  const isLeft = threshold < (lowest + 100) / 2;
  const place = isLeft ? ({ align: "left", dx: 6 } as const) : ({ align: "right", dx: -6 } as const);
  return [
    {
      data,
      mark: { type: "rule" as const, strokeDash: [5, 4], strokeWidth: 1.5, color: BY_INK },
      encoding: { x },
    },
    {
      data,
      mark: { type: "text" as const, fontSize: 12, color: BY_INK, baseline: "top" as const, ...place },
      encoding: { x, y: { value: 4 }, text: { field: "label" } },
    },
  ];
}
