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
import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { printable } from "../terminal/printable.ts";
import type { DecisionReport } from "./decision-report.ts";
import { describe } from "./decisions.ts";
import type { Agreement } from "./evaluate.ts";
import type { Change, People } from "./people.ts";
import type { Person } from "./snapshot.ts";
const FACES_SHOWN = 8;
const percent = stryMutAct_9fa48("1714") ? () => undefined : (stryCov_9fa48("1714"), (() => {
  const percent = (value: number) => stryMutAct_9fa48("1715") ? `` : (stryCov_9fa48("1715"), `${value.toFixed(1)} %`);
  return percent;
})());
const faces = stryMutAct_9fa48("1716") ? () => undefined : (stryCov_9fa48("1716"), (() => {
  const faces = (count: number) => counted(count, stryMutAct_9fa48("1717") ? "" : (stryCov_9fa48("1717"), "face"));
  return faces;
})());
const titleOf = stryMutAct_9fa48("1718") ? () => undefined : (stryCov_9fa48("1718"), (() => {
  const titleOf = ({
    id,
    name
  }: Pick<Person, "id" | "name">) => (stryMutAct_9fa48("1721") ? name !== null : stryMutAct_9fa48("1720") ? false : stryMutAct_9fa48("1719") ? true : (stryCov_9fa48("1719", "1720", "1721"), name === null)) ? id : stryMutAct_9fa48("1722") ? `` : (stryCov_9fa48("1722"), `${id} ${printable(name)}`);
  return titleOf;
})());

/** People with two faces and more, then how many are alone; without the faces that are hidden. */
export function peopleLines(people: People, hidden: ReadonlySet<string> = new Set()): string[] {
  if (stryMutAct_9fa48("1723")) {
    {}
  } else {
    stryCov_9fa48("1723");
    const isShown = stryMutAct_9fa48("1724") ? () => undefined : (stryCov_9fa48("1724"), (() => {
      const isShown = (place: number) => stryMutAct_9fa48("1725") ? hidden.has(people.graph.faces[place]!.faceId) : (stryCov_9fa48("1725"), !hidden.has(people.graph.faces[place]!.faceId));
      return isShown;
    })());
    const all = stryMutAct_9fa48("1727") ? people.list().map(person => ({
      ...person,
      places: person.places.filter(isShown)
    })).sort((a, b) => b.places.length - a.places.length) : stryMutAct_9fa48("1726") ? people.list().map(person => ({
      ...person,
      places: person.places.filter(isShown)
    })).filter(({
      places
    }) => places.length > 0) : (stryCov_9fa48("1726", "1727"), people.list().map(stryMutAct_9fa48("1728") ? () => undefined : (stryCov_9fa48("1728"), person => stryMutAct_9fa48("1729") ? {} : (stryCov_9fa48("1729"), {
      ...person,
      places: stryMutAct_9fa48("1730") ? person.places : (stryCov_9fa48("1730"), person.places.filter(isShown))
    }))).filter(stryMutAct_9fa48("1731") ? () => undefined : (stryCov_9fa48("1731"), ({
      places
    }) => stryMutAct_9fa48("1735") ? places.length <= 0 : stryMutAct_9fa48("1734") ? places.length >= 0 : stryMutAct_9fa48("1733") ? false : stryMutAct_9fa48("1732") ? true : (stryCov_9fa48("1732", "1733", "1734", "1735"), places.length > 0))).sort(stryMutAct_9fa48("1736") ? () => undefined : (stryCov_9fa48("1736"), (a, b) => stryMutAct_9fa48("1737") ? b.places.length + a.places.length : (stryCov_9fa48("1737"), b.places.length - a.places.length))));
    const several = stryMutAct_9fa48("1738") ? all : (stryCov_9fa48("1738"), all.filter(stryMutAct_9fa48("1739") ? () => undefined : (stryCov_9fa48("1739"), ({
      places,
      name
    }) => stryMutAct_9fa48("1742") ? places.length > 1 && name !== null : stryMutAct_9fa48("1741") ? false : stryMutAct_9fa48("1740") ? true : (stryCov_9fa48("1740", "1741", "1742"), (stryMutAct_9fa48("1745") ? places.length <= 1 : stryMutAct_9fa48("1744") ? places.length >= 1 : stryMutAct_9fa48("1743") ? false : (stryCov_9fa48("1743", "1744", "1745"), places.length > 1)) || (stryMutAct_9fa48("1747") ? name === null : stryMutAct_9fa48("1746") ? false : (stryCov_9fa48("1746", "1747"), name !== null))))));
    const alone = stryMutAct_9fa48("1748") ? all.length + several.length : (stryCov_9fa48("1748"), all.length - several.length);
    const grouped = several.reduce(stryMutAct_9fa48("1749") ? () => undefined : (stryCov_9fa48("1749"), (sum, {
      places
    }) => stryMutAct_9fa48("1750") ? sum - places.length : (stryCov_9fa48("1750"), sum + places.length)), 0);
    const ignored = people.ignored().length;
    return stryMutAct_9fa48("1751") ? [] : (stryCov_9fa48("1751"), [...several.map(stryMutAct_9fa48("1752") ? () => undefined : (stryCov_9fa48("1752"), person => personLine(person, people))), (stryMutAct_9fa48("1753") ? `` : (stryCov_9fa48("1753"), `${counted(several.length, stryMutAct_9fa48("1754") ? "" : (stryCov_9fa48("1754"), "person"), stryMutAct_9fa48("1755") ? "" : (stryCov_9fa48("1755"), "people"))} in ${faces(grouped)}; `)) + (stryMutAct_9fa48("1756") ? `` : (stryCov_9fa48("1756"), `${faces(alone)} ${(stryMutAct_9fa48("1759") ? alone !== 1 : stryMutAct_9fa48("1758") ? false : stryMutAct_9fa48("1757") ? true : (stryCov_9fa48("1757", "1758", "1759"), alone === 1)) ? stryMutAct_9fa48("1760") ? "" : (stryCov_9fa48("1760"), "is") : stryMutAct_9fa48("1761") ? "" : (stryCov_9fa48("1761"), "are")} alone${(stryMutAct_9fa48("1765") ? ignored <= 0 : stryMutAct_9fa48("1764") ? ignored >= 0 : stryMutAct_9fa48("1763") ? false : stryMutAct_9fa48("1762") ? true : (stryCov_9fa48("1762", "1763", "1764", "1765"), ignored > 0)) ? stryMutAct_9fa48("1766") ? `` : (stryCov_9fa48("1766"), `, ${ignored} ignored`) : stryMutAct_9fa48("1767") ? "Stryker was here!" : (stryCov_9fa48("1767"), "")}.`))]);
  }
}
function personLine(person: Person, {
  graph
}: People): string {
  if (stryMutAct_9fa48("1768")) {
    {}
  } else {
    stryCov_9fa48("1768");
    const {
      places,
      born
    } = person;
    const shown = stryMutAct_9fa48("1769") ? places.map(place => printable(graph.faces[place]!.faceKey)) : (stryCov_9fa48("1769"), places.slice(0, FACES_SHOWN).map(stryMutAct_9fa48("1770") ? () => undefined : (stryCov_9fa48("1770"), place => printable(graph.faces[place]!.faceKey))));
    const more = (stryMutAct_9fa48("1774") ? places.length <= FACES_SHOWN : stryMutAct_9fa48("1773") ? places.length >= FACES_SHOWN : stryMutAct_9fa48("1772") ? false : stryMutAct_9fa48("1771") ? true : (stryCov_9fa48("1771", "1772", "1773", "1774"), places.length > FACES_SHOWN)) ? stryMutAct_9fa48("1775") ? `` : (stryCov_9fa48("1775"), `, and ${stryMutAct_9fa48("1776") ? places.length + FACES_SHOWN : (stryCov_9fa48("1776"), places.length - FACES_SHOWN)} more`) : stryMutAct_9fa48("1777") ? "Stryker was here!" : (stryCov_9fa48("1777"), "");
    return stryMutAct_9fa48("1778") ? `` : (stryCov_9fa48("1778"), `${titleOf(person)}${(stryMutAct_9fa48("1781") ? born !== null : stryMutAct_9fa48("1780") ? false : stryMutAct_9fa48("1779") ? true : (stryCov_9fa48("1779", "1780", "1781"), born === null)) ? stryMutAct_9fa48("1782") ? "Stryker was here!" : (stryCov_9fa48("1782"), "") : stryMutAct_9fa48("1783") ? `` : (stryCov_9fa48("1783"), `, born ${born}`)}: ${faces(places.length)}: ${shown.join(stryMutAct_9fa48("1784") ? "" : (stryCov_9fa48("1784"), ", "))}${more}`);
  }
}

/** What a decision changed, and nothing else. */
export function changeLines({
  decision,
  undone,
  droppedName,
  moved,
  people: changed
}: Change, people: People): string[] {
  if (stryMutAct_9fa48("1785")) {
    {}
  } else {
    stryCov_9fa48("1785");
    const title = undone ? stryMutAct_9fa48("1786") ? `` : (stryCov_9fa48("1786"), `Undone: ${describe(undone)}`) : stryMutAct_9fa48("1787") ? `` : (stryCov_9fa48("1787"), `Decided ${(stryMutAct_9fa48("1790") ? decision.type !== "undo" : stryMutAct_9fa48("1789") ? false : stryMutAct_9fa48("1788") ? true : (stryCov_9fa48("1788", "1789", "1790"), decision.type === (stryMutAct_9fa48("1791") ? "" : (stryCov_9fa48("1791"), "undo")))) ? stryMutAct_9fa48("1792") ? "Stryker was here!" : (stryCov_9fa48("1792"), "") : describe(decision)}`);
    const nameOf = new Map(changed.flatMap(stryMutAct_9fa48("1793") ? () => undefined : (stryCov_9fa48("1793"), ({
      before,
      after
    }) => (stryMutAct_9fa48("1794") ? [] : (stryCov_9fa48("1794"), [stryMutAct_9fa48("1795") ? after && before : (stryCov_9fa48("1795"), after ?? before)])).map(stryMutAct_9fa48("1796") ? () => undefined : (stryCov_9fa48("1796"), one => stryMutAct_9fa48("1797") ? [] : (stryCov_9fa48("1797"), [one!.id, one!]))))));
    const titled = stryMutAct_9fa48("1798") ? () => undefined : (stryCov_9fa48("1798"), (() => {
      const titled = (id: string | null) => (stryMutAct_9fa48("1801") ? id !== null : stryMutAct_9fa48("1800") ? false : stryMutAct_9fa48("1799") ? true : (stryCov_9fa48("1799", "1800", "1801"), id === null)) ? stryMutAct_9fa48("1802") ? "" : (stryCov_9fa48("1802"), "nobody") : titleOf(stryMutAct_9fa48("1803") ? nameOf.get(id) && {
        id,
        name: null
      } : (stryCov_9fa48("1803"), nameOf.get(id) ?? (stryMutAct_9fa48("1804") ? {} : (stryCov_9fa48("1804"), {
        id,
        name: null
      }))));
      return titled;
    })());
    const byRoute = new Map<string, string[]>();
    for (const {
      faceKey,
      from,
      to
    } of moved) {
      if (stryMutAct_9fa48("1805")) {
        {}
      } else {
        stryCov_9fa48("1805");
        const route = stryMutAct_9fa48("1806") ? `` : (stryCov_9fa48("1806"), `${titled(from)} -> ${titled(to)}`);
        byRoute.set(route, stryMutAct_9fa48("1807") ? [] : (stryCov_9fa48("1807"), [...(stryMutAct_9fa48("1808") ? byRoute.get(route) && [] : (stryCov_9fa48("1808"), byRoute.get(route) ?? (stryMutAct_9fa48("1809") ? ["Stryker was here"] : (stryCov_9fa48("1809"), [])))), printable(faceKey)]));
      }
    }
    return stryMutAct_9fa48("1810") ? [] : (stryCov_9fa48("1810"), [printable(title), ...(stryMutAct_9fa48("1811") ? [] : (stryCov_9fa48("1811"), [...byRoute])).map(stryMutAct_9fa48("1812") ? () => undefined : (stryCov_9fa48("1812"), ([route, keys]) => stryMutAct_9fa48("1813") ? `` : (stryCov_9fa48("1813"), `  ${route}: ${faces(keys.length)}: ${stryMutAct_9fa48("1814") ? keys.join(", ") : (stryCov_9fa48("1814"), keys.slice(0, FACES_SHOWN).join(stryMutAct_9fa48("1815") ? "" : (stryCov_9fa48("1815"), ", ")))}${(stryMutAct_9fa48("1819") ? keys.length <= FACES_SHOWN : stryMutAct_9fa48("1818") ? keys.length >= FACES_SHOWN : stryMutAct_9fa48("1817") ? false : stryMutAct_9fa48("1816") ? true : (stryCov_9fa48("1816", "1817", "1818", "1819"), keys.length > FACES_SHOWN)) ? stryMutAct_9fa48("1820") ? "" : (stryCov_9fa48("1820"), ", …") : stryMutAct_9fa48("1821") ? "Stryker was here!" : (stryCov_9fa48("1821"), "")}`))), ...((stryMutAct_9fa48("1824") ? droppedName !== undefined : stryMutAct_9fa48("1823") ? false : stryMutAct_9fa48("1822") ? true : (stryCov_9fa48("1822", "1823", "1824"), droppedName === undefined)) ? stryMutAct_9fa48("1825") ? ["Stryker was here"] : (stryCov_9fa48("1825"), []) : stryMutAct_9fa48("1826") ? [] : (stryCov_9fa48("1826"), [stryMutAct_9fa48("1827") ? `` : (stryCov_9fa48("1827"), `  The name ${printable(droppedName)} is dropped.`)])), ...changed.flatMap(stryMutAct_9fa48("1828") ? () => undefined : (stryCov_9fa48("1828"), ({
      after
    }) => (stryMutAct_9fa48("1831") ? after !== null : stryMutAct_9fa48("1830") ? false : stryMutAct_9fa48("1829") ? true : (stryCov_9fa48("1829", "1830", "1831"), after === null)) ? stryMutAct_9fa48("1832") ? ["Stryker was here"] : (stryCov_9fa48("1832"), []) : stryMutAct_9fa48("1833") ? [] : (stryCov_9fa48("1833"), [personLine(after, people)]))), ...changed.flatMap(stryMutAct_9fa48("1834") ? () => undefined : (stryCov_9fa48("1834"), ({
      before,
      after
    }) => (stryMutAct_9fa48("1837") ? before || !after : stryMutAct_9fa48("1836") ? false : stryMutAct_9fa48("1835") ? true : (stryCov_9fa48("1835", "1836", "1837"), before && (stryMutAct_9fa48("1838") ? after : (stryCov_9fa48("1838"), !after)))) ? stryMutAct_9fa48("1839") ? [] : (stryCov_9fa48("1839"), [stryMutAct_9fa48("1840") ? `` : (stryCov_9fa48("1840"), `${titleOf(before)} is gone.`)]) : stryMutAct_9fa48("1841") ? ["Stryker was here"] : (stryCov_9fa48("1841"), [])))]);
  }
}

/** The same for programs: faces by their keys instead of their places. */
export function changeJson({
  people: changed,
  ...change
}: Change, {
  graph
}: People): string {
  if (stryMutAct_9fa48("1842")) {
    {}
  } else {
    stryCov_9fa48("1842");
    const shown = stryMutAct_9fa48("1843") ? () => undefined : (stryCov_9fa48("1843"), (() => {
      const shown = (person: Person | null) => stryMutAct_9fa48("1846") ? person || {
        ...person,
        places: undefined,
        faces: person.places.map(place => graph.faces[place]!.faceKey)
      } : stryMutAct_9fa48("1845") ? false : stryMutAct_9fa48("1844") ? true : (stryCov_9fa48("1844", "1845", "1846"), person && (stryMutAct_9fa48("1847") ? {} : (stryCov_9fa48("1847"), {
        ...person,
        places: undefined,
        faces: person.places.map(stryMutAct_9fa48("1848") ? () => undefined : (stryCov_9fa48("1848"), place => graph.faces[place]!.faceKey))
      })));
      return shown;
    })());
    const people = changed.map(stryMutAct_9fa48("1849") ? () => undefined : (stryCov_9fa48("1849"), ({
      before,
      after
    }) => stryMutAct_9fa48("1850") ? {} : (stryCov_9fa48("1850"), {
      before: shown(before),
      after: shown(after)
    })));
    return JSON.stringify(stryMutAct_9fa48("1851") ? {} : (stryCov_9fa48("1851"), {
      ...change,
      people
    }));
  }
}

/** Decisions whose faces are not there. */
export function problemLines(reports: DecisionReport[]): string[] {
  if (stryMutAct_9fa48("1852")) {
    {}
  } else {
    stryCov_9fa48("1852");
    return reports.flatMap(stryMutAct_9fa48("1853") ? () => undefined : (stryCov_9fa48("1853"), ({
      decision,
      state
    }) => (stryMutAct_9fa48("1856") ? state !== "missing" : stryMutAct_9fa48("1855") ? false : stryMutAct_9fa48("1854") ? true : (stryCov_9fa48("1854", "1855", "1856"), state === (stryMutAct_9fa48("1857") ? "" : (stryCov_9fa48("1857"), "missing")))) ? stryMutAct_9fa48("1858") ? [] : (stryCov_9fa48("1858"), [stryMutAct_9fa48("1859") ? `` : (stryCov_9fa48("1859"), `Face not found: ${printable(describe(decision))}`)]) : stryMutAct_9fa48("1860") ? ["Stryker was here"] : (stryCov_9fa48("1860"), [])));
  }
}
const STATES: Record<DecisionReport["state"], string> = stryMutAct_9fa48("1861") ? {} : (stryCov_9fa48("1861"), {
  "in force": stryMutAct_9fa48("1862") ? "Stryker was here!" : (stryCov_9fa48("1862"), ""),
  overwritten: stryMutAct_9fa48("1863") ? "" : (stryCov_9fa48("1863"), "overwritten by"),
  undone: stryMutAct_9fa48("1864") ? "" : (stryCov_9fa48("1864"), "undone by"),
  missing: stryMutAct_9fa48("1865") ? "" : (stryCov_9fa48("1865"), "face not found")
});

/** Every decision, with the later one that replaced it. */
export const decisionLines = stryMutAct_9fa48("1866") ? () => undefined : (stryCov_9fa48("1866"), (() => {
  const decisionLines = (reports: DecisionReport[]): string[] => reports.map(({
    decision,
    state,
    by
  }) => {
    if (stryMutAct_9fa48("1867")) {
      {}
    } else {
      stryCov_9fa48("1867");
      const what = stryMutAct_9fa48("1868") ? [STATES[state], by].join(" ") : (stryCov_9fa48("1868"), (stryMutAct_9fa48("1869") ? [] : (stryCov_9fa48("1869"), [STATES[state], by])).filter(stryMutAct_9fa48("1870") ? () => undefined : (stryCov_9fa48("1870"), part => stryMutAct_9fa48("1873") ? part !== undefined || part !== "" : stryMutAct_9fa48("1872") ? false : stryMutAct_9fa48("1871") ? true : (stryCov_9fa48("1871", "1872", "1873"), (stryMutAct_9fa48("1875") ? part === undefined : stryMutAct_9fa48("1874") ? true : (stryCov_9fa48("1874", "1875"), part !== undefined)) && (stryMutAct_9fa48("1877") ? part === "" : stryMutAct_9fa48("1876") ? true : (stryCov_9fa48("1876", "1877"), part !== (stryMutAct_9fa48("1878") ? "Stryker was here!" : (stryCov_9fa48("1878"), ""))))))).join(stryMutAct_9fa48("1879") ? "" : (stryCov_9fa48("1879"), " ")));
      return printable(stryMutAct_9fa48("1880") ? `` : (stryCov_9fa48("1880"), `${describe(decision)}${(stryMutAct_9fa48("1883") ? what !== "" : stryMutAct_9fa48("1882") ? false : stryMutAct_9fa48("1881") ? true : (stryCov_9fa48("1881", "1882", "1883"), what === (stryMutAct_9fa48("1884") ? "Stryker was here!" : (stryCov_9fa48("1884"), "")))) ? stryMutAct_9fa48("1885") ? "Stryker was here!" : (stryCov_9fa48("1885"), "") : stryMutAct_9fa48("1886") ? `` : (stryCov_9fa48("1886"), `  [${what}]`)}`));
    }
  });
  return decisionLines;
})());

/** Pairs to decide, with the commands that decide them. */
export function borderlineLines(people: People): string[] {
  if (stryMutAct_9fa48("1887")) {
    {}
  } else {
    stryCov_9fa48("1887");
    const [merges, suspects] = stryMutAct_9fa48("1888") ? [] : (stryCov_9fa48("1888"), [people.suggestedMerges(), people.suspects()]);
    const keyOf = stryMutAct_9fa48("1889") ? () => undefined : (stryCov_9fa48("1889"), (() => {
      const keyOf = (faceId: string) => printable(people.face(faceId).faceKey);
      return keyOf;
    })());
    return stryMutAct_9fa48("1890") ? [] : (stryCov_9fa48("1890"), [...((stryMutAct_9fa48("1894") ? merges.length <= 0 : stryMutAct_9fa48("1893") ? merges.length >= 0 : stryMutAct_9fa48("1892") ? false : stryMutAct_9fa48("1891") ? true : (stryCov_9fa48("1891", "1892", "1893", "1894"), merges.length > 0)) ? stryMutAct_9fa48("1895") ? [] : (stryCov_9fa48("1895"), [stryMutAct_9fa48("1896") ? "" : (stryCov_9fa48("1896"), "Perhaps one person:")]) : stryMutAct_9fa48("1897") ? ["Stryker was here"] : (stryCov_9fa48("1897"), [])), ...merges.map(stryMutAct_9fa48("1898") ? () => undefined : (stryCov_9fa48("1898"), ({
      a,
      b,
      mean,
      best
    }) => stryMutAct_9fa48("1899") ? `` : (stryCov_9fa48("1899"), `  ${a} and ${b}: ${percent(mean)} on average; most alike ${keyOf(best.a)} and ${keyOf(best.b)} (${percent(best.similarity)})`))), ...((stryMutAct_9fa48("1903") ? suspects.length <= 0 : stryMutAct_9fa48("1902") ? suspects.length >= 0 : stryMutAct_9fa48("1901") ? false : stryMutAct_9fa48("1900") ? true : (stryCov_9fa48("1900", "1901", "1902", "1903"), suspects.length > 0)) ? stryMutAct_9fa48("1904") ? [] : (stryCov_9fa48("1904"), [stryMutAct_9fa48("1905") ? "" : (stryCov_9fa48("1905"), "Perhaps in the wrong place:")]) : stryMutAct_9fa48("1906") ? ["Stryker was here"] : (stryCov_9fa48("1906"), [])), ...suspects.map(stryMutAct_9fa48("1907") ? () => undefined : (stryCov_9fa48("1907"), ({
      faceId,
      person,
      own,
      better
    }) => (stryMutAct_9fa48("1908") ? `` : (stryCov_9fa48("1908"), `  ${keyOf(faceId)} in ${person}: ${percent(own)} on average`)) + (stryMutAct_9fa48("1909") ? `` : (stryCov_9fa48("1909"), `${better ? stryMutAct_9fa48("1910") ? `` : (stryCov_9fa48("1910"), `; ${percent(better.mean)} with ${better.person}`) : stryMutAct_9fa48("1911") ? "Stryker was here!" : (stryCov_9fa48("1911"), "")}`)))), (stryMutAct_9fa48("1914") ? merges.length + suspects.length !== 0 : stryMutAct_9fa48("1913") ? false : stryMutAct_9fa48("1912") ? true : (stryCov_9fa48("1912", "1913", "1914"), (stryMutAct_9fa48("1915") ? merges.length - suspects.length : (stryCov_9fa48("1915"), merges.length + suspects.length)) === 0)) ? stryMutAct_9fa48("1916") ? "" : (stryCov_9fa48("1916"), "No borderline cases.") : stryMutAct_9fa48("1917") ? `` : (stryCov_9fa48("1917"), `Decide: ${commandLine(stryMutAct_9fa48("1918") ? "" : (stryCov_9fa48("1918"), "people"))} merge P P | different P P | move FACE PERSON|new | ignore FACE`)]);
  }
}
export function agreementLines(agreement: Agreement): string[] {
  if (stryMutAct_9fa48("1919")) {
    {}
  } else {
    stryCov_9fa48("1919");
    const {
      precision,
      recall,
      f1,
      truePositives,
      falsePositives,
      falseNegatives
    } = agreement;
    return stryMutAct_9fa48("1920") ? [] : (stryCov_9fa48("1920"), [stryMutAct_9fa48("1921") ? `` : (stryCov_9fa48("1921"), `${counted(agreement.faces, stryMutAct_9fa48("1922") ? "" : (stryCov_9fa48("1922"), "labelled face"))}. By pairs: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`), stryMutAct_9fa48("1923") ? `` : (stryCov_9fa48("1923"), `${truePositives} pairs rightly together, ${falsePositives} wrongly together, ${falseNegatives} wrongly apart`)]);
  }
}