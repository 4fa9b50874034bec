/**
 * Offers to join two clusters, best first; outdated ones are skipped when they come up instead of being searched for.
 * Millions of them lie in columns of numbers: as objects they would keep the garbage collector busy.
 */
// @ts-nocheck
function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
export class LazyHeap {
  #count = 0;
  #score = new Float64Array(1024);
  #a = new Int32Array(1024);
  #b = new Int32Array(1024);
  #version = new Int32Array(1024);
  push(score: number, a: number, b: number, version: number): void {
    if (stryMutAct_9fa48("1323")) {
      {}
    } else {
      stryCov_9fa48("1323");
      if (stryMutAct_9fa48("1326") ? this.#count !== this.#score.length : stryMutAct_9fa48("1325") ? false : stryMutAct_9fa48("1324") ? true : (stryCov_9fa48("1324", "1325", "1326"), this.#count === this.#score.length)) this.#grow();
      let at = stryMutAct_9fa48("1327") ? this.#count-- : (stryCov_9fa48("1327"), this.#count++);
      while (stryMutAct_9fa48("1330") ? at <= 0 : stryMutAct_9fa48("1329") ? at >= 0 : stryMutAct_9fa48("1328") ? false : (stryCov_9fa48("1328", "1329", "1330"), at > 0)) {
        if (stryMutAct_9fa48("1331")) {
          {}
        } else {
          stryCov_9fa48("1331");
          const parent = (stryMutAct_9fa48("1332") ? at + 1 : (stryCov_9fa48("1332"), at - 1)) >> 1;
          if (stryMutAct_9fa48("1335") ? false : stryMutAct_9fa48("1334") ? true : stryMutAct_9fa48("1333") ? this.#isAbove(score, a, b, parent) : (stryCov_9fa48("1333", "1334", "1335"), !this.#isAbove(score, a, b, parent))) break;
          this.#copy(parent, at);
          at = parent;
        }
      }
      this.#set(at, score, a, b, version);
    }
  }

  /** The best pair that is still valid; undefined when none is left. */
  pop(isValid: (a: number, b: number, version: number) => boolean): [number, number] | undefined {
    if (stryMutAct_9fa48("1336")) {
      {}
    } else {
      stryCov_9fa48("1336");
      while (stryMutAct_9fa48("1339") ? this.#count <= 0 : stryMutAct_9fa48("1338") ? this.#count >= 0 : stryMutAct_9fa48("1337") ? false : (stryCov_9fa48("1337", "1338", "1339"), this.#count > 0)) {
        if (stryMutAct_9fa48("1340")) {
          {}
        } else {
          stryCov_9fa48("1340");
          const [a, b, version] = stryMutAct_9fa48("1341") ? [] : (stryCov_9fa48("1341"), [this.#a[0]!, this.#b[0]!, this.#version[0]!]);
          stryMutAct_9fa48("1342") ? this.#count += 1 : (stryCov_9fa48("1342"), this.#count -= 1);
          if (stryMutAct_9fa48("1346") ? this.#count <= 0 : stryMutAct_9fa48("1345") ? this.#count >= 0 : stryMutAct_9fa48("1344") ? false : stryMutAct_9fa48("1343") ? true : (stryCov_9fa48("1343", "1344", "1345", "1346"), this.#count > 0)) this.#sinkLast();
          if (stryMutAct_9fa48("1348") ? false : stryMutAct_9fa48("1347") ? true : (stryCov_9fa48("1347", "1348"), isValid(a, b, version))) return stryMutAct_9fa48("1349") ? [] : (stryCov_9fa48("1349"), [a, b]);
        }
      }
      return undefined;
    }
  }

  /** Puts the offer behind the last one where it belongs, from the top down. */
  #sinkLast(): void {
    if (stryMutAct_9fa48("1350")) {
      {}
    } else {
      stryCov_9fa48("1350");
      const last = this.#count;
      const [score, a, b, version] = stryMutAct_9fa48("1351") ? [] : (stryCov_9fa48("1351"), [this.#score[last]!, this.#a[last]!, this.#b[last]!, this.#version[last]!]);
      let at = 0;
      for (let child = 1; stryMutAct_9fa48("1354") ? child >= this.#count : stryMutAct_9fa48("1353") ? child <= this.#count : stryMutAct_9fa48("1352") ? false : (stryCov_9fa48("1352", "1353", "1354"), child < this.#count); child = stryMutAct_9fa48("1355") ? 2 * at - 1 : (stryCov_9fa48("1355"), (stryMutAct_9fa48("1356") ? 2 / at : (stryCov_9fa48("1356"), 2 * at)) + 1)) {
        if (stryMutAct_9fa48("1357")) {
          {}
        } else {
          stryCov_9fa48("1357");
          const right = stryMutAct_9fa48("1358") ? child - 1 : (stryCov_9fa48("1358"), child + 1);
          const isRight = stryMutAct_9fa48("1361") ? right < this.#count || this.#isAbove(this.#score[right]!, this.#a[right]!, this.#b[right]!, child) : stryMutAct_9fa48("1360") ? false : stryMutAct_9fa48("1359") ? true : (stryCov_9fa48("1359", "1360", "1361"), (stryMutAct_9fa48("1364") ? right >= this.#count : stryMutAct_9fa48("1363") ? right <= this.#count : stryMutAct_9fa48("1362") ? true : (stryCov_9fa48("1362", "1363", "1364"), right < this.#count)) && this.#isAbove(this.#score[right]!, this.#a[right]!, this.#b[right]!, child));
          const best = isRight ? right : child;
          if (stryMutAct_9fa48("1366") ? false : stryMutAct_9fa48("1365") ? true : (stryCov_9fa48("1365", "1366"), this.#isAbove(score, a, b, best))) break;
          this.#copy(best, at);
          at = best;
        }
      }
      this.#set(at, score, a, b, version);
    }
  }

  /** Ties go to the earlier faces, so that nothing depends on the order of the offers. */
  #isAbove(score: number, a: number, b: number, other: number): boolean {
    if (stryMutAct_9fa48("1367")) {
      {}
    } else {
      stryCov_9fa48("1367");
      const than = this.#score[other]!;
      if (stryMutAct_9fa48("1370") ? score === than : stryMutAct_9fa48("1369") ? false : stryMutAct_9fa48("1368") ? true : (stryCov_9fa48("1368", "1369", "1370"), score !== than)) return stryMutAct_9fa48("1374") ? score <= than : stryMutAct_9fa48("1373") ? score >= than : stryMutAct_9fa48("1372") ? false : stryMutAct_9fa48("1371") ? true : (stryCov_9fa48("1371", "1372", "1373", "1374"), score > than);
      return stryMutAct_9fa48("1377") ? a < this.#a[other]! && a === this.#a[other]! && b < this.#b[other]! : stryMutAct_9fa48("1376") ? false : stryMutAct_9fa48("1375") ? true : (stryCov_9fa48("1375", "1376", "1377"), (stryMutAct_9fa48("1380") ? a >= this.#a[other]! : stryMutAct_9fa48("1379") ? a <= this.#a[other]! : stryMutAct_9fa48("1378") ? false : (stryCov_9fa48("1378", "1379", "1380"), a < this.#a[other]!)) || (stryMutAct_9fa48("1382") ? a === this.#a[other]! || b < this.#b[other]! : stryMutAct_9fa48("1381") ? false : (stryCov_9fa48("1381", "1382"), (stryMutAct_9fa48("1384") ? a !== this.#a[other]! : stryMutAct_9fa48("1383") ? true : (stryCov_9fa48("1383", "1384"), a === this.#a[other]!)) && (stryMutAct_9fa48("1387") ? b >= this.#b[other]! : stryMutAct_9fa48("1386") ? b <= this.#b[other]! : stryMutAct_9fa48("1385") ? true : (stryCov_9fa48("1385", "1386", "1387"), b < this.#b[other]!)))));
    }
  }
  #copy(from: number, to: number): void {
    if (stryMutAct_9fa48("1388")) {
      {}
    } else {
      stryCov_9fa48("1388");
      this.#set(to, this.#score[from]!, this.#a[from]!, this.#b[from]!, this.#version[from]!);
    }
  }
  #set(at: number, score: number, a: number, b: number, version: number): void {
    if (stryMutAct_9fa48("1389")) {
      {}
    } else {
      stryCov_9fa48("1389");
      this.#score[at] = score;
      this.#a[at] = a;
      this.#b[at] = b;
      this.#version[at] = version;
    }
  }
  #grow(): void {
    if (stryMutAct_9fa48("1390")) {
      {}
    } else {
      stryCov_9fa48("1390");
      const size = stryMutAct_9fa48("1391") ? 2 / this.#score.length : (stryCov_9fa48("1391"), 2 * this.#score.length);
      const scores = new Float64Array(size);
      scores.set(this.#score);
      this.#score = scores;
      this.#a = enlarged(this.#a, size);
      this.#b = enlarged(this.#b, size);
      this.#version = enlarged(this.#version, size);
    }
  }
}
function enlarged(column: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  if (stryMutAct_9fa48("1392")) {
    {}
  } else {
    stryCov_9fa48("1392");
    const larger = new Int32Array(size);
    larger.set(column);
    return larger;
  }
}