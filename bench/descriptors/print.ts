import { distance } from "../../local/faces/similarity.ts";
import type { Described } from "./describe-twice.ts";
import { errorsAt, zNormed } from "./rates.ts";

interface Pair {
  a: Described;
  b: Described;
  same: boolean;
}

/** Of each photo with every other, once; of copies with every photo but the one they were made of. */
function pairsOf(probes: readonly Described[], whole: readonly Described[]): Pair[] {
  return probes.flatMap((a) =>
    whole
      .filter(({ path }) => (probes === whole ? path > a.path : path !== a.path))
      .map((b) => ({ a, b, same: a.person === b.person })),
  );
}

/** Misses at so many false matches, of each descriptor and of both joined, on the same pairs. */
export function printComparison(
  name: string,
  probes: readonly Described[],
  whole: readonly Described[],
): void {
  const pairs = pairsOf(probes, whole);
  const labels = pairs.map(({ same }) => same);
  const own = pairs.map(({ a, b }) => -distance(a.own, b.own));
  const other = pairs.map(({ a, b }) => -distance(a.other, b.other));
  const [x, y] = [zNormed(own, labels), zNormed(other, labels)];
  const joined = x.map((value, i) => value + y[i]!);
  const same = labels.filter(Boolean).length;
  const different = pairs.length - same;
  console.log(`${name}: ${probes.length} photos, ${same} same and ${different} different pairs`);
  for (const [descriptor, scores] of Object.entries({ "built-in": own, other, joined })) {
    const rates = errorsAt(scores, labels).map(({ falseRate, missed, of }) =>
      // Fewer different pairs than this cannot tell such a share.
      falseRate * different < 1
        ? `unknown at ${100 * falseRate} %`
        : `${((100 * missed) / of).toFixed(1)} % at ${100 * falseRate} %`,
    );
    console.log(`  ${descriptor.padEnd(8)} missed ${rates.join(", ")} false matches`);
  }
}
