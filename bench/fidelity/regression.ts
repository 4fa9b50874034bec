/** Weights of a linear model without intercept: add a constant feature for one. */
export type Weights = number[];

/**
 * Least squares with a ridge penalty on all weights but the first (the constant's), by the normal equations.
 * Rows are samples; features should be of about one size, or the penalty treats them unequally.
 */
export function fitRidge(rows: readonly number[][], targets: readonly number[], ridge: number): Weights {
  const size = rows[0]!.length;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) => {
      const sum = rows.reduce((total, row, k) => total + row[i]! * (j < size ? row[j]! : targets[k]!), 0);
      return i === j && i > 0 ? sum + ridge : sum;
    }),
  );
  return solve(matrix);
}

export function predict(weights: Weights, features: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * features[i]!, 0);
}

/** Gaussian elimination with pivoting of an augmented matrix. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]![column]!) > Math.abs(matrix[pivot]![column]!)) pivot = row;
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot]!, matrix[column]!];
    const lead = matrix[column]!;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = matrix[row]![column]! / lead[column]!;
      for (let k = column; k <= size; k++) matrix[row]![k]! -= factor * lead[k]!;
    }
  }
  return matrix.map((row, i) => row[size]! / row[i]!);
}

/**
 * What a model fitted without a sample's group predicts for it: how the fit does on people it has never seen.
 */
export function crossValidate<T>(
  samples: readonly T[],
  groupOf: (sample: T) => string,
  fit: (training: T[]) => (sample: T) => number,
): number[] {
  const models = new Map<string, (sample: T) => number>();
  return samples.map((sample) => {
    const group = groupOf(sample);
    const model = models.get(group) ?? fit(samples.filter((other) => groupOf(other) !== group));
    models.set(group, model);
    return model(sample);
  });
}
