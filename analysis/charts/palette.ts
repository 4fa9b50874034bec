/**
 * Okabe and Ito's palette, told apart with every common colour blindness (Color Universal Design, 2008,
 * https://jfly.uni-koeln.de/color/; free to use).
 */
export const OKABE_ITO = {
  orange: "#E69F00",
  sky: "#56B4E9",
  green: "#009E73",
  yellow: "#F0E442",
  blue: "#0072B2",
  vermillion: "#D55E00",
  purple: "#CC79A7",
  grey: "#999999",
} as const;

/** Kept or excluded: the same two colours and shapes in every chart. */
export const KEPT = { domain: ["kept", "excluded"], range: [OKABE_ITO.blue, OKABE_ITO.vermillion] };

export const SHAPES: Record<string, string> = { kept: "circle", excluded: "triangle-up" };

/** A scale without the names that nothing is drawn for, so that the legend lists only what the chart shows. */
export function onlyDrawn(scale: { domain: string[]; range: string[] }, drawn: readonly string[]) {
  const kept = scale.domain.flatMap((name, i) => (drawn.includes(name) ? [i] : []));
  return { domain: kept.map((i) => scale.domain[i]!), range: kept.map((i) => scale.range[i]!) };
}

/** One person or two: of a pair of faces. */
export const PAIR = {
  domain: ["same person", "different people", "not grouped"],
  range: [OKABE_ITO.blue, OKABE_ITO.vermillion, OKABE_ITO.grey],
};
