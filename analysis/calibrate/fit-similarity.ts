/** Percent, and the share of pairs of two people that may reach it: as the engine's own similarity is set. */
const AT = 80;
const FALSE_MATCHES = 0.001;

/** From a similarity in percent to another: the logarithm of its odds times `factor`, plus `shift`. */
export interface Refit {
  factor: number;
  shift: number;
}

/**
 * How similarities must be stretched and moved so that they mean what they say: the stretch is Platt's logistic fit
 * (1999; both kinds of pairs of equal weight, targets smoothed so that a clean separation stays finite), and 80 % then
 * stands where one in a thousand pairs of two people would pass. With fewer than a thousand it stands at the most
 * alike of them.
 *
 * @param same similarities of pairs of one person, percent
 * @param different of pairs of two people, percent
 */
export function refit(same: readonly number[], different: readonly number[]): Refit {
  const factor = plattSlope(same.map(logOdds), different.map(logOdds));
  const falling = [...different].sort((a, b) => b - a);
  const bar = logOdds(falling[Math.floor(FALSE_MATCHES * falling.length)]!);
  // The slightest bit more, so that the pair at the bar does not pass.
  return { factor, shift: logOdds(AT) - factor * bar - 1e-9 };
}

/** Finite, also where numbers round to 0 or 100. */
export function logOdds(percent: number): number {
  const share = Math.min(1 - 1e-12, Math.max(1e-12, percent / 100));
  return Math.log(share / (1 - share));
}

/** Newton's method on two weights, centred and scaled first so that it converges from anywhere. */
function plattSlope(same: readonly number[], different: readonly number[]): number {
  const scores = [...same, ...different];
  const centre = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const spread =
    Math.sqrt(scores.reduce((sum, score) => sum + (score - centre) ** 2, 0) / scores.length) || 1;
  const samples = [
    ...same.map((score) => ({
      score,
      target: (same.length + 1) / (same.length + 2),
      weight: 0.5 / same.length,
    })),
    ...different.map((score) => ({
      score,
      target: 1 / (different.length + 2),
      weight: 0.5 / different.length,
    })),
  ].map((sample) => ({ ...sample, x: (sample.score - centre) / spread }));
  let [slope, intercept] = [1, 0];
  for (let step = 0; step < 100; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (const { x, target, weight } of samples) {
      const share = 1 / (1 + Math.exp(-(slope * x + intercept)));
      const [error, curve] = [weight * (share - target), weight * share * (1 - share)];
      g0 += error;
      g1 += error * x;
      h00 += curve;
      h01 += curve * x;
      h11 += curve * x * x;
    }
    const det = h00 * h11 - h01 * h01;
    // Half steps at most: where the curve is flat, Newton's own would overshoot.
    const limited = (value: number) => Math.max(-0.5, Math.min(0.5, value));
    const [d0, d1] = [limited((h11 * g0 - h01 * g1) / det), limited((h00 * g1 - h01 * g0) / det)];
    intercept -= d0;
    slope -= d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-9) break;
  }
  return Math.max(1e-3, slope) / spread;
}
