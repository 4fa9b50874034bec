/**
 * Offers of clusters to be joined with another, best first; one that is outdated is known by its version when it comes
 * up. They lie in columns of numbers: as objects they would keep the garbage collector busy.
 */
export class OfferHeap {
  #count = 0;
  #score = new Float64Array(1024);
  #a = new Int32Array(1024);
  #b = new Int32Array(1024);
  #version = new Int32Array(1024);

  push(score: number, a: number, b: number, version: number): void {
    if (this.#count === this.#score.length) this.#grow();
    let at = this.#count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isAbove(score, a, b, parent)) break;
      this.#copy(parent, at);
      at = parent;
    }
    this.#set(at, score, a, b, version);
  }

  /** The best offer, with the version that it was made at; undefined when none is left. */
  pop(): [from: number, to: number, version: number] | undefined {
    if (this.#count === 0) return undefined;
    const best: [number, number, number] = [this.#a[0]!, this.#b[0]!, this.#version[0]!];
    this.#count -= 1;
    if (this.#count > 0) this.#sinkLast();
    return best;
  }

  /** Puts the offer behind the last one where it belongs, from the top down. */
  #sinkLast(): void {
    const last = this.#count;
    const [score, a, b, version] = [this.#score[last]!, this.#a[last]!, this.#b[last]!, this.#version[last]!];
    let at = 0;
    for (let child = 1; child < this.#count; child = 2 * at + 1) {
      const right = child + 1;
      const isRight =
        right < this.#count && this.#isAbove(this.#score[right]!, this.#a[right]!, this.#b[right]!, child);
      const best = isRight ? right : child;
      if (this.#isAbove(score, a, b, best)) break;
      this.#copy(best, at);
      at = best;
    }
    this.#set(at, score, a, b, version);
  }

  /** Ties go to the earlier faces, so that nothing depends on the order of the offers. */
  #isAbove(score: number, a: number, b: number, other: number): boolean {
    const than = this.#score[other]!;
    if (score !== than) return score > than;
    const [first, firstOfOther] = [Math.min(a, b), Math.min(this.#a[other]!, this.#b[other]!)];
    if (first !== firstOfOther) return first < firstOfOther;
    return Math.max(a, b) < Math.max(this.#a[other]!, this.#b[other]!);
  }

  #copy(from: number, to: number): void {
    this.#set(to, this.#score[from]!, this.#a[from]!, this.#b[from]!, this.#version[from]!);
  }

  #set(at: number, score: number, a: number, b: number, version: number): void {
    this.#score[at] = score;
    this.#a[at] = a;
    this.#b[at] = b;
    this.#version[at] = version;
  }

  #grow(): void {
    const size = 2 * this.#score.length;
    const scores = new Float64Array(size);
    scores.set(this.#score);
    this.#score = scores;
    this.#a = enlarged(this.#a, size);
    this.#b = enlarged(this.#b, size);
    this.#version = enlarged(this.#version, size);
  }
}

function enlarged(column: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(column);
  return larger;
}
