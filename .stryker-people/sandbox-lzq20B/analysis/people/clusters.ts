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
import type { FaceGraph } from "./face-graph.ts";
import { LazyHeap } from "./heap.ts";
interface Link {
  /** Of the similarities of the alike pairs between the two. */
  sum: number;
  count: number;
  /** Of these pairs, those that no search tells: they were found by one that did not look all the way down. */
  untold: number;
}
interface Cluster {
  members: number[];
  /** Members whose own search does not tell. */
  untold: number[];
  photos: Set<string>;
  links: Map<number, Link>;
  /** Grows with every join, so that offers made before are recognised as old. */
  version: number;
}

/** Faces, by their places, in clusters that are joined one by one. */
export class Clusters {
  readonly #graph: FaceGraph;
  readonly #clusters = new Map<number, Cluster>();

  /** @param places the faces that take part */
  constructor(graph: FaceGraph, places: Iterable<number>) {
    if (stryMutAct_9fa48("206")) {
      {}
    } else {
      stryCov_9fa48("206");
      this.#graph = graph;
      for (const place of places) {
        if (stryMutAct_9fa48("207")) {
          {}
        } else {
          stryCov_9fa48("207");
          const {
            told,
            photo
          } = graph.faces[place]!;
          this.#clusters.set(place, stryMutAct_9fa48("208") ? {} : (stryCov_9fa48("208"), {
            members: stryMutAct_9fa48("209") ? [] : (stryCov_9fa48("209"), [place]),
            untold: (stryMutAct_9fa48("212") ? told !== Number.NEGATIVE_INFINITY : stryMutAct_9fa48("211") ? false : stryMutAct_9fa48("210") ? true : (stryCov_9fa48("210", "211", "212"), told === Number.NEGATIVE_INFINITY)) ? stryMutAct_9fa48("213") ? [] : (stryCov_9fa48("213"), [place]) : stryMutAct_9fa48("214") ? ["Stryker was here"] : (stryCov_9fa48("214"), []),
            photos: new Set(stryMutAct_9fa48("215") ? [] : (stryCov_9fa48("215"), [photo])),
            links: new Map(),
            version: 0
          }));
        }
      }
      for (const [a, cluster] of this.#clusters) {
        if (stryMutAct_9fa48("216")) {
          {}
        } else {
          stryCov_9fa48("216");
          for (const [b, similarity] of graph.neighbours(a)) {
            if (stryMutAct_9fa48("217")) {
              {}
            } else {
              stryCov_9fa48("217");
              const other = (stryMutAct_9fa48("221") ? a >= b : stryMutAct_9fa48("220") ? a <= b : stryMutAct_9fa48("219") ? false : stryMutAct_9fa48("218") ? true : (stryCov_9fa48("218", "219", "220", "221"), a < b)) ? this.#clusters.get(b) : undefined;
              if (stryMutAct_9fa48("224") ? false : stryMutAct_9fa48("223") ? true : stryMutAct_9fa48("222") ? other : (stryCov_9fa48("222", "223", "224"), !other)) continue;
              const untold = (stryMutAct_9fa48("227") ? graph.hasUntold || !graph.isTold(a, b) : stryMutAct_9fa48("226") ? false : stryMutAct_9fa48("225") ? true : (stryCov_9fa48("225", "226", "227"), graph.hasUntold && (stryMutAct_9fa48("228") ? graph.isTold(a, b) : (stryCov_9fa48("228"), !graph.isTold(a, b))))) ? 1 : 0;
              const link = stryMutAct_9fa48("229") ? {} : (stryCov_9fa48("229"), {
                sum: similarity,
                count: 1,
                untold
              });
              cluster.links.set(b, link);
              other.links.set(a, link);
            }
          }
        }
      }
    }
  }

  /** Joins the two clusters that are most alike on average, again and again, while that reaches `joinAt`. */
  link(joinAt: number): void {
    if (stryMutAct_9fa48("230")) {
      {}
    } else {
      stryCov_9fa48("230");
      const heap = new LazyHeap();
      const offer = (a: number, b: number) => {
        if (stryMutAct_9fa48("231")) {
          {}
        } else {
          stryCov_9fa48("231");
          const [one, two] = stryMutAct_9fa48("232") ? [] : (stryCov_9fa48("232"), [this.#clusters.get(a)!, this.#clusters.get(b)!]);
          const score = this.#meanSimilarity(one, two, b);
          if (stryMutAct_9fa48("235") ? score >= joinAt || !shareOne(one.photos, two.photos) : stryMutAct_9fa48("234") ? false : stryMutAct_9fa48("233") ? true : (stryCov_9fa48("233", "234", "235"), (stryMutAct_9fa48("238") ? score < joinAt : stryMutAct_9fa48("237") ? score > joinAt : stryMutAct_9fa48("236") ? true : (stryCov_9fa48("236", "237", "238"), score >= joinAt)) && (stryMutAct_9fa48("239") ? shareOne(one.photos, two.photos) : (stryCov_9fa48("239"), !shareOne(one.photos, two.photos))))) {
            if (stryMutAct_9fa48("240")) {
              {}
            } else {
              stryCov_9fa48("240");
              heap.push(score, stryMutAct_9fa48("241") ? Math.max(a, b) : (stryCov_9fa48("241"), Math.min(a, b)), stryMutAct_9fa48("242") ? Math.min(a, b) : (stryCov_9fa48("242"), Math.max(a, b)), stryMutAct_9fa48("243") ? one.version - two.version : (stryCov_9fa48("243"), one.version + two.version));
            }
          }
        }
      };
      for (const [a, {
        links
      }] of this.#clusters) for (const b of links.keys()) if (stryMutAct_9fa48("247") ? a >= b : stryMutAct_9fa48("246") ? a <= b : stryMutAct_9fa48("245") ? false : stryMutAct_9fa48("244") ? true : (stryCov_9fa48("244", "245", "246", "247"), a < b)) offer(a, b);
      const isCurrent = (a: number, b: number, version: number) => {
        if (stryMutAct_9fa48("248")) {
          {}
        } else {
          stryCov_9fa48("248");
          const [one, two] = stryMutAct_9fa48("249") ? [] : (stryCov_9fa48("249"), [this.#clusters.get(a), this.#clusters.get(b)]);
          return stryMutAct_9fa48("252") ? one !== undefined && two !== undefined || one.version + two.version === version : stryMutAct_9fa48("251") ? false : stryMutAct_9fa48("250") ? true : (stryCov_9fa48("250", "251", "252"), (stryMutAct_9fa48("254") ? one !== undefined || two !== undefined : stryMutAct_9fa48("253") ? true : (stryCov_9fa48("253", "254"), (stryMutAct_9fa48("256") ? one === undefined : stryMutAct_9fa48("255") ? true : (stryCov_9fa48("255", "256"), one !== undefined)) && (stryMutAct_9fa48("258") ? two === undefined : stryMutAct_9fa48("257") ? true : (stryCov_9fa48("257", "258"), two !== undefined)))) && (stryMutAct_9fa48("260") ? one.version + two.version !== version : stryMutAct_9fa48("259") ? true : (stryCov_9fa48("259", "260"), (stryMutAct_9fa48("261") ? one.version - two.version : (stryCov_9fa48("261"), one.version + two.version)) === version)));
        }
      };
      for (let best = heap.pop(isCurrent); stryMutAct_9fa48("262") ? false : (stryCov_9fa48("262"), best); best = heap.pop(isCurrent)) {
        if (stryMutAct_9fa48("263")) {
          {}
        } else {
          stryCov_9fa48("263");
          const into = this.#join(...best);
          for (const other of this.#clusters.get(into)!.links.keys()) offer(into, other);
        }
      }
    }
  }

  /** The members of each cluster by place, the clusters by their first member. */
  groups(): number[][] {
    if (stryMutAct_9fa48("264")) {
      {}
    } else {
      stryCov_9fa48("264");
      const groups = (stryMutAct_9fa48("265") ? [] : (stryCov_9fa48("265"), [...this.#clusters.values()])).map(stryMutAct_9fa48("266") ? () => undefined : (stryCov_9fa48("266"), ({
        members
      }) => stryMutAct_9fa48("267") ? members : (stryCov_9fa48("267"), members.sort(stryMutAct_9fa48("268") ? () => undefined : (stryCov_9fa48("268"), (a, b) => stryMutAct_9fa48("269") ? a + b : (stryCov_9fa48("269"), a - b))))));
      return stryMutAct_9fa48("270") ? groups : (stryCov_9fa48("270"), groups.sort(stryMutAct_9fa48("271") ? () => undefined : (stryCov_9fa48("271"), (a, b) => stryMutAct_9fa48("272") ? a[0]! + b[0]! : (stryCov_9fa48("272"), a[0]! - b[0]!))));
    }
  }

  /** Mean over the pairs that are known; not alike counts as 0. */
  #meanSimilarity(a: Cluster, b: Cluster, bPlace: number): number {
    if (stryMutAct_9fa48("273")) {
      {}
    } else {
      stryCov_9fa48("273");
      const link = a.links.get(bPlace);
      if (stryMutAct_9fa48("276") ? link !== undefined : stryMutAct_9fa48("275") ? false : stryMutAct_9fa48("274") ? true : (stryCov_9fa48("274", "275", "276"), link === undefined)) return 0;
      const unknown = stryMutAct_9fa48("277") ? this.#untoldBetween(a, b) + link.untold : (stryCov_9fa48("277"), this.#untoldBetween(a, b) - link.untold);
      return stryMutAct_9fa48("278") ? link.sum * (a.members.length * b.members.length - unknown) : (stryCov_9fa48("278"), link.sum / (stryMutAct_9fa48("279") ? a.members.length * b.members.length + unknown : (stryCov_9fa48("279"), (stryMutAct_9fa48("280") ? a.members.length / b.members.length : (stryCov_9fa48("280"), a.members.length * b.members.length)) - unknown)));
    }
  }

  /** Pairs of the two that no search tells. Of two faces that were both searched, the later search tells. */
  #untoldBetween(a: Cluster, b: Cluster): number {
    if (stryMutAct_9fa48("281")) {
      {}
    } else {
      stryCov_9fa48("281");
      if (stryMutAct_9fa48("284") ? a.untold.length + b.untold.length !== 0 : stryMutAct_9fa48("283") ? false : stryMutAct_9fa48("282") ? true : (stryCov_9fa48("282", "283", "284"), (stryMutAct_9fa48("285") ? a.untold.length - b.untold.length : (stryCov_9fa48("285"), a.untold.length + b.untold.length)) === 0)) return 0;
      let untold = 0;
      for (const x of a.untold) for (const y of b.members) if (stryMutAct_9fa48("288") ? false : stryMutAct_9fa48("287") ? true : stryMutAct_9fa48("286") ? this.#graph.isTold(x, y) : (stryCov_9fa48("286", "287", "288"), !this.#graph.isTold(x, y))) stryMutAct_9fa48("289") ? untold -= 1 : (stryCov_9fa48("289"), untold += 1);
      for (const y of b.untold) {
        if (stryMutAct_9fa48("290")) {
          {}
        } else {
          stryCov_9fa48("290");
          for (const x of a.members) {
            if (stryMutAct_9fa48("291")) {
              {}
            } else {
              stryCov_9fa48("291");
              if (stryMutAct_9fa48("294") ? this.#graph.faces[x]!.told !== Number.NEGATIVE_INFINITY || !this.#graph.isTold(x, y) : stryMutAct_9fa48("293") ? false : stryMutAct_9fa48("292") ? true : (stryCov_9fa48("292", "293", "294"), (stryMutAct_9fa48("296") ? this.#graph.faces[x]!.told === Number.NEGATIVE_INFINITY : stryMutAct_9fa48("295") ? true : (stryCov_9fa48("295", "296"), this.#graph.faces[x]!.told !== Number.NEGATIVE_INFINITY)) && (stryMutAct_9fa48("297") ? this.#graph.isTold(x, y) : (stryCov_9fa48("297"), !this.#graph.isTold(x, y))))) stryMutAct_9fa48("298") ? untold -= 1 : (stryCov_9fa48("298"), untold += 1);
            }
          }
        }
      }
      return untold;
    }
  }

  /** Moves everything of the smaller into the larger; every neighbour then knows that one alone. */
  #join(a: number, b: number): number {
    if (stryMutAct_9fa48("299")) {
      {}
    } else {
      stryCov_9fa48("299");
      const isLarger = stryMutAct_9fa48("303") ? this.#clusters.get(a)!.members.length < this.#clusters.get(b)!.members.length : stryMutAct_9fa48("302") ? this.#clusters.get(a)!.members.length > this.#clusters.get(b)!.members.length : stryMutAct_9fa48("301") ? false : stryMutAct_9fa48("300") ? true : (stryCov_9fa48("300", "301", "302", "303"), this.#clusters.get(a)!.members.length >= this.#clusters.get(b)!.members.length);
      const [into, from] = isLarger ? stryMutAct_9fa48("304") ? [] : (stryCov_9fa48("304"), [a, b]) : stryMutAct_9fa48("305") ? [] : (stryCov_9fa48("305"), [b, a]);
      const [kept, gone] = stryMutAct_9fa48("306") ? [] : (stryCov_9fa48("306"), [this.#clusters.get(into)!, this.#clusters.get(from)!]);
      kept.members.push(...gone.members);
      kept.untold.push(...gone.untold);
      for (const photo of gone.photos) kept.photos.add(photo);
      for (const [other, link] of gone.links) {
        if (stryMutAct_9fa48("307")) {
          {}
        } else {
          stryCov_9fa48("307");
          const neighbour = this.#clusters.get(other)!;
          neighbour.links.delete(from);
          if (stryMutAct_9fa48("310") ? other !== into : stryMutAct_9fa48("309") ? false : stryMutAct_9fa48("308") ? true : (stryCov_9fa48("308", "309", "310"), other === into)) continue;
          const known = stryMutAct_9fa48("311") ? kept.links.get(other) && {
            sum: 0,
            count: 0,
            untold: 0
          } : (stryCov_9fa48("311"), kept.links.get(other) ?? (stryMutAct_9fa48("312") ? {} : (stryCov_9fa48("312"), {
            sum: 0,
            count: 0,
            untold: 0
          })));
          const both: Link = stryMutAct_9fa48("313") ? {} : (stryCov_9fa48("313"), {
            sum: stryMutAct_9fa48("314") ? link.sum - known.sum : (stryCov_9fa48("314"), link.sum + known.sum),
            count: stryMutAct_9fa48("315") ? link.count - known.count : (stryCov_9fa48("315"), link.count + known.count),
            untold: stryMutAct_9fa48("316") ? link.untold - known.untold : (stryCov_9fa48("316"), link.untold + known.untold)
          });
          kept.links.set(other, both);
          neighbour.links.set(into, both);
        }
      }
      kept.links.delete(from);
      stryMutAct_9fa48("317") ? kept.version -= gone.version + 1 : (stryCov_9fa48("317"), kept.version += stryMutAct_9fa48("318") ? gone.version - 1 : (stryCov_9fa48("318"), gone.version + 1));
      this.#clusters.delete(from);
      return into;
    }
  }
}
function shareOne(a: Set<string>, b: Set<string>): boolean {
  if (stryMutAct_9fa48("319")) {
    {}
  } else {
    stryCov_9fa48("319");
    const [small, large] = (stryMutAct_9fa48("323") ? a.size >= b.size : stryMutAct_9fa48("322") ? a.size <= b.size : stryMutAct_9fa48("321") ? false : stryMutAct_9fa48("320") ? true : (stryCov_9fa48("320", "321", "322", "323"), a.size < b.size)) ? stryMutAct_9fa48("324") ? [] : (stryCov_9fa48("324"), [a, b]) : stryMutAct_9fa48("325") ? [] : (stryCov_9fa48("325"), [b, a]);
    for (const photo of small) if (stryMutAct_9fa48("327") ? false : stryMutAct_9fa48("326") ? true : (stryCov_9fa48("326", "327"), large.has(photo))) return stryMutAct_9fa48("328") ? false : (stryCov_9fa48("328"), true);
    return stryMutAct_9fa48("329") ? true : (stryCov_9fa48("329"), false);
  }
}