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

/** What decisions say about a group. */
export interface GroupIdentity {
  id?: string;
  name?: {
    text: string;
    by: number;
  };
  born?: {
    date: string;
    by: number;
  };
}

/** Faces, or people by their faces, that were said to be two. */
export interface Apart {
  /** The decision that says so. */
  by: number;
  a: number[];
  b: number[];
}

/**
 * Which face is in which group, while decisions are followed one after the other. Groups that no decision touches
 * stay the very arrays that they were.
 */
export class Placement {
  readonly graph: FaceGraph;
  /** Group of each face; -1 for a face that is ignored. */
  readonly home: Int32Array;
  readonly groups: number[][];
  readonly identities = new Map<number, GroupIdentity>();
  /** The latest decision about the place of a face. */
  readonly placedBy = new Map<number, number>();
  /** Every face that a decision was about, by decision. */
  readonly placed = new Map<number, number[]>();
  apart: Apart[] = stryMutAct_9fa48("1621") ? ["Stryker was here"] : (stryCov_9fa48("1621"), []);
  /** Decisions that a later one has replaced, with the later one. */
  readonly overwritten = new Map<number, number>();
  constructor(graph: FaceGraph, looks: number[][]) {
    if (stryMutAct_9fa48("1622")) {
      {}
    } else {
      stryCov_9fa48("1622");
      this.graph = graph;
      this.groups = stryMutAct_9fa48("1623") ? [] : (stryCov_9fa48("1623"), [...looks]);
      this.home = new Int32Array(graph.faces.length).fill(stryMutAct_9fa48("1624") ? +1 : (stryCov_9fa48("1624"), -1));
      for (const [group, places] of looks.entries()) for (const place of places) this.home[place] = group;
    }
  }

  /** Puts faces into a group, a new one by default, because a decision says so. */
  put(places: number[], by: number, group: number = stryMutAct_9fa48("1625") ? this.groups.push([]) + 1 : (stryCov_9fa48("1625"), this.groups.push(stryMutAct_9fa48("1626") ? ["Stryker was here"] : (stryCov_9fa48("1626"), [])) - 1)): number {
    if (stryMutAct_9fa48("1627")) {
      {}
    } else {
      stryCov_9fa48("1627");
      this.takeOut(places, by);
      for (const place of places) this.home[place] = group;
      this.groups[group] = stryMutAct_9fa48("1628") ? [...this.groups[group]!, ...places] : (stryCov_9fa48("1628"), (stryMutAct_9fa48("1629") ? [] : (stryCov_9fa48("1629"), [...this.groups[group]!, ...places])).sort(stryMutAct_9fa48("1630") ? () => undefined : (stryCov_9fa48("1630"), (a, b) => stryMutAct_9fa48("1631") ? a + b : (stryCov_9fa48("1631"), a - b))));
      return group;
    }
  }

  /** Takes faces out of all groups because a decision says so. */
  takeOut(places: number[], by: number): void {
    if (stryMutAct_9fa48("1632")) {
      {}
    } else {
      stryCov_9fa48("1632");
      const leaving = new Set(places);
      for (const group of new Set(places.map(stryMutAct_9fa48("1633") ? () => undefined : (stryCov_9fa48("1633"), place => this.home[place]!)))) {
        if (stryMutAct_9fa48("1634")) {
          {}
        } else {
          stryCov_9fa48("1634");
          if (stryMutAct_9fa48("1638") ? group < 0 : stryMutAct_9fa48("1637") ? group > 0 : stryMutAct_9fa48("1636") ? false : stryMutAct_9fa48("1635") ? true : (stryCov_9fa48("1635", "1636", "1637", "1638"), group >= 0)) this.groups[group] = stryMutAct_9fa48("1639") ? this.groups[group]! : (stryCov_9fa48("1639"), this.groups[group]!.filter(stryMutAct_9fa48("1640") ? () => undefined : (stryCov_9fa48("1640"), place => stryMutAct_9fa48("1641") ? leaving.has(place) : (stryCov_9fa48("1641"), !leaving.has(place)))));
        }
      }
      for (const place of places) {
        if (stryMutAct_9fa48("1642")) {
          {}
        } else {
          stryCov_9fa48("1642");
          this.home[place] = stryMutAct_9fa48("1643") ? +1 : (stryCov_9fa48("1643"), -1);
          this.placedBy.set(place, by);
        }
      }
      this.placed.set(by, stryMutAct_9fa48("1644") ? [] : (stryCov_9fa48("1644"), [...(stryMutAct_9fa48("1645") ? this.placed.get(by) && [] : (stryCov_9fa48("1645"), this.placed.get(by) ?? (stryMutAct_9fa48("1646") ? ["Stryker was here"] : (stryCov_9fa48("1646"), [])))), ...places]));
    }
  }

  /** Makes two groups one; name, birthday and id of `into` stay where it has any. */
  join(into: number, from: number, by: number): void {
    if (stryMutAct_9fa48("1647")) {
      {}
    } else {
      stryCov_9fa48("1647");
      for (const place of this.groups[from]!) this.home[place] = into;
      this.groups[into] = stryMutAct_9fa48("1648") ? [...this.groups[into]!, ...this.groups[from]!] : (stryCov_9fa48("1648"), (stryMutAct_9fa48("1649") ? [] : (stryCov_9fa48("1649"), [...this.groups[into]!, ...this.groups[from]!])).sort(stryMutAct_9fa48("1650") ? () => undefined : (stryCov_9fa48("1650"), (a, b) => stryMutAct_9fa48("1651") ? a + b : (stryCov_9fa48("1651"), a - b))));
      this.groups[from] = stryMutAct_9fa48("1652") ? ["Stryker was here"] : (stryCov_9fa48("1652"), []);
      const [kept, gone] = stryMutAct_9fa48("1653") ? [] : (stryCov_9fa48("1653"), [stryMutAct_9fa48("1654") ? this.identities.get(into) && {} : (stryCov_9fa48("1654"), this.identities.get(into) ?? {}), stryMutAct_9fa48("1655") ? this.identities.get(from) && {} : (stryCov_9fa48("1655"), this.identities.get(from) ?? {})]);
      for (const note of ["name", "born"] as const) {
        if (stryMutAct_9fa48("1656")) {
          {}
        } else {
          stryCov_9fa48("1656");
          const dropped = stryMutAct_9fa48("1659") ? kept[note] || gone[note] : stryMutAct_9fa48("1658") ? false : stryMutAct_9fa48("1657") ? true : (stryCov_9fa48("1657", "1658", "1659"), kept[note] && gone[note]);
          if (stryMutAct_9fa48("1661") ? false : stryMutAct_9fa48("1660") ? true : (stryCov_9fa48("1660", "1661"), dropped)) this.overwritten.set(dropped.by, by);
        }
      }
      this.identities.set(into, stryMutAct_9fa48("1662") ? {} : (stryCov_9fa48("1662"), {
        ...gone,
        ...kept
      }));
      this.identities.delete(from);
    }
  }
  identify(group: number, identity: GroupIdentity): void {
    if (stryMutAct_9fa48("1663")) {
      {}
    } else {
      stryCov_9fa48("1663");
      this.identities.set(group, stryMutAct_9fa48("1664") ? {} : (stryCov_9fa48("1664"), {
        ...this.identities.get(group),
        ...identity
      }));
    }
  }

  /** The group that has most of the faces; undefined if none of them is in any. */
  groupOf(places: number[]): number | undefined {
    if (stryMutAct_9fa48("1665")) {
      {}
    } else {
      stryCov_9fa48("1665");
      const counts = new Map<number, number>();
      for (const place of places) {
        if (stryMutAct_9fa48("1666")) {
          {}
        } else {
          stryCov_9fa48("1666");
          const group = this.home[place]!;
          if (stryMutAct_9fa48("1670") ? group < 0 : stryMutAct_9fa48("1669") ? group > 0 : stryMutAct_9fa48("1668") ? false : stryMutAct_9fa48("1667") ? true : (stryCov_9fa48("1667", "1668", "1669", "1670"), group >= 0)) counts.set(group, stryMutAct_9fa48("1671") ? (counts.get(group) ?? 0) - 1 : (stryCov_9fa48("1671"), (stryMutAct_9fa48("1672") ? counts.get(group) && 0 : (stryCov_9fa48("1672"), counts.get(group) ?? 0)) + 1));
        }
      }
      return stryMutAct_9fa48("1674") ? [...counts][0]?.[0] : stryMutAct_9fa48("1673") ? [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0])[0][0] : (stryCov_9fa48("1673", "1674"), (stryMutAct_9fa48("1675") ? [] : (stryCov_9fa48("1675"), [...counts])).sort(stryMutAct_9fa48("1676") ? () => undefined : (stryCov_9fa48("1676"), (x, y) => stryMutAct_9fa48("1679") ? y[1] - x[1] && x[0] - y[0] : stryMutAct_9fa48("1678") ? false : stryMutAct_9fa48("1677") ? true : (stryCov_9fa48("1677", "1678", "1679"), (stryMutAct_9fa48("1680") ? y[1] + x[1] : (stryCov_9fa48("1680"), y[1] - x[1])) || (stryMutAct_9fa48("1681") ? x[0] + y[0] : (stryCov_9fa48("1681"), x[0] - y[0])))))[0]?.[0]);
    }
  }

  /** What keeps two sets of faces apart. */
  between(here: ReadonlySet<number>, there: ReadonlySet<number>): Apart[] {
    if (stryMutAct_9fa48("1682")) {
      {}
    } else {
      stryCov_9fa48("1682");
      return stryMutAct_9fa48("1683") ? this.apart : (stryCov_9fa48("1683"), this.apart.filter(({
        a,
        b
      }) => {
        if (stryMutAct_9fa48("1684")) {
          {}
        } else {
          stryCov_9fa48("1684");
          const [ofA, ofB] = stryMutAct_9fa48("1685") ? [] : (stryCov_9fa48("1685"), [this.#mostlyIn(a, here, there), this.#mostlyIn(b, here, there)]);
          return stryMutAct_9fa48("1688") ? ofA !== undefined && ofB !== undefined || ofA !== ofB : stryMutAct_9fa48("1687") ? false : stryMutAct_9fa48("1686") ? true : (stryCov_9fa48("1686", "1687", "1688"), (stryMutAct_9fa48("1690") ? ofA !== undefined || ofB !== undefined : stryMutAct_9fa48("1689") ? true : (stryCov_9fa48("1689", "1690"), (stryMutAct_9fa48("1692") ? ofA === undefined : stryMutAct_9fa48("1691") ? true : (stryCov_9fa48("1691", "1692"), ofA !== undefined)) && (stryMutAct_9fa48("1694") ? ofB === undefined : stryMutAct_9fa48("1693") ? true : (stryCov_9fa48("1693", "1694"), ofB !== undefined)))) && (stryMutAct_9fa48("1696") ? ofA === ofB : stryMutAct_9fa48("1695") ? true : (stryCov_9fa48("1695", "1696"), ofA !== ofB)));
        }
      }));
    }
  }
  #mostlyIn(places: number[], here: ReadonlySet<number>, there: ReadonlySet<number>) {
    if (stryMutAct_9fa48("1697")) {
      {}
    } else {
      stryCov_9fa48("1697");
      const count = stryMutAct_9fa48("1698") ? () => undefined : (stryCov_9fa48("1698"), (() => {
        const count = (set: ReadonlySet<number>) => stryMutAct_9fa48("1699") ? places.length : (stryCov_9fa48("1699"), places.filter(stryMutAct_9fa48("1700") ? () => undefined : (stryCov_9fa48("1700"), place => set.has(place))).length);
        return count;
      })());
      const [inHere, inThere] = stryMutAct_9fa48("1701") ? [] : (stryCov_9fa48("1701"), [count(here), count(there)]);
      if (stryMutAct_9fa48("1704") ? inHere + inThere !== 0 : stryMutAct_9fa48("1703") ? false : stryMutAct_9fa48("1702") ? true : (stryCov_9fa48("1702", "1703", "1704"), (stryMutAct_9fa48("1705") ? inHere - inThere : (stryCov_9fa48("1705"), inHere + inThere)) === 0)) return undefined;
      return (stryMutAct_9fa48("1709") ? inHere < inThere : stryMutAct_9fa48("1708") ? inHere > inThere : stryMutAct_9fa48("1707") ? false : stryMutAct_9fa48("1706") ? true : (stryCov_9fa48("1706", "1707", "1708", "1709"), inHere >= inThere)) ? here : there;
    }
  }

  /** Lets a later decision win over what kept faces apart. */
  overrule(apart: Apart[], by: number): void {
    if (stryMutAct_9fa48("1710")) {
      {}
    } else {
      stryCov_9fa48("1710");
      const gone = new Set(apart);
      this.apart = stryMutAct_9fa48("1711") ? this.apart : (stryCov_9fa48("1711"), this.apart.filter(stryMutAct_9fa48("1712") ? () => undefined : (stryCov_9fa48("1712"), one => stryMutAct_9fa48("1713") ? gone.has(one) : (stryCov_9fa48("1713"), !gone.has(one)))));
      for (const one of apart) this.overwritten.set(one.by, by);
    }
  }
}