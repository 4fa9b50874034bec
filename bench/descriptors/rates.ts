/** False matches that are put up with, as shares of the different pairs. */
export const FALSE_RATES = [0.01, 0.001, 0.0001];

/** Scores in standard deviations above the mean of the different pairs, so that two kinds can be added. */
export function zNormed(scores: readonly number[], same: readonly boolean[]): number[] {
  const different = scores.filter((_, i) => !same[i]);
  const mean = different.reduce((sum, score) => sum + score, 0) / different.length;
  const deviation = Math.sqrt(
    different.reduce((sum, score) => sum + (score - mean) ** 2, 0) / different.length,
  );
  return scores.map((score) => (score - mean) / deviation);
}

/** How many same pairs are missed at the threshold that lets so large a share of the different ones pass. */
export function errorsAt(scores: readonly number[], same: readonly boolean[]) {
  const different = scores.filter((_, i) => !same[i]).sort((a, b) => b - a);
  const alike = scores.filter((_, i) => same[i]);
  return FALSE_RATES.map((falseRate) => {
    // The highest score that may not pass; ties with it do not either.
    const bar = different[Math.floor(falseRate * different.length)] ?? Number.NEGATIVE_INFINITY;
    return { falseRate, missed: alike.filter((score) => score <= bar).length, of: alike.length };
  });
}
