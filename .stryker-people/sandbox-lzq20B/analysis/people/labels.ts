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
import { readRecords } from "../files/read-records.ts";
import { CommandError } from "../terminal/command.ts";
import { explained } from "./explain-refusal.ts";
import type { KeptFace } from "./face-graph.ts";
import { FaceWords } from "./find-words.ts";

/**
 * Who is who, from a file of lines `face,person` (CSV, a heading allowed) or `{"face": …, "person": …}` (JSON lines).
 * A face is a FaceId, `photo#ordinal`, or a photo with one kept face.
 */
export async function readLabels(path: string, faces: KeptFace[]): Promise<Map<string, string>> {
  if (stryMutAct_9fa48("1393")) {
    {}
  } else {
    stryCov_9fa48("1393");
    const records = await readRecords(path, stryMutAct_9fa48("1394") ? [] : (stryCov_9fa48("1394"), [stryMutAct_9fa48("1395") ? "" : (stryCov_9fa48("1395"), "face"), stryMutAct_9fa48("1396") ? "" : (stryCov_9fa48("1396"), "person")])).catch((error: NodeJS.ErrnoException) => {
      if (stryMutAct_9fa48("1397")) {
        {}
      } else {
        stryCov_9fa48("1397");
        if (stryMutAct_9fa48("1400") ? error.code !== undefined : stryMutAct_9fa48("1399") ? false : stryMutAct_9fa48("1398") ? true : (stryCov_9fa48("1398", "1399", "1400"), error.code === undefined)) throw error;
        throw new CommandError(stryMutAct_9fa48("1401") ? `` : (stryCov_9fa48("1401"), `Cannot read the labels in ${path}. Give a CSV or NDJSON file.`));
      }
    });
    const first = stryMutAct_9fa48("1402") ? records[0]?.fields[0] && "" : (stryCov_9fa48("1402"), (stryMutAct_9fa48("1403") ? records[0].fields[0] : (stryCov_9fa48("1403"), records[0]?.fields[0])) ?? (stryMutAct_9fa48("1404") ? "Stryker was here!" : (stryCov_9fa48("1404"), "")));
    const isHeading = stryMutAct_9fa48("1407") ? /^face/i.test(first) || !faces.some(({
      photo
    }) => photo === first) : stryMutAct_9fa48("1406") ? false : stryMutAct_9fa48("1405") ? true : (stryCov_9fa48("1405", "1406", "1407"), (stryMutAct_9fa48("1408") ? /face/i : (stryCov_9fa48("1408"), /^face/i)).test(first) && (stryMutAct_9fa48("1409") ? faces.some(({
      photo
    }) => photo === first) : (stryCov_9fa48("1409"), !(stryMutAct_9fa48("1410") ? faces.every(({
      photo
    }) => photo === first) : (stryCov_9fa48("1410"), faces.some(stryMutAct_9fa48("1411") ? () => undefined : (stryCov_9fa48("1411"), ({
      photo
    }) => stryMutAct_9fa48("1414") ? photo !== first : stryMutAct_9fa48("1413") ? false : stryMutAct_9fa48("1412") ? true : (stryCov_9fa48("1412", "1413", "1414"), photo === first))))))));
    const words = new FaceWords(faces);
    return await explained(() => {
      if (stryMutAct_9fa48("1415")) {
        {}
      } else {
        stryCov_9fa48("1415");
        const labelled = stryMutAct_9fa48("1416") ? records.map(({
          fields,
          line
        }): [string, string] => {
          const [face, person] = fields.map(field => field?.trim());
          if (!face || !person) throw new CommandError(`Unusable line in ${path}: ${line}. Write it as face,person.`);
          return [faces[words.find(words.has(fields[0]!) ? fields[0]! : face)]!.faceId, person];
        }) : (stryCov_9fa48("1416"), records.slice(isHeading ? 1 : 0).map(({
          fields,
          line
        }): [string, string] => {
          if (stryMutAct_9fa48("1417")) {
            {}
          } else {
            stryCov_9fa48("1417");
            const [face, person] = fields.map(stryMutAct_9fa48("1418") ? () => undefined : (stryCov_9fa48("1418"), field => stryMutAct_9fa48("1420") ? field.trim() : stryMutAct_9fa48("1419") ? field : (stryCov_9fa48("1419", "1420"), field?.trim())));
            if (stryMutAct_9fa48("1423") ? !face && !person : stryMutAct_9fa48("1422") ? false : stryMutAct_9fa48("1421") ? true : (stryCov_9fa48("1421", "1422", "1423"), (stryMutAct_9fa48("1424") ? face : (stryCov_9fa48("1424"), !face)) || (stryMutAct_9fa48("1425") ? person : (stryCov_9fa48("1425"), !person)))) throw new CommandError(stryMutAct_9fa48("1426") ? `` : (stryCov_9fa48("1426"), `Unusable line in ${path}: ${line}. Write it as face,person.`));
            return stryMutAct_9fa48("1427") ? [] : (stryCov_9fa48("1427"), [faces[words.find(words.has(fields[0]!) ? fields[0]! : face)]!.faceId, person]);
          }
        }));
        return new Map(labelled);
      }
    });
  }
}