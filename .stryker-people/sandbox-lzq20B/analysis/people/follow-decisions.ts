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
import { isAliveAt } from "./born.ts";
import type { DecisionType, FaceRef, Standing } from "./decisions.ts";
import type { FaceFinder } from "./face-finder.ts";
import { groupByLooks } from "./group-by-looks.ts";
import type { Placement } from "./placement.ts";
export interface Followed {
  placement: Placement;
  /** Decisions about faces that are not there (any more). */
  missing: Standing[];
}
export interface FollowOptions {
  joinAt: number;
  finder: FaceFinder;
}

/**
 * Takes groups by looks and follows decisions in the order in which they were made. Each changes the place of the
 * faces that it names, and of no others, so that undoing one is following the rest.
 */
export function followDecisions(placement: Placement, decisions: Standing[], {
  joinAt,
  finder
}: FollowOptions): Followed {
  if (stryMutAct_9fa48("1053")) {
    {}
  } else {
    stryCov_9fa48("1053");
    const missing: Standing[] = stryMutAct_9fa48("1054") ? ["Stryker was here"] : (stryCov_9fa48("1054"), []);
    const regroup = stryMutAct_9fa48("1055") ? () => undefined : (stryCov_9fa48("1055"), (() => {
      const regroup = (places: number[]) => groupByLooks(placement.graph, joinAt, places);
      return regroup;
    })());
    for (const decision of decisions) {
      if (stryMutAct_9fa48("1056")) {
        {}
      } else {
        stryCov_9fa48("1056");
        const follow = RULES[decision.type] as Rule<DecisionType>;
        const isFollowed = follow(decision, stryMutAct_9fa48("1057") ? {} : (stryCov_9fa48("1057"), {
          placement,
          regroup,
          find: stryMutAct_9fa48("1058") ? () => undefined : (stryCov_9fa48("1058"), refs => finder.findAll(refs))
        }));
        if (stryMutAct_9fa48("1061") ? false : stryMutAct_9fa48("1060") ? true : stryMutAct_9fa48("1059") ? isFollowed : (stryCov_9fa48("1059", "1060", "1061"), !isFollowed)) missing.push(decision);
      }
    }
    for (const [group, {
      born
    }] of stryMutAct_9fa48("1062") ? [] : (stryCov_9fa48("1062"), [...placement.identities])) {
      if (stryMutAct_9fa48("1063")) {
        {}
      } else {
        stryCov_9fa48("1063");
        if (stryMutAct_9fa48("1066") ? false : stryMutAct_9fa48("1065") ? true : stryMutAct_9fa48("1064") ? born : (stryCov_9fa48("1064", "1065", "1066"), !born)) continue;
        const early = stryMutAct_9fa48("1067") ? placement.groups[group]! : (stryCov_9fa48("1067"), placement.groups[group]!.filter(stryMutAct_9fa48("1068") ? () => undefined : (stryCov_9fa48("1068"), place => stryMutAct_9fa48("1071") ? !placement.placedBy.has(place) || !isAliveAt(born.date, placement.graph.faces[place]!.takenAt) : stryMutAct_9fa48("1070") ? false : stryMutAct_9fa48("1069") ? true : (stryCov_9fa48("1069", "1070", "1071"), (stryMutAct_9fa48("1072") ? placement.placedBy.has(place) : (stryCov_9fa48("1072"), !placement.placedBy.has(place))) && (stryMutAct_9fa48("1073") ? isAliveAt(born.date, placement.graph.faces[place]!.takenAt) : (stryCov_9fa48("1073"), !isAliveAt(born.date, placement.graph.faces[place]!.takenAt)))))));
        for (const places of regroup(early)) placement.put(places, born.by);
      }
    }
    for (const [by, places] of placement.placed) {
      if (stryMutAct_9fa48("1074")) {
        {}
      } else {
        stryCov_9fa48("1074");
        const later = places.map(stryMutAct_9fa48("1075") ? () => undefined : (stryCov_9fa48("1075"), place => placement.placedBy.get(place)!));
        if (stryMutAct_9fa48("1078") ? later.length > 0 || later.every(one => one !== by) : stryMutAct_9fa48("1077") ? false : stryMutAct_9fa48("1076") ? true : (stryCov_9fa48("1076", "1077", "1078"), (stryMutAct_9fa48("1081") ? later.length <= 0 : stryMutAct_9fa48("1080") ? later.length >= 0 : stryMutAct_9fa48("1079") ? true : (stryCov_9fa48("1079", "1080", "1081"), later.length > 0)) && (stryMutAct_9fa48("1082") ? later.some(one => one !== by) : (stryCov_9fa48("1082"), later.every(stryMutAct_9fa48("1083") ? () => undefined : (stryCov_9fa48("1083"), one => stryMutAct_9fa48("1086") ? one === by : stryMutAct_9fa48("1085") ? false : stryMutAct_9fa48("1084") ? true : (stryCov_9fa48("1084", "1085", "1086"), one !== by))))))) {
          if (stryMutAct_9fa48("1087")) {
            {}
          } else {
            stryCov_9fa48("1087");
            placement.overwritten.set(by, stryMutAct_9fa48("1088") ? Math.min(...later) : (stryCov_9fa48("1088"), Math.max(...later)));
          }
        }
      }
    }
    return stryMutAct_9fa48("1089") ? {} : (stryCov_9fa48("1089"), {
      placement,
      missing
    });
  }
}
interface Hands {
  placement: Placement;
  regroup(places: number[]): number[][];
  /** The places of the faces that are there. */
  find(refs: FaceRef[]): number[];
}

/** Follows a decision; false if its faces are not there. */
type Rule<T extends DecisionType> = (decision: Extract<Standing, {
  type: T;
}>, hands: Hands) => boolean;
const RULES: { [T in DecisionType]: Rule<T> } = stryMutAct_9fa48("1090") ? {} : (stryCov_9fa48("1090"), {
  same({
    id,
    faces
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1091")) {
      {}
    } else {
      stryCov_9fa48("1091");
      const [a, b] = find(faces);
      if (stryMutAct_9fa48("1094") ? a === undefined && b === undefined : stryMutAct_9fa48("1093") ? false : stryMutAct_9fa48("1092") ? true : (stryCov_9fa48("1092", "1093", "1094"), (stryMutAct_9fa48("1096") ? a !== undefined : stryMutAct_9fa48("1095") ? false : (stryCov_9fa48("1095", "1096"), a === undefined)) || (stryMutAct_9fa48("1098") ? b !== undefined : stryMutAct_9fa48("1097") ? false : (stryCov_9fa48("1097", "1098"), b === undefined)))) return stryMutAct_9fa48("1099") ? true : (stryCov_9fa48("1099"), false);
      for (const face of stryMutAct_9fa48("1100") ? [] : (stryCov_9fa48("1100"), [a, b])) if (stryMutAct_9fa48("1103") ? placement.home[face] !== -1 : stryMutAct_9fa48("1102") ? false : stryMutAct_9fa48("1101") ? true : (stryCov_9fa48("1101", "1102", "1103"), placement.home[face] === (stryMutAct_9fa48("1104") ? +1 : (stryCov_9fa48("1104"), -1)))) placement.put(stryMutAct_9fa48("1105") ? [] : (stryCov_9fa48("1105"), [face]), id);
      const [one, two] = stryMutAct_9fa48("1106") ? [] : (stryCov_9fa48("1106"), [placement.home[a]!, placement.home[b]!]);
      if (stryMutAct_9fa48("1109") ? one !== two : stryMutAct_9fa48("1108") ? false : stryMutAct_9fa48("1107") ? true : (stryCov_9fa48("1107", "1108", "1109"), one === two)) return stryMutAct_9fa48("1110") ? false : (stryCov_9fa48("1110"), true);
      const sets = [new Set(placement.groups[one]!), new Set(placement.groups[two]!)] as const;
      const pair = new Set(stryMutAct_9fa48("1111") ? [] : (stryCov_9fa48("1111"), [a, b]));
      placement.overrule(stryMutAct_9fa48("1112") ? placement.apart : (stryCov_9fa48("1112"), placement.apart.filter(stryMutAct_9fa48("1113") ? () => undefined : (stryCov_9fa48("1113"), apart => stryMutAct_9fa48("1114") ? [...apart.a, ...apart.b].some(face => pair.has(face)) : (stryCov_9fa48("1114"), (stryMutAct_9fa48("1115") ? [] : (stryCov_9fa48("1115"), [...apart.a, ...apart.b])).every(stryMutAct_9fa48("1116") ? () => undefined : (stryCov_9fa48("1116"), face => pair.has(face))))))), id);
      const isApart = stryMutAct_9fa48("1119") ? placement.between(...sets).length > 0 && meet(placement, one, two) : stryMutAct_9fa48("1118") ? false : stryMutAct_9fa48("1117") ? true : (stryCov_9fa48("1117", "1118", "1119"), (stryMutAct_9fa48("1122") ? placement.between(...sets).length <= 0 : stryMutAct_9fa48("1121") ? placement.between(...sets).length >= 0 : stryMutAct_9fa48("1120") ? false : (stryCov_9fa48("1120", "1121", "1122"), placement.between(...sets).length > 0)) || meet(placement, one, two));
      const smaller = (stryMutAct_9fa48("1126") ? sets[1].size > sets[0].size : stryMutAct_9fa48("1125") ? sets[1].size < sets[0].size : stryMutAct_9fa48("1124") ? false : stryMutAct_9fa48("1123") ? true : (stryCov_9fa48("1123", "1124", "1125", "1126"), sets[1].size <= sets[0].size)) ? stryMutAct_9fa48("1127") ? {} : (stryCov_9fa48("1127"), {
        group: two,
        face: b
      }) : stryMutAct_9fa48("1128") ? {} : (stryCov_9fa48("1128"), {
        group: one,
        face: a
      });
      const larger = (stryMutAct_9fa48("1131") ? smaller.group !== two : stryMutAct_9fa48("1130") ? false : stryMutAct_9fa48("1129") ? true : (stryCov_9fa48("1129", "1130", "1131"), smaller.group === two)) ? one : two;
      // The later name counts, whoever is larger.
      const [kept, gone] = stryMutAct_9fa48("1132") ? [] : (stryCov_9fa48("1132"), [placement.identities.get(larger), placement.identities.get(smaller.group)]);
      if (stryMutAct_9fa48("1134") ? false : stryMutAct_9fa48("1133") ? true : (stryCov_9fa48("1133", "1134"), isApart)) placement.put(stryMutAct_9fa48("1135") ? [] : (stryCov_9fa48("1135"), [smaller.face]), id, larger);else {
        if (stryMutAct_9fa48("1136")) {
          {}
        } else {
          stryCov_9fa48("1136");
          if (stryMutAct_9fa48("1139") ? kept?.name && gone?.name || gone.name.by > kept.name.by : stryMutAct_9fa48("1138") ? false : stryMutAct_9fa48("1137") ? true : (stryCov_9fa48("1137", "1138", "1139"), (stryMutAct_9fa48("1141") ? kept?.name || gone?.name : stryMutAct_9fa48("1140") ? true : (stryCov_9fa48("1140", "1141"), (stryMutAct_9fa48("1142") ? kept.name : (stryCov_9fa48("1142"), kept?.name)) && (stryMutAct_9fa48("1143") ? gone.name : (stryCov_9fa48("1143"), gone?.name)))) && (stryMutAct_9fa48("1146") ? gone.name.by <= kept.name.by : stryMutAct_9fa48("1145") ? gone.name.by >= kept.name.by : stryMutAct_9fa48("1144") ? true : (stryCov_9fa48("1144", "1145", "1146"), gone.name.by > kept.name.by)))) {
            if (stryMutAct_9fa48("1147")) {
              {}
            } else {
              stryCov_9fa48("1147");
              placement.overwritten.set(kept.name.by, gone.name.by);
              placement.identify(larger, stryMutAct_9fa48("1148") ? {} : (stryCov_9fa48("1148"), {
                name: gone.name
              }));
            }
          }
          placement.join(larger, smaller.group, id);
        }
      }
      return stryMutAct_9fa48("1149") ? false : (stryCov_9fa48("1149"), true);
    }
  },
  different({
    id,
    faces
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1150")) {
      {}
    } else {
      stryCov_9fa48("1150");
      const [a, b] = find(faces);
      if (stryMutAct_9fa48("1153") ? a === undefined && b === undefined : stryMutAct_9fa48("1152") ? false : stryMutAct_9fa48("1151") ? true : (stryCov_9fa48("1151", "1152", "1153"), (stryMutAct_9fa48("1155") ? a !== undefined : stryMutAct_9fa48("1154") ? false : (stryCov_9fa48("1154", "1155"), a === undefined)) || (stryMutAct_9fa48("1157") ? b !== undefined : stryMutAct_9fa48("1156") ? false : (stryCov_9fa48("1156", "1157"), b === undefined)))) return stryMutAct_9fa48("1158") ? true : (stryCov_9fa48("1158"), false);
      if (stryMutAct_9fa48("1161") ? placement.home[a] !== -1 || placement.home[a] === placement.home[b] : stryMutAct_9fa48("1160") ? false : stryMutAct_9fa48("1159") ? true : (stryCov_9fa48("1159", "1160", "1161"), (stryMutAct_9fa48("1163") ? placement.home[a] === -1 : stryMutAct_9fa48("1162") ? true : (stryCov_9fa48("1162", "1163"), placement.home[a] !== (stryMutAct_9fa48("1164") ? +1 : (stryCov_9fa48("1164"), -1)))) && (stryMutAct_9fa48("1166") ? placement.home[a] !== placement.home[b] : stryMutAct_9fa48("1165") ? true : (stryCov_9fa48("1165", "1166"), placement.home[a] === placement.home[b])))) {
        if (stryMutAct_9fa48("1167")) {
          {}
        } else {
          stryCov_9fa48("1167");
          placement.put(stryMutAct_9fa48("1168") ? [] : (stryCov_9fa48("1168"), [worseFit(placement, a, b)]), id);
        }
      }
      placement.apart.push(stryMutAct_9fa48("1169") ? {} : (stryCov_9fa48("1169"), {
        by: id,
        a: stryMutAct_9fa48("1170") ? [] : (stryCov_9fa48("1170"), [a]),
        b: stryMutAct_9fa48("1171") ? [] : (stryCov_9fa48("1171"), [b])
      }));
      return stryMutAct_9fa48("1172") ? false : (stryCov_9fa48("1172"), true);
    }
  },
  distinct({
    id,
    people
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1173")) {
      {}
    } else {
      stryCov_9fa48("1173");
      const [a, b] = stryMutAct_9fa48("1174") ? [] : (stryCov_9fa48("1174"), [find(people[0].faces), find(people[1].faces)]);
      const [one, two] = stryMutAct_9fa48("1175") ? [] : (stryCov_9fa48("1175"), [placement.groupOf(a), placement.groupOf(b)]);
      if (stryMutAct_9fa48("1178") ? one === undefined && two === undefined : stryMutAct_9fa48("1177") ? false : stryMutAct_9fa48("1176") ? true : (stryCov_9fa48("1176", "1177", "1178"), (stryMutAct_9fa48("1180") ? one !== undefined : stryMutAct_9fa48("1179") ? false : (stryCov_9fa48("1179", "1180"), one === undefined)) || (stryMutAct_9fa48("1182") ? two !== undefined : stryMutAct_9fa48("1181") ? false : (stryCov_9fa48("1181", "1182"), two === undefined)))) return stryMutAct_9fa48("1183") ? true : (stryCov_9fa48("1183"), false);
      // They look so alike that they are one group: as far as is known who they are, they part.
      if (stryMutAct_9fa48("1186") ? one !== two : stryMutAct_9fa48("1185") ? false : stryMutAct_9fa48("1184") ? true : (stryCov_9fa48("1184", "1185", "1186"), one === two)) {
        if (stryMutAct_9fa48("1187")) {
          {}
        } else {
          stryCov_9fa48("1187");
          const leaving = stryMutAct_9fa48("1188") ? b : (stryCov_9fa48("1188"), b.filter(stryMutAct_9fa48("1189") ? () => undefined : (stryCov_9fa48("1189"), face => stryMutAct_9fa48("1192") ? placement.home[face] !== one : stryMutAct_9fa48("1191") ? false : stryMutAct_9fa48("1190") ? true : (stryCov_9fa48("1190", "1191", "1192"), placement.home[face] === one))));
          placement.identify(placement.put(leaving, id), stryMutAct_9fa48("1193") ? {} : (stryCov_9fa48("1193"), {
            id: people[1].person
          }));
        }
      }
      placement.apart.push(stryMutAct_9fa48("1194") ? {} : (stryCov_9fa48("1194"), {
        by: id,
        a,
        b
      }));
      return stryMutAct_9fa48("1195") ? false : (stryCov_9fa48("1195"), true);
    }
  },
  merge({
    id,
    people
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1196")) {
      {}
    } else {
      stryCov_9fa48("1196");
      const [one, two] = people.map(stryMutAct_9fa48("1197") ? () => undefined : (stryCov_9fa48("1197"), ({
        faces
      }) => placement.groupOf(find(faces))));
      if (stryMutAct_9fa48("1200") ? one === undefined && two === undefined : stryMutAct_9fa48("1199") ? false : stryMutAct_9fa48("1198") ? true : (stryCov_9fa48("1198", "1199", "1200"), (stryMutAct_9fa48("1202") ? one !== undefined : stryMutAct_9fa48("1201") ? false : (stryCov_9fa48("1201", "1202"), one === undefined)) || (stryMutAct_9fa48("1204") ? two !== undefined : stryMutAct_9fa48("1203") ? false : (stryCov_9fa48("1203", "1204"), two === undefined)))) return stryMutAct_9fa48("1205") ? true : (stryCov_9fa48("1205"), false);
      if (stryMutAct_9fa48("1208") ? one === two : stryMutAct_9fa48("1207") ? false : stryMutAct_9fa48("1206") ? true : (stryCov_9fa48("1206", "1207", "1208"), one !== two)) {
        if (stryMutAct_9fa48("1209")) {
          {}
        } else {
          stryCov_9fa48("1209");
          const sets = [new Set(placement.groups[one]!), new Set(placement.groups[two]!)] as const;
          placement.overrule(placement.between(...sets), id);
          placement.join(one, two, id);
        }
      }
      placement.identify(one, stryMutAct_9fa48("1210") ? {} : (stryCov_9fa48("1210"), {
        id: people[0].person
      }));
      return stryMutAct_9fa48("1211") ? false : (stryCov_9fa48("1211"), true);
    }
  },
  move({
    id,
    faces,
    to
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1212")) {
      {}
    } else {
      stryCov_9fa48("1212");
      const places = find(faces);
      const group = placement.groupOf(stryMutAct_9fa48("1213") ? find(to.faces) : (stryCov_9fa48("1213"), find(to.faces).filter(stryMutAct_9fa48("1214") ? () => undefined : (stryCov_9fa48("1214"), place => stryMutAct_9fa48("1215") ? places.includes(place) : (stryCov_9fa48("1215"), !places.includes(place))))));
      if (stryMutAct_9fa48("1218") ? places.length === 0 && group === undefined : stryMutAct_9fa48("1217") ? false : stryMutAct_9fa48("1216") ? true : (stryCov_9fa48("1216", "1217", "1218"), (stryMutAct_9fa48("1220") ? places.length !== 0 : stryMutAct_9fa48("1219") ? false : (stryCov_9fa48("1219", "1220"), places.length === 0)) || (stryMutAct_9fa48("1222") ? group !== undefined : stryMutAct_9fa48("1221") ? false : (stryCov_9fa48("1221", "1222"), group === undefined)))) return stryMutAct_9fa48("1223") ? true : (stryCov_9fa48("1223"), false);
      placement.overrule(placement.between(new Set(places), new Set(placement.groups[group]!)), id);
      placement.put(places, id, group);
      return stryMutAct_9fa48("1224") ? false : (stryCov_9fa48("1224"), true);
    }
  },
  split({
    id,
    faces,
    person
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1225")) {
      {}
    } else {
      stryCov_9fa48("1225");
      const places = find(faces);
      if (stryMutAct_9fa48("1228") ? places.length !== 0 : stryMutAct_9fa48("1227") ? false : stryMutAct_9fa48("1226") ? true : (stryCov_9fa48("1226", "1227", "1228"), places.length === 0)) return stryMutAct_9fa48("1229") ? true : (stryCov_9fa48("1229"), false);
      placement.identify(placement.put(places, id), stryMutAct_9fa48("1230") ? {} : (stryCov_9fa48("1230"), {
        id: person
      }));
      return stryMutAct_9fa48("1231") ? false : (stryCov_9fa48("1231"), true);
    }
  },
  reject({
    id,
    faces,
    from
  }, {
    placement,
    regroup,
    find
  }) {
    if (stryMutAct_9fa48("1232")) {
      {}
    } else {
      stryCov_9fa48("1232");
      const places = find(faces);
      const theirs = stryMutAct_9fa48("1233") ? find(from.faces) : (stryCov_9fa48("1233"), find(from.faces).filter(stryMutAct_9fa48("1234") ? () => undefined : (stryCov_9fa48("1234"), place => stryMutAct_9fa48("1235") ? places.includes(place) : (stryCov_9fa48("1235"), !places.includes(place)))));
      const group = placement.groupOf(theirs);
      if (stryMutAct_9fa48("1238") ? places.length === 0 && group === undefined : stryMutAct_9fa48("1237") ? false : stryMutAct_9fa48("1236") ? true : (stryCov_9fa48("1236", "1237", "1238"), (stryMutAct_9fa48("1240") ? places.length !== 0 : stryMutAct_9fa48("1239") ? false : (stryCov_9fa48("1239", "1240"), places.length === 0)) || (stryMutAct_9fa48("1242") ? group !== undefined : stryMutAct_9fa48("1241") ? false : (stryCov_9fa48("1241", "1242"), group === undefined)))) return stryMutAct_9fa48("1243") ? true : (stryCov_9fa48("1243"), false);
      const leaving = stryMutAct_9fa48("1244") ? places : (stryCov_9fa48("1244"), places.filter(stryMutAct_9fa48("1245") ? () => undefined : (stryCov_9fa48("1245"), place => stryMutAct_9fa48("1248") ? placement.home[place] !== group : stryMutAct_9fa48("1247") ? false : stryMutAct_9fa48("1246") ? true : (stryCov_9fa48("1246", "1247", "1248"), placement.home[place] === group))));
      for (const alike of regroup(leaving)) placement.put(alike, id);
      placement.apart.push(stryMutAct_9fa48("1249") ? {} : (stryCov_9fa48("1249"), {
        by: id,
        a: places,
        b: theirs
      }));
      return stryMutAct_9fa48("1250") ? false : (stryCov_9fa48("1250"), true);
    }
  },
  ignore({
    id,
    faces
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1251")) {
      {}
    } else {
      stryCov_9fa48("1251");
      const places = find(faces);
      placement.takeOut(places, id);
      return stryMutAct_9fa48("1255") ? places.length <= 0 : stryMutAct_9fa48("1254") ? places.length >= 0 : stryMutAct_9fa48("1253") ? false : stryMutAct_9fa48("1252") ? true : (stryCov_9fa48("1252", "1253", "1254", "1255"), places.length > 0);
    }
  },
  name({
    id,
    name,
    faces,
    person
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1256")) {
      {}
    } else {
      stryCov_9fa48("1256");
      const group = placement.groupOf(find(faces));
      if (stryMutAct_9fa48("1259") ? group !== undefined : stryMutAct_9fa48("1258") ? false : stryMutAct_9fa48("1257") ? true : (stryCov_9fa48("1257", "1258", "1259"), group === undefined)) return stryMutAct_9fa48("1260") ? true : (stryCov_9fa48("1260"), false);
      const former = stryMutAct_9fa48("1261") ? placement.identities.get(group).name : (stryCov_9fa48("1261"), placement.identities.get(group)?.name);
      if (stryMutAct_9fa48("1263") ? false : stryMutAct_9fa48("1262") ? true : (stryCov_9fa48("1262", "1263"), former)) placement.overwritten.set(former.by, id);
      const {
        name: _,
        ...identity
      } = stryMutAct_9fa48("1264") ? placement.identities.get(group) && {} : (stryCov_9fa48("1264"), placement.identities.get(group) ?? {});
      const named = (stryMutAct_9fa48("1267") ? name !== "" : stryMutAct_9fa48("1266") ? false : stryMutAct_9fa48("1265") ? true : (stryCov_9fa48("1265", "1266", "1267"), name === (stryMutAct_9fa48("1268") ? "Stryker was here!" : (stryCov_9fa48("1268"), "")))) ? {} : stryMutAct_9fa48("1269") ? {} : (stryCov_9fa48("1269"), {
        name: stryMutAct_9fa48("1270") ? {} : (stryCov_9fa48("1270"), {
          text: name,
          by: id
        })
      });
      placement.identities.set(group, stryMutAct_9fa48("1271") ? {} : (stryCov_9fa48("1271"), {
        ...identity,
        ...named,
        ...(stryMutAct_9fa48("1274") ? person !== undefined || {
          id: person
        } : stryMutAct_9fa48("1273") ? false : stryMutAct_9fa48("1272") ? true : (stryCov_9fa48("1272", "1273", "1274"), (stryMutAct_9fa48("1276") ? person === undefined : stryMutAct_9fa48("1275") ? true : (stryCov_9fa48("1275", "1276"), person !== undefined)) && (stryMutAct_9fa48("1277") ? {} : (stryCov_9fa48("1277"), {
          id: person
        }))))
      }));
      return stryMutAct_9fa48("1278") ? false : (stryCov_9fa48("1278"), true);
    }
  },
  born({
    id,
    person,
    born
  }, {
    placement,
    find
  }) {
    if (stryMutAct_9fa48("1279")) {
      {}
    } else {
      stryCov_9fa48("1279");
      const group = placement.groupOf(find(person.faces));
      if (stryMutAct_9fa48("1282") ? group !== undefined : stryMutAct_9fa48("1281") ? false : stryMutAct_9fa48("1280") ? true : (stryCov_9fa48("1280", "1281", "1282"), group === undefined)) return stryMutAct_9fa48("1283") ? true : (stryCov_9fa48("1283"), false);
      const former = stryMutAct_9fa48("1284") ? placement.identities.get(group).born : (stryCov_9fa48("1284"), placement.identities.get(group)?.born);
      if (stryMutAct_9fa48("1286") ? false : stryMutAct_9fa48("1285") ? true : (stryCov_9fa48("1285", "1286"), former)) placement.overwritten.set(former.by, id);
      placement.identify(group, stryMutAct_9fa48("1287") ? {} : (stryCov_9fa48("1287"), {
        born: stryMutAct_9fa48("1288") ? {} : (stryCov_9fa48("1288"), {
          date: born,
          by: id
        })
      }));
      return stryMutAct_9fa48("1289") ? false : (stryCov_9fa48("1289"), true);
    }
  }
});

/** Whether two groups have faces on one photo. */
function meet({
  groups,
  graph
}: Placement, one: number, two: number): boolean {
  if (stryMutAct_9fa48("1290")) {
    {}
  } else {
    stryCov_9fa48("1290");
    const photos = new Set(groups[one]!.map(stryMutAct_9fa48("1291") ? () => undefined : (stryCov_9fa48("1291"), place => graph.faces[place]!.photo)));
    return stryMutAct_9fa48("1292") ? groups[two]!.every(place => photos.has(graph.faces[place]!.photo)) : (stryCov_9fa48("1292"), groups[two]!.some(stryMutAct_9fa48("1293") ? () => undefined : (stryCov_9fa48("1293"), place => photos.has(graph.faces[place]!.photo))));
  }
}

/** Of two faces of one group the one that fits the others worse, unless it was put there by a decision. */
function worseFit({
  graph,
  groups,
  home,
  placedBy
}: Placement, a: number, b: number): number {
  if (stryMutAct_9fa48("1294")) {
    {}
  } else {
    stryCov_9fa48("1294");
    if (stryMutAct_9fa48("1297") ? placedBy.has(a) === placedBy.has(b) : stryMutAct_9fa48("1296") ? false : stryMutAct_9fa48("1295") ? true : (stryCov_9fa48("1295", "1296", "1297"), placedBy.has(a) !== placedBy.has(b))) return placedBy.has(a) ? b : a;
    const others = new Set(stryMutAct_9fa48("1298") ? groups[home[a]!]! : (stryCov_9fa48("1298"), groups[home[a]!]!.filter(stryMutAct_9fa48("1299") ? () => undefined : (stryCov_9fa48("1299"), place => stryMutAct_9fa48("1302") ? place !== a || place !== b : stryMutAct_9fa48("1301") ? false : stryMutAct_9fa48("1300") ? true : (stryCov_9fa48("1300", "1301", "1302"), (stryMutAct_9fa48("1304") ? place === a : stryMutAct_9fa48("1303") ? true : (stryCov_9fa48("1303", "1304"), place !== a)) && (stryMutAct_9fa48("1306") ? place === b : stryMutAct_9fa48("1305") ? true : (stryCov_9fa48("1305", "1306"), place !== b)))))));
    return (stryMutAct_9fa48("1310") ? (graph.mean(a, others) ?? 0) >= (graph.mean(b, others) ?? 0) : stryMutAct_9fa48("1309") ? (graph.mean(a, others) ?? 0) <= (graph.mean(b, others) ?? 0) : stryMutAct_9fa48("1308") ? false : stryMutAct_9fa48("1307") ? true : (stryCov_9fa48("1307", "1308", "1309", "1310"), (stryMutAct_9fa48("1311") ? graph.mean(a, others) && 0 : (stryCov_9fa48("1311"), graph.mean(a, others) ?? 0)) < (stryMutAct_9fa48("1312") ? graph.mean(b, others) && 0 : (stryCov_9fa48("1312"), graph.mean(b, others) ?? 0)))) ? a : b;
  }
}