/** What each decision says, in faces: pure, from the words of the user and who is who now. All throw DecisionRefused. */
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
import { isBirthDate } from "./born.ts";
import type { Verdict } from "./decisions.ts";
import { type Directory, refused } from "./directory.ts";
import { type Person, summaryOf } from "./snapshot.ts";
export function name(directory: Directory, who: string, text: string, isShared: boolean): Verdict {
  if (stryMutAct_9fa48("2204")) {
    {}
  } else {
    stryCov_9fa48("2204");
    const person = directory.person(who);
    const name = stryMutAct_9fa48("2205") ? text.normalize("NFC") : (stryCov_9fa48("2205"), text.trim().normalize(stryMutAct_9fa48("2206") ? "" : (stryCov_9fa48("2206"), "NFC")));
    if (stryMutAct_9fa48("2209") ? name === "" || person.name === null : stryMutAct_9fa48("2208") ? false : stryMutAct_9fa48("2207") ? true : (stryCov_9fa48("2207", "2208", "2209"), (stryMutAct_9fa48("2211") ? name !== "" : stryMutAct_9fa48("2210") ? true : (stryCov_9fa48("2210", "2211"), name === (stryMutAct_9fa48("2212") ? "Stryker was here!" : (stryCov_9fa48("2212"), "")))) && (stryMutAct_9fa48("2214") ? person.name !== null : stryMutAct_9fa48("2213") ? true : (stryCov_9fa48("2213", "2214"), person.name === null)))) throw refused(stryMutAct_9fa48("2215") ? {} : (stryCov_9fa48("2215"), {
      code: stryMutAct_9fa48("2216") ? "" : (stryCov_9fa48("2216"), "EMPTY_NAME")
    }));
    if (stryMutAct_9fa48("2219") ? name !== (person.name ?? "") : stryMutAct_9fa48("2218") ? false : stryMutAct_9fa48("2217") ? true : (stryCov_9fa48("2217", "2218", "2219"), name === (stryMutAct_9fa48("2220") ? person.name && "" : (stryCov_9fa48("2220"), person.name ?? (stryMutAct_9fa48("2221") ? "Stryker was here!" : (stryCov_9fa48("2221"), "")))))) throw refused(stryMutAct_9fa48("2222") ? {} : (stryCov_9fa48("2222"), {
      code: stryMutAct_9fa48("2223") ? "" : (stryCov_9fa48("2223"), "ALREADY_SO")
    }));
    const by = directory.now.people.find(stryMutAct_9fa48("2224") ? () => undefined : (stryCov_9fa48("2224"), other => stryMutAct_9fa48("2227") ? other !== person || other.name === name : stryMutAct_9fa48("2226") ? false : stryMutAct_9fa48("2225") ? true : (stryCov_9fa48("2225", "2226", "2227"), (stryMutAct_9fa48("2229") ? other === person : stryMutAct_9fa48("2228") ? true : (stryCov_9fa48("2228", "2229"), other !== person)) && (stryMutAct_9fa48("2231") ? other.name !== name : stryMutAct_9fa48("2230") ? true : (stryCov_9fa48("2230", "2231"), other.name === name)))));
    if (stryMutAct_9fa48("2234") ? by && !isShared || name !== "" : stryMutAct_9fa48("2233") ? false : stryMutAct_9fa48("2232") ? true : (stryCov_9fa48("2232", "2233", "2234"), (stryMutAct_9fa48("2236") ? by || !isShared : stryMutAct_9fa48("2235") ? true : (stryCov_9fa48("2235", "2236"), by && (stryMutAct_9fa48("2237") ? isShared : (stryCov_9fa48("2237"), !isShared)))) && (stryMutAct_9fa48("2239") ? name === "" : stryMutAct_9fa48("2238") ? true : (stryCov_9fa48("2238", "2239"), name !== (stryMutAct_9fa48("2240") ? "Stryker was here!" : (stryCov_9fa48("2240"), "")))))) {
      if (stryMutAct_9fa48("2241")) {
        {}
      } else {
        stryCov_9fa48("2241");
        throw refused(stryMutAct_9fa48("2242") ? {} : (stryCov_9fa48("2242"), {
          code: stryMutAct_9fa48("2243") ? "" : (stryCov_9fa48("2243"), "NAME_TAKEN"),
          name,
          person: summaryOf(person),
          by: summaryOf(by)
        }));
      }
    }
    return stryMutAct_9fa48("2244") ? {} : (stryCov_9fa48("2244"), {
      type: stryMutAct_9fa48("2245") ? "" : (stryCov_9fa48("2245"), "name"),
      name,
      faces: directory.personRef(person).faces,
      person: person.id
    });
  }
}
export function merge(directory: Directory, keep: string, gone: string): Verdict {
  if (stryMutAct_9fa48("2246")) {
    {}
  } else {
    stryCov_9fa48("2246");
    const [one, two] = directory.twoPeople(keep, gone);
    directory.assertNotApart(new Set(one.places), new Set(two.places));
    return stryMutAct_9fa48("2247") ? {} : (stryCov_9fa48("2247"), {
      type: stryMutAct_9fa48("2248") ? "" : (stryCov_9fa48("2248"), "merge"),
      people: stryMutAct_9fa48("2249") ? [] : (stryCov_9fa48("2249"), [directory.personRef(one), directory.personRef(two)])
    });
  }
}

/** @param newId of the person that the faces become */
export function split(directory: Directory, faces: string[], newId: string): Verdict {
  if (stryMutAct_9fa48("2250")) {
    {}
  } else {
    stryCov_9fa48("2250");
    const places = directory.faces(faces);
    const homes = new Set(places.map(stryMutAct_9fa48("2251") ? () => undefined : (stryCov_9fa48("2251"), place => directory.now.home[place])));
    const [home] = homes;
    if (stryMutAct_9fa48("2254") ? homes.size === 1 || home?.places.length === places.length : stryMutAct_9fa48("2253") ? false : stryMutAct_9fa48("2252") ? true : (stryCov_9fa48("2252", "2253", "2254"), (stryMutAct_9fa48("2256") ? homes.size !== 1 : stryMutAct_9fa48("2255") ? true : (stryCov_9fa48("2255", "2256"), homes.size === 1)) && (stryMutAct_9fa48("2258") ? home?.places.length !== places.length : stryMutAct_9fa48("2257") ? true : (stryCov_9fa48("2257", "2258"), (stryMutAct_9fa48("2259") ? home.places.length : (stryCov_9fa48("2259"), home?.places.length)) === places.length)))) throw refused(stryMutAct_9fa48("2260") ? {} : (stryCov_9fa48("2260"), {
      code: stryMutAct_9fa48("2261") ? "" : (stryCov_9fa48("2261"), "ALREADY_SO")
    }));
    return stryMutAct_9fa48("2262") ? {} : (stryCov_9fa48("2262"), {
      type: stryMutAct_9fa48("2263") ? "" : (stryCov_9fa48("2263"), "split"),
      faces: directory.refs(places),
      person: newId
    });
  }
}

/** @param to a person, or `new`, unless somebody is called so */
export function move(directory: Directory, faces: string[], to: string, newId: string): Verdict {
  if (stryMutAct_9fa48("2264")) {
    {}
  } else {
    stryCov_9fa48("2264");
    const isNew = stryMutAct_9fa48("2267") ? to.toLowerCase() === "new" || !directory.now.people.some(({
      name
    }) => name === to) : stryMutAct_9fa48("2266") ? false : stryMutAct_9fa48("2265") ? true : (stryCov_9fa48("2265", "2266", "2267"), (stryMutAct_9fa48("2269") ? to.toLowerCase() !== "new" : stryMutAct_9fa48("2268") ? true : (stryCov_9fa48("2268", "2269"), (stryMutAct_9fa48("2270") ? to.toUpperCase() : (stryCov_9fa48("2270"), to.toLowerCase())) === (stryMutAct_9fa48("2271") ? "" : (stryCov_9fa48("2271"), "new")))) && (stryMutAct_9fa48("2272") ? directory.now.people.some(({
      name
    }) => name === to) : (stryCov_9fa48("2272"), !(stryMutAct_9fa48("2273") ? directory.now.people.every(({
      name
    }) => name === to) : (stryCov_9fa48("2273"), directory.now.people.some(stryMutAct_9fa48("2274") ? () => undefined : (stryCov_9fa48("2274"), ({
      name
    }) => stryMutAct_9fa48("2277") ? name !== to : stryMutAct_9fa48("2276") ? false : stryMutAct_9fa48("2275") ? true : (stryCov_9fa48("2275", "2276", "2277"), name === to))))))));
    return isNew ? split(directory, faces, newId) : moveTo(directory, directory.faces(faces), directory.person(to));
  }
}
function moveTo(directory: Directory, places: number[], to: Person): Verdict {
  if (stryMutAct_9fa48("2278")) {
    {}
  } else {
    stryCov_9fa48("2278");
    const moving = stryMutAct_9fa48("2279") ? places : (stryCov_9fa48("2279"), places.filter(stryMutAct_9fa48("2280") ? () => undefined : (stryCov_9fa48("2280"), place => stryMutAct_9fa48("2283") ? directory.now.home[place] === to : stryMutAct_9fa48("2282") ? false : stryMutAct_9fa48("2281") ? true : (stryCov_9fa48("2281", "2282", "2283"), directory.now.home[place] !== to))));
    const rest = stryMutAct_9fa48("2284") ? to.places : (stryCov_9fa48("2284"), to.places.filter(stryMutAct_9fa48("2285") ? () => undefined : (stryCov_9fa48("2285"), place => stryMutAct_9fa48("2286") ? places.includes(place) : (stryCov_9fa48("2286"), !places.includes(place)))));
    if (stryMutAct_9fa48("2289") ? rest.length !== 0 : stryMutAct_9fa48("2288") ? false : stryMutAct_9fa48("2287") ? true : (stryCov_9fa48("2287", "2288", "2289"), rest.length === 0)) throw refused(stryMutAct_9fa48("2290") ? {} : (stryCov_9fa48("2290"), {
      code: stryMutAct_9fa48("2291") ? "" : (stryCov_9fa48("2291"), "ALREADY_SO")
    }));
    // Faces that are there already are moved too: it pins them.
    directory.assertNotApart(new Set(moving), new Set(rest), moving);
    return stryMutAct_9fa48("2292") ? {} : (stryCov_9fa48("2292"), {
      type: stryMutAct_9fa48("2293") ? "" : (stryCov_9fa48("2293"), "move"),
      faces: directory.refs(places),
      to: directory.personRef(stryMutAct_9fa48("2294") ? {} : (stryCov_9fa48("2294"), {
        ...to,
        places: rest
      }))
    });
  }
}
export function ignore(directory: Directory, facesOrPeople: string[]): Verdict {
  if (stryMutAct_9fa48("2295")) {
    {}
  } else {
    stryCov_9fa48("2295");
    const places = stryMutAct_9fa48("2296") ? [] : (stryCov_9fa48("2296"), [...new Set(facesOrPeople.flatMap(stryMutAct_9fa48("2297") ? () => undefined : (stryCov_9fa48("2297"), word => directory.facesOf(word))))]);
    if (stryMutAct_9fa48("2300") ? places.length !== 0 : stryMutAct_9fa48("2299") ? false : stryMutAct_9fa48("2298") ? true : (stryCov_9fa48("2298", "2299", "2300"), places.length === 0)) throw refused(stryMutAct_9fa48("2301") ? {} : (stryCov_9fa48("2301"), {
      code: stryMutAct_9fa48("2302") ? "" : (stryCov_9fa48("2302"), "NO_FACES")
    }));
    if (stryMutAct_9fa48("2305") ? places.some(place => directory.now.home[place] === undefined) : stryMutAct_9fa48("2304") ? false : stryMutAct_9fa48("2303") ? true : (stryCov_9fa48("2303", "2304", "2305"), places.every(stryMutAct_9fa48("2306") ? () => undefined : (stryCov_9fa48("2306"), place => stryMutAct_9fa48("2309") ? directory.now.home[place] !== undefined : stryMutAct_9fa48("2308") ? false : stryMutAct_9fa48("2307") ? true : (stryCov_9fa48("2307", "2308", "2309"), directory.now.home[place] === undefined))))) throw refused(stryMutAct_9fa48("2310") ? {} : (stryCov_9fa48("2310"), {
      code: stryMutAct_9fa48("2311") ? "" : (stryCov_9fa48("2311"), "ALREADY_SO")
    }));
    return stryMutAct_9fa48("2312") ? {} : (stryCov_9fa48("2312"), {
      type: stryMutAct_9fa48("2313") ? "" : (stryCov_9fa48("2313"), "ignore"),
      faces: directory.refs(places)
    });
  }
}
export function reject(directory: Directory, faces: string[], who: string): Verdict {
  if (stryMutAct_9fa48("2314")) {
    {}
  } else {
    stryCov_9fa48("2314");
    const [places, person] = stryMutAct_9fa48("2315") ? [] : (stryCov_9fa48("2315"), [directory.faces(faces), directory.person(who)]);
    const stranger = places.find(stryMutAct_9fa48("2316") ? () => undefined : (stryCov_9fa48("2316"), place => stryMutAct_9fa48("2319") ? directory.now.home[place] === person : stryMutAct_9fa48("2318") ? false : stryMutAct_9fa48("2317") ? true : (stryCov_9fa48("2317", "2318", "2319"), directory.now.home[place] !== person)));
    if (stryMutAct_9fa48("2322") ? stranger === undefined : stryMutAct_9fa48("2321") ? false : stryMutAct_9fa48("2320") ? true : (stryCov_9fa48("2320", "2321", "2322"), stranger !== undefined)) {
      if (stryMutAct_9fa48("2323")) {
        {}
      } else {
        stryCov_9fa48("2323");
        throw refused(stryMutAct_9fa48("2324") ? {} : (stryCov_9fa48("2324"), {
          code: stryMutAct_9fa48("2325") ? "" : (stryCov_9fa48("2325"), "NOT_THEIRS"),
          face: directory.faceKey(stranger),
          person: summaryOf(person)
        }));
      }
    }
    if (stryMutAct_9fa48("2328") ? places.length !== person.places.length : stryMutAct_9fa48("2327") ? false : stryMutAct_9fa48("2326") ? true : (stryCov_9fa48("2326", "2327", "2328"), places.length === person.places.length)) throw refused(stryMutAct_9fa48("2329") ? {} : (stryCov_9fa48("2329"), {
      code: stryMutAct_9fa48("2330") ? "" : (stryCov_9fa48("2330"), "ALREADY_SO")
    }));
    const rest = stryMutAct_9fa48("2331") ? {} : (stryCov_9fa48("2331"), {
      ...person,
      places: stryMutAct_9fa48("2332") ? person.places : (stryCov_9fa48("2332"), person.places.filter(stryMutAct_9fa48("2333") ? () => undefined : (stryCov_9fa48("2333"), place => stryMutAct_9fa48("2334") ? places.includes(place) : (stryCov_9fa48("2334"), !places.includes(place)))))
    });
    return stryMutAct_9fa48("2335") ? {} : (stryCov_9fa48("2335"), {
      type: stryMutAct_9fa48("2336") ? "" : (stryCov_9fa48("2336"), "reject"),
      faces: directory.refs(places),
      from: directory.personRef(rest)
    });
  }
}
export function same(directory: Directory, a: string, b: string): Verdict {
  if (stryMutAct_9fa48("2337")) {
    {}
  } else {
    stryCov_9fa48("2337");
    const [one, two] = stryMutAct_9fa48("2338") ? [] : (stryCov_9fa48("2338"), [directory.asFace(a), directory.asFace(b)]);
    if (stryMutAct_9fa48("2341") ? one !== undefined || two !== undefined : stryMutAct_9fa48("2340") ? false : stryMutAct_9fa48("2339") ? true : (stryCov_9fa48("2339", "2340", "2341"), (stryMutAct_9fa48("2343") ? one === undefined : stryMutAct_9fa48("2342") ? true : (stryCov_9fa48("2342", "2343"), one !== undefined)) && (stryMutAct_9fa48("2345") ? two === undefined : stryMutAct_9fa48("2344") ? true : (stryCov_9fa48("2344", "2345"), two !== undefined)))) return sameFaces(directory, one, two);
    if (stryMutAct_9fa48("2348") ? one === undefined : stryMutAct_9fa48("2347") ? false : stryMutAct_9fa48("2346") ? true : (stryCov_9fa48("2346", "2347", "2348"), one !== undefined)) return moveTo(directory, stryMutAct_9fa48("2349") ? [] : (stryCov_9fa48("2349"), [one]), directory.person(b));
    if (stryMutAct_9fa48("2352") ? two === undefined : stryMutAct_9fa48("2351") ? false : stryMutAct_9fa48("2350") ? true : (stryCov_9fa48("2350", "2351", "2352"), two !== undefined)) return moveTo(directory, stryMutAct_9fa48("2353") ? [] : (stryCov_9fa48("2353"), [two]), directory.person(a));
    return merge(directory, a, b);
  }
}

/** The face that fits its own person worse goes to the other's. */
function sameFaces(directory: Directory, a: number, b: number): Verdict {
  if (stryMutAct_9fa48("2354")) {
    {}
  } else {
    stryCov_9fa48("2354");
    if (stryMutAct_9fa48("2357") ? a !== b : stryMutAct_9fa48("2356") ? false : stryMutAct_9fa48("2355") ? true : (stryCov_9fa48("2355", "2356", "2357"), a === b)) throw refused(stryMutAct_9fa48("2358") ? {} : (stryCov_9fa48("2358"), {
      code: stryMutAct_9fa48("2359") ? "" : (stryCov_9fa48("2359"), "SAME_FACE"),
      face: directory.faceKey(a)
    }));
    const {
      graph,
      now
    } = directory;
    const [one, two] = stryMutAct_9fa48("2360") ? [] : (stryCov_9fa48("2360"), [now.home[a], now.home[b]]);
    const ownMean = stryMutAct_9fa48("2361") ? () => undefined : (stryCov_9fa48("2361"), (() => {
      const ownMean = (place: number, home: Person | undefined) => (stryMutAct_9fa48("2364") ? home === undefined && home.places.length === 1 : stryMutAct_9fa48("2363") ? false : stryMutAct_9fa48("2362") ? true : (stryCov_9fa48("2362", "2363", "2364"), (stryMutAct_9fa48("2366") ? home !== undefined : stryMutAct_9fa48("2365") ? false : (stryCov_9fa48("2365", "2366"), home === undefined)) || (stryMutAct_9fa48("2368") ? home.places.length !== 1 : stryMutAct_9fa48("2367") ? false : (stryCov_9fa48("2367", "2368"), home.places.length === 1)))) ? stryMutAct_9fa48("2369") ? +1 : (stryCov_9fa48("2369"), -1) : stryMutAct_9fa48("2370") ? graph.mean(place, new Set(home.places)) && 0 : (stryCov_9fa48("2370"), graph.mean(place, new Set(home.places)) ?? 0);
      return ownMean;
    })());
    const isFirst = stryMutAct_9fa48("2374") ? ownMean(a, one) >= ownMean(b, two) : stryMutAct_9fa48("2373") ? ownMean(a, one) <= ownMean(b, two) : stryMutAct_9fa48("2372") ? false : stryMutAct_9fa48("2371") ? true : (stryCov_9fa48("2371", "2372", "2373", "2374"), ownMean(a, one) < ownMean(b, two));
    const [moving, staying] = isFirst ? stryMutAct_9fa48("2375") ? [] : (stryCov_9fa48("2375"), [a, b]) : stryMutAct_9fa48("2376") ? [] : (stryCov_9fa48("2376"), [b, a]);
    const home = isFirst ? two : one;
    if (stryMutAct_9fa48("2379") ? home !== undefined : stryMutAct_9fa48("2378") ? false : stryMutAct_9fa48("2377") ? true : (stryCov_9fa48("2377", "2378", "2379"), home === undefined)) throw refused(stryMutAct_9fa48("2380") ? {} : (stryCov_9fa48("2380"), {
      code: stryMutAct_9fa48("2381") ? "" : (stryCov_9fa48("2381"), "FACE_IGNORED"),
      face: directory.faceKey(staying)
    }));
    directory.assertNotApart(new Set(stryMutAct_9fa48("2382") ? [] : (stryCov_9fa48("2382"), [moving])), new Set(home.places), stryMutAct_9fa48("2383") ? [] : (stryCov_9fa48("2383"), [moving]), new Set(stryMutAct_9fa48("2384") ? [] : (stryCov_9fa48("2384"), [a, b])));
    const to = stryMutAct_9fa48("2385") ? {} : (stryCov_9fa48("2385"), {
      person: home.id,
      faces: directory.refs(stryMutAct_9fa48("2386") ? [] : (stryCov_9fa48("2386"), [staying]))
    });
    return stryMutAct_9fa48("2387") ? {} : (stryCov_9fa48("2387"), {
      type: stryMutAct_9fa48("2388") ? "" : (stryCov_9fa48("2388"), "move"),
      faces: directory.refs(stryMutAct_9fa48("2389") ? [] : (stryCov_9fa48("2389"), [moving])),
      to
    });
  }
}
export function different(directory: Directory, a: string, b: string): Verdict {
  if (stryMutAct_9fa48("2390")) {
    {}
  } else {
    stryCov_9fa48("2390");
    const [one, two] = stryMutAct_9fa48("2391") ? [] : (stryCov_9fa48("2391"), [directory.asFace(a), directory.asFace(b)]);
    if (stryMutAct_9fa48("2394") ? one !== undefined || two !== undefined : stryMutAct_9fa48("2393") ? false : stryMutAct_9fa48("2392") ? true : (stryCov_9fa48("2392", "2393", "2394"), (stryMutAct_9fa48("2396") ? one === undefined : stryMutAct_9fa48("2395") ? true : (stryCov_9fa48("2395", "2396"), one !== undefined)) && (stryMutAct_9fa48("2398") ? two === undefined : stryMutAct_9fa48("2397") ? true : (stryCov_9fa48("2397", "2398"), two !== undefined)))) {
      if (stryMutAct_9fa48("2399")) {
        {}
      } else {
        stryCov_9fa48("2399");
        if (stryMutAct_9fa48("2402") ? one !== two : stryMutAct_9fa48("2401") ? false : stryMutAct_9fa48("2400") ? true : (stryCov_9fa48("2400", "2401", "2402"), one === two)) throw refused(stryMutAct_9fa48("2403") ? {} : (stryCov_9fa48("2403"), {
          code: stryMutAct_9fa48("2404") ? "" : (stryCov_9fa48("2404"), "SAME_FACE"),
          face: directory.faceKey(one)
        }));
        const [x, y] = directory.refs(stryMutAct_9fa48("2405") ? [] : (stryCov_9fa48("2405"), [one, two]));
        return stryMutAct_9fa48("2406") ? {} : (stryCov_9fa48("2406"), {
          type: stryMutAct_9fa48("2407") ? "" : (stryCov_9fa48("2407"), "different"),
          faces: stryMutAct_9fa48("2408") ? [] : (stryCov_9fa48("2408"), [x!, y!])
        });
      }
    }
    if (stryMutAct_9fa48("2411") ? one === undefined : stryMutAct_9fa48("2410") ? false : stryMutAct_9fa48("2409") ? true : (stryCov_9fa48("2409", "2410", "2411"), one !== undefined)) return faceIsNot(directory, one, b);
    if (stryMutAct_9fa48("2414") ? two === undefined : stryMutAct_9fa48("2413") ? false : stryMutAct_9fa48("2412") ? true : (stryCov_9fa48("2412", "2413", "2414"), two !== undefined)) return faceIsNot(directory, two, a);
    const [p, q] = directory.twoPeople(a, b);
    return stryMutAct_9fa48("2415") ? {} : (stryCov_9fa48("2415"), {
      type: stryMutAct_9fa48("2416") ? "" : (stryCov_9fa48("2416"), "distinct"),
      people: stryMutAct_9fa48("2417") ? [] : (stryCov_9fa48("2417"), [directory.personRef(p), directory.personRef(q)])
    });
  }
}

/** Says so of a face that is with another person too: it never comes to this one. */
function faceIsNot(directory: Directory, place: number, who: string): Verdict {
  if (stryMutAct_9fa48("2418")) {
    {}
  } else {
    stryCov_9fa48("2418");
    const person = directory.person(who);
    if (stryMutAct_9fa48("2421") ? directory.now.home[place] !== person : stryMutAct_9fa48("2420") ? false : stryMutAct_9fa48("2419") ? true : (stryCov_9fa48("2419", "2420", "2421"), directory.now.home[place] === person)) return reject(directory, stryMutAct_9fa48("2422") ? [] : (stryCov_9fa48("2422"), [directory.graph.faces[place]!.faceId]), who);
    return stryMutAct_9fa48("2423") ? {} : (stryCov_9fa48("2423"), {
      type: stryMutAct_9fa48("2424") ? "" : (stryCov_9fa48("2424"), "reject"),
      faces: directory.refs(stryMutAct_9fa48("2425") ? [] : (stryCov_9fa48("2425"), [place])),
      from: directory.personRef(person)
    });
  }
}
export function born(directory: Directory, who: string, date: string): Verdict {
  if (stryMutAct_9fa48("2426")) {
    {}
  } else {
    stryCov_9fa48("2426");
    const person = directory.person(who);
    if (stryMutAct_9fa48("2429") ? false : stryMutAct_9fa48("2428") ? true : stryMutAct_9fa48("2427") ? isBirthDate(date) : (stryCov_9fa48("2427", "2428", "2429"), !isBirthDate(date))) throw refused(stryMutAct_9fa48("2430") ? {} : (stryCov_9fa48("2430"), {
      code: stryMutAct_9fa48("2431") ? "" : (stryCov_9fa48("2431"), "BAD_DATE"),
      text: date
    }));
    if (stryMutAct_9fa48("2434") ? person.born !== date : stryMutAct_9fa48("2433") ? false : stryMutAct_9fa48("2432") ? true : (stryCov_9fa48("2432", "2433", "2434"), person.born === date)) throw refused(stryMutAct_9fa48("2435") ? {} : (stryCov_9fa48("2435"), {
      code: stryMutAct_9fa48("2436") ? "" : (stryCov_9fa48("2436"), "ALREADY_SO")
    }));
    return stryMutAct_9fa48("2437") ? {} : (stryCov_9fa48("2437"), {
      type: stryMutAct_9fa48("2438") ? "" : (stryCov_9fa48("2438"), "born"),
      born: date,
      person: directory.personRef(person)
    });
  }
}

/** @param id of a decision; by default the latest that stands */
export function undo({
  decisions
}: Directory, id?: number): Verdict {
  if (stryMutAct_9fa48("2439")) {
    {}
  } else {
    stryCov_9fa48("2439");
    const undone = (stryMutAct_9fa48("2442") ? id !== undefined : stryMutAct_9fa48("2441") ? false : stryMutAct_9fa48("2440") ? true : (stryCov_9fa48("2440", "2441", "2442"), id === undefined)) ? decisions.at(stryMutAct_9fa48("2443") ? +1 : (stryCov_9fa48("2443"), -1)) : decisions.find(stryMutAct_9fa48("2444") ? () => undefined : (stryCov_9fa48("2444"), decision => stryMutAct_9fa48("2447") ? decision.id !== id : stryMutAct_9fa48("2446") ? false : stryMutAct_9fa48("2445") ? true : (stryCov_9fa48("2445", "2446", "2447"), decision.id === id)));
    if (stryMutAct_9fa48("2449") ? false : stryMutAct_9fa48("2448") ? true : (stryCov_9fa48("2448", "2449"), undone)) return stryMutAct_9fa48("2450") ? {} : (stryCov_9fa48("2450"), {
      type: stryMutAct_9fa48("2451") ? "" : (stryCov_9fa48("2451"), "undo"),
      undoes: undone.id
    });
    throw refused((stryMutAct_9fa48("2454") ? id !== undefined : stryMutAct_9fa48("2453") ? false : stryMutAct_9fa48("2452") ? true : (stryCov_9fa48("2452", "2453", "2454"), id === undefined)) ? stryMutAct_9fa48("2455") ? {} : (stryCov_9fa48("2455"), {
      code: stryMutAct_9fa48("2456") ? "" : (stryCov_9fa48("2456"), "NOTHING_TO_UNDO")
    }) : stryMutAct_9fa48("2457") ? {} : (stryCov_9fa48("2457"), {
      code: stryMutAct_9fa48("2458") ? "" : (stryCov_9fa48("2458"), "UNKNOWN_DECISION"),
      id
    }));
  }
}