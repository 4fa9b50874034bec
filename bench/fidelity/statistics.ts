export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** The share of pairs (positive, negative) whose positive scores higher; ties count half. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  let wins = 0;
  for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}

/** Mean precision at the rank of each relevant item; relevant items that were not ranked count as never found. */
export function averagePrecision(ranked: readonly boolean[], relevant: number): number {
  let hits = 0;
  let sum = 0;
  ranked.forEach((isRelevant, i) => {
    if (isRelevant) sum += ++hits / (i + 1);
  });
  return relevant === 0 ? 1 : sum / relevant;
}
