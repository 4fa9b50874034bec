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

/** Two people who may be one: their faces look alike, but not enough on average. */
export interface MergeSuggestion {
  a: string;
  b: string;
  /** Mean similarity of the pairs that are known, percent; not alike counts as 0. */
  mean: number;
  /** The most similar pair (FaceIds), to look at and decide about. */
  best: {
    a: string;
    b: string;
    similarity: number;
  };
}

/** A face that fits the others of its person badly, or another person better. */
export interface Suspect {
  faceId: string;
  person: string;
  /** Mean similarity with the person's other faces, percent. */
  own: number;
  /** The person it would fit better. */
  better?: {
    person: string;
    mean: number;
  };
}

/** People as the grouping left them, to be looked over. */
export interface Review {
  graph: FaceGraph;
  /** Id and places of each person. */
  people: {
    id: string;
    places: number[];
  }[];
  /** Mean similarity that joins two groups, percent. */
  joinAt: number;
  /** Whether it was decided that these are not one person. */
  isApart(here: ReadonlySet<number>, there: ReadonlySet<number>): boolean;
  /** Whether the user said whose face this is. */
  isDecided(place: number): boolean;
  /** The person's faces that a face was grouped with by its looks; others are there because the user said so. */
  companions(place: number, person: number[]): ReadonlySet<number>;
}
interface Between {
  one: number;
  two: number;
  sum: number;
  best: {
    a: number;
    b: number;
    similarity: number;
  };
}

/**
 * Pairs of people worth a look: at least a quarter of what would have joined them, never on one photo together. Most
 * similar first.
 */
export function suggestMerges({
  graph,
  people,
  joinAt,
  isApart
}: Review): MergeSuggestion[] {
  if (stryMutAct_9fa48("0")) {
    {}
  } else {
    stryCov_9fa48("0");
    const members = people.map(stryMutAct_9fa48("1") ? () => undefined : (stryCov_9fa48("1"), ({
      places
    }) => new Set(places)));
    const faceId = stryMutAct_9fa48("2") ? () => undefined : (stryCov_9fa48("2"), (() => {
      const faceId = (place: number) => graph.faces[place]!.faceId;
      return faceId;
    })());
    return stryMutAct_9fa48("3") ? linksBetween(graph, homes(people)).flatMap(({
      one,
      two,
      sum,
      best
    }): MergeSuggestion[] => {
      const [here, there] = [members[one]!, members[two]!];
      if (sum / (here.size * there.size) < joinAt / 4 && !graph.hasUntold) return [];
      const mean = sum / graph.knownPairs(here, there);
      if (mean < joinAt / 4 || areOnOnePhoto(graph, here, there) || isApart(here, there)) return [];
      const pair = {
        a: faceId(best.a),
        b: faceId(best.b),
        similarity: best.similarity
      };
      return [{
        a: people[one]!.id,
        b: people[two]!.id,
        mean,
        best: pair
      }];
    }) : (stryCov_9fa48("3"), linksBetween(graph, homes(people)).flatMap(({
      one,
      two,
      sum,
      best
    }): MergeSuggestion[] => {
      if (stryMutAct_9fa48("4")) {
        {}
      } else {
        stryCov_9fa48("4");
        const [here, there] = stryMutAct_9fa48("5") ? [] : (stryCov_9fa48("5"), [members[one]!, members[two]!]);
        if (stryMutAct_9fa48("8") ? sum / (here.size * there.size) < joinAt / 4 || !graph.hasUntold : stryMutAct_9fa48("7") ? false : stryMutAct_9fa48("6") ? true : (stryCov_9fa48("6", "7", "8"), (stryMutAct_9fa48("11") ? sum / (here.size * there.size) >= joinAt / 4 : stryMutAct_9fa48("10") ? sum / (here.size * there.size) <= joinAt / 4 : stryMutAct_9fa48("9") ? true : (stryCov_9fa48("9", "10", "11"), (stryMutAct_9fa48("12") ? sum * (here.size * there.size) : (stryCov_9fa48("12"), sum / (stryMutAct_9fa48("13") ? here.size / there.size : (stryCov_9fa48("13"), here.size * there.size)))) < (stryMutAct_9fa48("14") ? joinAt * 4 : (stryCov_9fa48("14"), joinAt / 4)))) && (stryMutAct_9fa48("15") ? graph.hasUntold : (stryCov_9fa48("15"), !graph.hasUntold)))) return stryMutAct_9fa48("16") ? ["Stryker was here"] : (stryCov_9fa48("16"), []);
        const mean = stryMutAct_9fa48("17") ? sum * graph.knownPairs(here, there) : (stryCov_9fa48("17"), sum / graph.knownPairs(here, there));
        if (stryMutAct_9fa48("20") ? (mean < joinAt / 4 || areOnOnePhoto(graph, here, there)) && isApart(here, there) : stryMutAct_9fa48("19") ? false : stryMutAct_9fa48("18") ? true : (stryCov_9fa48("18", "19", "20"), (stryMutAct_9fa48("22") ? mean < joinAt / 4 && areOnOnePhoto(graph, here, there) : stryMutAct_9fa48("21") ? false : (stryCov_9fa48("21", "22"), (stryMutAct_9fa48("25") ? mean >= joinAt / 4 : stryMutAct_9fa48("24") ? mean <= joinAt / 4 : stryMutAct_9fa48("23") ? false : (stryCov_9fa48("23", "24", "25"), mean < (stryMutAct_9fa48("26") ? joinAt * 4 : (stryCov_9fa48("26"), joinAt / 4)))) || areOnOnePhoto(graph, here, there))) || isApart(here, there))) return stryMutAct_9fa48("27") ? ["Stryker was here"] : (stryCov_9fa48("27"), []);
        const pair = stryMutAct_9fa48("28") ? {} : (stryCov_9fa48("28"), {
          a: faceId(best.a),
          b: faceId(best.b),
          similarity: best.similarity
        });
        return stryMutAct_9fa48("29") ? [] : (stryCov_9fa48("29"), [stryMutAct_9fa48("30") ? {} : (stryCov_9fa48("30"), {
          a: people[one]!.id,
          b: people[two]!.id,
          mean,
          best: pair
        })]);
      }
    }).sort(stryMutAct_9fa48("31") ? () => undefined : (stryCov_9fa48("31"), (x, y) => stryMutAct_9fa48("32") ? y.mean + x.mean : (stryCov_9fa48("32"), y.mean - x.mean))));
  }
}

/** For any two people with alike faces, what these add up to. */
function linksBetween(graph: FaceGraph, home: Map<number, number>): Between[] {
  if (stryMutAct_9fa48("33")) {
    {}
  } else {
    stryCov_9fa48("33");
    const links = new Map<number, Between>();
    const {
      a,
      b,
      similarity
    } = graph.pairs;
    for (let i = 0; stryMutAct_9fa48("36") ? i >= a.length : stryMutAct_9fa48("35") ? i <= a.length : stryMutAct_9fa48("34") ? false : (stryCov_9fa48("34", "35", "36"), i < a.length); stryMutAct_9fa48("37") ? i-- : (stryCov_9fa48("37"), i++)) {
      if (stryMutAct_9fa48("38")) {
        {}
      } else {
        stryCov_9fa48("38");
        const [one, two] = stryMutAct_9fa48("39") ? [] : (stryCov_9fa48("39"), [home.get(a[i]!), home.get(b[i]!)]);
        if (stryMutAct_9fa48("42") ? (one === undefined || two === undefined) && one === two : stryMutAct_9fa48("41") ? false : stryMutAct_9fa48("40") ? true : (stryCov_9fa48("40", "41", "42"), (stryMutAct_9fa48("44") ? one === undefined && two === undefined : stryMutAct_9fa48("43") ? false : (stryCov_9fa48("43", "44"), (stryMutAct_9fa48("46") ? one !== undefined : stryMutAct_9fa48("45") ? false : (stryCov_9fa48("45", "46"), one === undefined)) || (stryMutAct_9fa48("48") ? two !== undefined : stryMutAct_9fa48("47") ? false : (stryCov_9fa48("47", "48"), two === undefined)))) || (stryMutAct_9fa48("50") ? one !== two : stryMutAct_9fa48("49") ? false : (stryCov_9fa48("49", "50"), one === two)))) continue;
        const isAscending = stryMutAct_9fa48("54") ? one >= two : stryMutAct_9fa48("53") ? one <= two : stryMutAct_9fa48("52") ? false : stryMutAct_9fa48("51") ? true : (stryCov_9fa48("51", "52", "53", "54"), one < two);
        const pair = stryMutAct_9fa48("55") ? {} : (stryCov_9fa48("55"), {
          a: isAscending ? a[i]! : b[i]!,
          b: isAscending ? b[i]! : a[i]!,
          similarity: similarity[i]!
        });
        const key = stryMutAct_9fa48("56") ? Math.min(one, two) * graph.faces.length - Math.max(one, two) : (stryCov_9fa48("56"), (stryMutAct_9fa48("57") ? Math.min(one, two) / graph.faces.length : (stryCov_9fa48("57"), (stryMutAct_9fa48("58") ? Math.max(one, two) : (stryCov_9fa48("58"), Math.min(one, two))) * graph.faces.length)) + (stryMutAct_9fa48("59") ? Math.min(one, two) : (stryCov_9fa48("59"), Math.max(one, two))));
        const known = links.get(key);
        if (stryMutAct_9fa48("61") ? false : stryMutAct_9fa48("60") ? true : (stryCov_9fa48("60", "61"), known)) {
          if (stryMutAct_9fa48("62")) {
            {}
          } else {
            stryCov_9fa48("62");
            stryMutAct_9fa48("63") ? known.sum -= pair.similarity : (stryCov_9fa48("63"), known.sum += pair.similarity);
            if (stryMutAct_9fa48("67") ? pair.similarity <= known.best.similarity : stryMutAct_9fa48("66") ? pair.similarity >= known.best.similarity : stryMutAct_9fa48("65") ? false : stryMutAct_9fa48("64") ? true : (stryCov_9fa48("64", "65", "66", "67"), pair.similarity > known.best.similarity)) known.best = pair;
          }
        } else {
          if (stryMutAct_9fa48("68")) {
            {}
          } else {
            stryCov_9fa48("68");
            links.set(key, stryMutAct_9fa48("69") ? {} : (stryCov_9fa48("69"), {
              one: stryMutAct_9fa48("70") ? Math.max(one, two) : (stryCov_9fa48("70"), Math.min(one, two)),
              two: stryMutAct_9fa48("71") ? Math.min(one, two) : (stryCov_9fa48("71"), Math.max(one, two)),
              sum: pair.similarity,
              best: pair
            }));
          }
        }
      }
    }
    return stryMutAct_9fa48("72") ? [] : (stryCov_9fa48("72"), [...links.values()]);
  }
}
const homes = stryMutAct_9fa48("73") ? () => undefined : (stryCov_9fa48("73"), (() => {
  const homes = (people: Review["people"]) => new Map(people.flatMap(stryMutAct_9fa48("74") ? () => undefined : (stryCov_9fa48("74"), ({
    places
  }, person) => places.map(stryMutAct_9fa48("75") ? () => undefined : (stryCov_9fa48("75"), place => [place, person] as const)))));
  return homes;
})());
function areOnOnePhoto(graph: FaceGraph, here: ReadonlySet<number>, there: ReadonlySet<number>): boolean {
  if (stryMutAct_9fa48("76")) {
    {}
  } else {
    stryCov_9fa48("76");
    const photos = new Set((stryMutAct_9fa48("77") ? [] : (stryCov_9fa48("77"), [...here])).map(stryMutAct_9fa48("78") ? () => undefined : (stryCov_9fa48("78"), place => graph.faces[place]!.photo)));
    return stryMutAct_9fa48("79") ? [...there].every(place => photos.has(graph.faces[place]!.photo)) : (stryCov_9fa48("79"), (stryMutAct_9fa48("80") ? [] : (stryCov_9fa48("80"), [...there])).some(stryMutAct_9fa48("81") ? () => undefined : (stryCov_9fa48("81"), place => photos.has(graph.faces[place]!.photo))));
  }
}

/**
 * Faces that are less like the others of their person than would have joined them, or more like another person;
 * worst first. What was decided is not doubted.
 */
export function findSuspects(review: Review): Suspect[] {
  if (stryMutAct_9fa48("82")) {
    {}
  } else {
    stryCov_9fa48("82");
    const {
      graph,
      people,
      joinAt,
      isApart,
      isDecided,
      companions
    } = review;
    const home = homes(people);
    const members = people.map(stryMutAct_9fa48("83") ? () => undefined : (stryCov_9fa48("83"), ({
      places
    }) => new Set(places)));
    const betterFor = (place: number, own: number, person: number) => {
      if (stryMutAct_9fa48("84")) {
        {}
      } else {
        stryCov_9fa48("84");
        const others = new Set((stryMutAct_9fa48("85") ? [] : (stryCov_9fa48("85"), [...graph.neighbours(place)])).flatMap(stryMutAct_9fa48("86") ? () => undefined : (stryCov_9fa48("86"), ([other]) => stryMutAct_9fa48("87") ? home.get(other) && [] : (stryCov_9fa48("87"), home.get(other) ?? (stryMutAct_9fa48("88") ? ["Stryker was here"] : (stryCov_9fa48("88"), []))))));
        others.delete(person);
        return stryMutAct_9fa48("90") ? [...others].map(other => ({
          other,
          person: people[other]!.id,
          mean: graph.mean(place, members[other]!) ?? 0
        })).sort((a, b) => b.mean - a.mean)[0] : stryMutAct_9fa48("89") ? [...others].map(other => ({
          other,
          person: people[other]!.id,
          mean: graph.mean(place, members[other]!) ?? 0
        })).filter(({
          other,
          mean
        }) => mean > own && !isApart(new Set([place]), members[other]!))[0] : (stryCov_9fa48("89", "90"), (stryMutAct_9fa48("91") ? [] : (stryCov_9fa48("91"), [...others])).map(stryMutAct_9fa48("92") ? () => undefined : (stryCov_9fa48("92"), other => stryMutAct_9fa48("93") ? {} : (stryCov_9fa48("93"), {
          other,
          person: people[other]!.id,
          mean: stryMutAct_9fa48("94") ? graph.mean(place, members[other]!) && 0 : (stryCov_9fa48("94"), graph.mean(place, members[other]!) ?? 0)
        }))).filter(stryMutAct_9fa48("95") ? () => undefined : (stryCov_9fa48("95"), ({
          other,
          mean
        }) => stryMutAct_9fa48("98") ? mean > own || !isApart(new Set([place]), members[other]!) : stryMutAct_9fa48("97") ? false : stryMutAct_9fa48("96") ? true : (stryCov_9fa48("96", "97", "98"), (stryMutAct_9fa48("101") ? mean <= own : stryMutAct_9fa48("100") ? mean >= own : stryMutAct_9fa48("99") ? true : (stryCov_9fa48("99", "100", "101"), mean > own)) && (stryMutAct_9fa48("102") ? isApart(new Set([place]), members[other]!) : (stryCov_9fa48("102"), !isApart(new Set(stryMutAct_9fa48("103") ? [] : (stryCov_9fa48("103"), [place])), members[other]!)))))).sort(stryMutAct_9fa48("104") ? () => undefined : (stryCov_9fa48("104"), (a, b) => stryMutAct_9fa48("105") ? b.mean + a.mean : (stryCov_9fa48("105"), b.mean - a.mean)))[0]);
      }
    };
    return stryMutAct_9fa48("106") ? people.flatMap(({
      id,
      places
    }, person) => (places.length > 1 ? places : []).flatMap((place): Suspect[] => {
      const own = isDecided(place) ? undefined : graph.mean(place, companions(place, places));
      if (own === undefined) return [];
      const better = betterFor(place, own, person);
      if (own >= joinAt && !better) return [];
      const {
        faceId
      } = graph.faces[place]!;
      return [{
        faceId,
        person: id,
        own,
        ...(better && {
          better: {
            person: better.person,
            mean: better.mean
          }
        })
      }];
    })) : (stryCov_9fa48("106"), people.flatMap(stryMutAct_9fa48("107") ? () => undefined : (stryCov_9fa48("107"), ({
      id,
      places
    }, person) => ((stryMutAct_9fa48("111") ? places.length <= 1 : stryMutAct_9fa48("110") ? places.length >= 1 : stryMutAct_9fa48("109") ? false : stryMutAct_9fa48("108") ? true : (stryCov_9fa48("108", "109", "110", "111"), places.length > 1)) ? places : stryMutAct_9fa48("112") ? ["Stryker was here"] : (stryCov_9fa48("112"), [])).flatMap((place): Suspect[] => {
      if (stryMutAct_9fa48("113")) {
        {}
      } else {
        stryCov_9fa48("113");
        const own = isDecided(place) ? undefined : graph.mean(place, companions(place, places));
        if (stryMutAct_9fa48("116") ? own !== undefined : stryMutAct_9fa48("115") ? false : stryMutAct_9fa48("114") ? true : (stryCov_9fa48("114", "115", "116"), own === undefined)) return stryMutAct_9fa48("117") ? ["Stryker was here"] : (stryCov_9fa48("117"), []);
        const better = betterFor(place, own, person);
        if (stryMutAct_9fa48("120") ? own >= joinAt || !better : stryMutAct_9fa48("119") ? false : stryMutAct_9fa48("118") ? true : (stryCov_9fa48("118", "119", "120"), (stryMutAct_9fa48("123") ? own < joinAt : stryMutAct_9fa48("122") ? own > joinAt : stryMutAct_9fa48("121") ? true : (stryCov_9fa48("121", "122", "123"), own >= joinAt)) && (stryMutAct_9fa48("124") ? better : (stryCov_9fa48("124"), !better)))) return stryMutAct_9fa48("125") ? ["Stryker was here"] : (stryCov_9fa48("125"), []);
        const {
          faceId
        } = graph.faces[place]!;
        return stryMutAct_9fa48("126") ? [] : (stryCov_9fa48("126"), [stryMutAct_9fa48("127") ? {} : (stryCov_9fa48("127"), {
          faceId,
          person: id,
          own,
          ...(stryMutAct_9fa48("130") ? better || {
            better: {
              person: better.person,
              mean: better.mean
            }
          } : stryMutAct_9fa48("129") ? false : stryMutAct_9fa48("128") ? true : (stryCov_9fa48("128", "129", "130"), better && (stryMutAct_9fa48("131") ? {} : (stryCov_9fa48("131"), {
            better: stryMutAct_9fa48("132") ? {} : (stryCov_9fa48("132"), {
              person: better.person,
              mean: better.mean
            })
          }))))
        })]);
      }
    }))).sort(stryMutAct_9fa48("133") ? () => undefined : (stryCov_9fa48("133"), (a, b) => stryMutAct_9fa48("134") ? a.own + b.own : (stryCov_9fa48("134"), a.own - b.own))));
  }
}