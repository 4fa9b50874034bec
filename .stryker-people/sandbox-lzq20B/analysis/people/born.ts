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
const DATE = stryMutAct_9fa48("144") ? /^(\d{4})(?:-(\d{2})(?:-(\D{2}))?)?$/ : stryMutAct_9fa48("143") ? /^(\d{4})(?:-(\d{2})(?:-(\d))?)?$/ : stryMutAct_9fa48("142") ? /^(\d{4})(?:-(\d{2})(?:-(\d{2})))?$/ : stryMutAct_9fa48("141") ? /^(\d{4})(?:-(\D{2})(?:-(\d{2}))?)?$/ : stryMutAct_9fa48("140") ? /^(\d{4})(?:-(\d)(?:-(\d{2}))?)?$/ : stryMutAct_9fa48("139") ? /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)$/ : stryMutAct_9fa48("138") ? /^(\D{4})(?:-(\d{2})(?:-(\d{2}))?)?$/ : stryMutAct_9fa48("137") ? /^(\d)(?:-(\d{2})(?:-(\d{2}))?)?$/ : stryMutAct_9fa48("136") ? /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/ : stryMutAct_9fa48("135") ? /(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/ : (stryCov_9fa48("135", "136", "137", "138", "139", "140", "141", "142", "143", "144"), /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/);

/** Whether the text is a year, a month or a day that exists: 2019, 2019-05, 2019-05-31. */
export function isBirthDate(text: string): boolean {
  if (stryMutAct_9fa48("145")) {
    {}
  } else {
    stryCov_9fa48("145");
    const [, year, month = stryMutAct_9fa48("146") ? "" : (stryCov_9fa48("146"), "01"), day = stryMutAct_9fa48("147") ? "" : (stryCov_9fa48("147"), "01")] = stryMutAct_9fa48("148") ? DATE.exec(text) && [] : (stryCov_9fa48("148"), DATE.exec(text) ?? (stryMutAct_9fa48("149") ? ["Stryker was here"] : (stryCov_9fa48("149"), [])));
    if (stryMutAct_9fa48("152") ? year !== undefined : stryMutAct_9fa48("151") ? false : stryMutAct_9fa48("150") ? true : (stryCov_9fa48("150", "151", "152"), year === undefined)) return stryMutAct_9fa48("153") ? true : (stryCov_9fa48("153"), false);
    const date = new Date(stryMutAct_9fa48("154") ? `` : (stryCov_9fa48("154"), `${year}-${month}-${day}T00:00:00Z`));
    return stryMutAct_9fa48("157") ? !Number.isNaN(date.getTime()) || date.toISOString().startsWith(`${year}-${month}-${day}`) : stryMutAct_9fa48("156") ? false : stryMutAct_9fa48("155") ? true : (stryCov_9fa48("155", "156", "157"), (stryMutAct_9fa48("158") ? Number.isNaN(date.getTime()) : (stryCov_9fa48("158"), !Number.isNaN(date.getTime()))) && (stryMutAct_9fa48("159") ? date.toISOString().endsWith(`${year}-${month}-${day}`) : (stryCov_9fa48("159"), date.toISOString().startsWith(stryMutAct_9fa48("160") ? `` : (stryCov_9fa48("160"), `${year}-${month}-${day}`)))));
  }
}

/**
 * Whether somebody may be on a photo that was taken then, milliseconds since 1970 by the camera's clock: not before
 * the first moment of the birth date. A photo without a date may show anybody.
 */
export function isAliveAt(born: string, takenAt: number | undefined): boolean {
  if (stryMutAct_9fa48("161")) {
    {}
  } else {
    stryCov_9fa48("161");
    const [, year, month = stryMutAct_9fa48("162") ? "" : (stryCov_9fa48("162"), "01"), day = stryMutAct_9fa48("163") ? "" : (stryCov_9fa48("163"), "01")] = stryMutAct_9fa48("164") ? DATE.exec(born) && [] : (stryCov_9fa48("164"), DATE.exec(born) ?? (stryMutAct_9fa48("165") ? ["Stryker was here"] : (stryCov_9fa48("165"), [])));
    if (stryMutAct_9fa48("168") ? year === undefined && takenAt === undefined : stryMutAct_9fa48("167") ? false : stryMutAct_9fa48("166") ? true : (stryCov_9fa48("166", "167", "168"), (stryMutAct_9fa48("170") ? year !== undefined : stryMutAct_9fa48("169") ? false : (stryCov_9fa48("169", "170"), year === undefined)) || (stryMutAct_9fa48("172") ? takenAt !== undefined : stryMutAct_9fa48("171") ? false : (stryCov_9fa48("171", "172"), takenAt === undefined)))) return stryMutAct_9fa48("173") ? false : (stryCov_9fa48("173"), true);
    return stryMutAct_9fa48("177") ? takenAt < Date.parse(`${year}-${month}-${day}T00:00:00Z`) : stryMutAct_9fa48("176") ? takenAt > Date.parse(`${year}-${month}-${day}T00:00:00Z`) : stryMutAct_9fa48("175") ? false : stryMutAct_9fa48("174") ? true : (stryCov_9fa48("174", "175", "176", "177"), takenAt >= Date.parse(stryMutAct_9fa48("178") ? `` : (stryCov_9fa48("178"), `${year}-${month}-${day}T00:00:00Z`)));
  }
}