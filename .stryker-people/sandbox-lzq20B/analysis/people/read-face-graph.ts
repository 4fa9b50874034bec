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
import type { DuckDBConnection } from "@duckdb/node-api";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { rows } from "../tables/database.ts";
import { ALIKE_AT, type AlikePairs, FaceGraph, type GraphFace } from "./face-graph.ts";
interface Row {
  face_id: string;
  face_key: string;
  photo: string;
  ordinal: number;
  etag: string | null;
  box: (number | null)[];
  analysed: number;
  searched: number | null;
  taken: number | null;
  tells: boolean;
  knows_when: boolean;
}

/** The kept faces, by `photo#ordinal`, and what the searches tell about their pairs. */
export async function readFaceGraph(connection: DuckDBConnection): Promise<FaceGraph> {
  if (stryMutAct_9fa48("1993")) {
    {}
  } else {
    stryCov_9fa48("1993");
    // Tables of an earlier version, and those of other systems, do not say when a photo was taken.
    const dated = await rows(connection, stryMutAct_9fa48("1994") ? "" : (stryCov_9fa48("1994"), "FROM duckdb_columns() WHERE table_name = 'photos' AND column_name = 'taken_at'"));
    const taken = (stryMutAct_9fa48("1998") ? dated.length <= 0 : stryMutAct_9fa48("1997") ? dated.length >= 0 : stryMutAct_9fa48("1996") ? false : stryMutAct_9fa48("1995") ? true : (stryCov_9fa48("1995", "1996", "1997", "1998"), dated.length > 0)) ? stryMutAct_9fa48("1999") ? "" : (stryCov_9fa48("1999"), "epoch_ms(p.taken_at)::DOUBLE") : stryMutAct_9fa48("2000") ? "" : (stryCov_9fa48("2000"), "NULL::DOUBLE");
    const found = await rows<Row>(connection, stryMutAct_9fa48("2001") ? `` : (stryCov_9fa48("2001"), `SELECT f.face_id, f.face_key, f.photo, f.ordinal, coalesce(p.etag, f.external_image_id) AS etag,
       [box_left, box_top, box_width, box_height] AS box,
       epoch_ms(p.analysed_at)::DOUBLE AS analysed, epoch_ms(s.searched_at)::DOUBLE AS searched,
       ${taken} AS taken,
       coalesce(NOT s.truncated AND coalesce(s.threshold, ${DEFAULT_THRESHOLD}) <= $1, false)
         -- Cut off, but only below: every alike face is listed.
         OR coalesce(cut.lowest < $1, false) AS tells,
       s.collection_version IS NOT NULL AS knows_when
     FROM faces f JOIN photos p USING (photo) LEFT JOIN searches s ON s.face_id = f.face_id
       LEFT JOIN (
         SELECT face_id, min(similarity) AS lowest FROM matches SEMI JOIN (FROM searches WHERE truncated) USING (face_id)
         GROUP BY face_id
       ) cut ON cut.face_id = f.face_id
     WHERE f.kept AND f.face_id IS NOT NULL
     ORDER BY f.face_key`), stryMutAct_9fa48("2002") ? [] : (stryCov_9fa48("2002"), [ALIKE_AT]));
    return new FaceGraph(found.map(graphFace), await readPairs(connection));
  }
}
function graphFace({
  face_id,
  face_key,
  photo,
  ordinal,
  etag,
  box,
  ...row
}: Row): GraphFace {
  if (stryMutAct_9fa48("2003")) {
    {}
  } else {
    stryCov_9fa48("2003");
    const [left, top, width, height] = box.map(side => side ?? 0) as GraphFace["box"];
    // The search of another system's folder says neither when it was made nor of which collection: it is taken as it is.
    const searched = (stryMutAct_9fa48("2006") ? row.searched === null && row.knows_when : stryMutAct_9fa48("2005") ? false : stryMutAct_9fa48("2004") ? true : (stryCov_9fa48("2004", "2005", "2006"), (stryMutAct_9fa48("2008") ? row.searched !== null : stryMutAct_9fa48("2007") ? false : (stryCov_9fa48("2007", "2008"), row.searched === null)) || row.knows_when)) ? row.searched : Number.POSITIVE_INFINITY;
    return stryMutAct_9fa48("2009") ? {} : (stryCov_9fa48("2009"), {
      faceId: face_id,
      faceKey: face_key,
      photo,
      ordinal,
      ...(stryMutAct_9fa48("2012") ? etag !== null || {
        etag
      } : stryMutAct_9fa48("2011") ? false : stryMutAct_9fa48("2010") ? true : (stryCov_9fa48("2010", "2011", "2012"), (stryMutAct_9fa48("2014") ? etag === null : stryMutAct_9fa48("2013") ? true : (stryCov_9fa48("2013", "2014"), etag !== null)) && (stryMutAct_9fa48("2015") ? {} : (stryCov_9fa48("2015"), {
        etag
      })))),
      box: stryMutAct_9fa48("2016") ? [] : (stryCov_9fa48("2016"), [left, top, width, height]),
      area: stryMutAct_9fa48("2017") ? width / height : (stryCov_9fa48("2017"), width * height),
      ...(stryMutAct_9fa48("2020") ? row.taken !== null || {
        takenAt: row.taken
      } : stryMutAct_9fa48("2019") ? false : stryMutAct_9fa48("2018") ? true : (stryCov_9fa48("2018", "2019", "2020"), (stryMutAct_9fa48("2022") ? row.taken === null : stryMutAct_9fa48("2021") ? true : (stryCov_9fa48("2021", "2022"), row.taken !== null)) && (stryMutAct_9fa48("2023") ? {} : (stryCov_9fa48("2023"), {
        takenAt: row.taken
      })))),
      // A record may have been written again; a face that was searched was there by then.
      since: stryMutAct_9fa48("2024") ? Math.max(row.analysed, searched ?? Number.POSITIVE_INFINITY) : (stryCov_9fa48("2024"), Math.min(row.analysed, stryMutAct_9fa48("2025") ? searched && Number.POSITIVE_INFINITY : (stryCov_9fa48("2025"), searched ?? Number.POSITIVE_INFINITY))),
      told: row.tells ? searched! : Number.NEGATIVE_INFINITY
    });
  }
}
async function readPairs(connection: DuckDBConnection): Promise<AlikePairs> {
  if (stryMutAct_9fa48("2026")) {
    {}
  } else {
    stryCov_9fa48("2026");
    const result = await connection.stream(stryMutAct_9fa48("2027") ? `` : (stryCov_9fa48("2027"), `WITH placed AS (
       SELECT face_id, (row_number() OVER (ORDER BY face_key) - 1)::INTEGER AS place
       FROM faces WHERE kept AND face_id IS NOT NULL
     )
     SELECT a.place, b.place, similarity
     FROM pair_similarities
     JOIN placed a USING (face_id) JOIN placed b ON b.face_id = similar_face_id
     WHERE similarity >= $1 AND a.place < b.place
     ORDER BY ALL`), stryMutAct_9fa48("2028") ? [] : (stryCov_9fa48("2028"), [ALIKE_AT]));
    const columns: [number[], number[], number[]] = stryMutAct_9fa48("2029") ? [] : (stryCov_9fa48("2029"), [stryMutAct_9fa48("2030") ? ["Stryker was here"] : (stryCov_9fa48("2030"), []), stryMutAct_9fa48("2031") ? ["Stryker was here"] : (stryCov_9fa48("2031"), []), stryMutAct_9fa48("2032") ? ["Stryker was here"] : (stryCov_9fa48("2032"), [])]);
    for (let chunk = await result.fetchChunk(); stryMutAct_9fa48("2034") ? chunk || chunk.rowCount > 0 : stryMutAct_9fa48("2033") ? false : (stryCov_9fa48("2033", "2034"), chunk && (stryMutAct_9fa48("2037") ? chunk.rowCount <= 0 : stryMutAct_9fa48("2036") ? chunk.rowCount >= 0 : stryMutAct_9fa48("2035") ? true : (stryCov_9fa48("2035", "2036", "2037"), chunk.rowCount > 0))); chunk = await result.fetchChunk()) {
      if (stryMutAct_9fa48("2038")) {
        {}
      } else {
        stryCov_9fa48("2038");
        for (const [i, column] of columns.entries()) {
          if (stryMutAct_9fa48("2039")) {
            {}
          } else {
            stryCov_9fa48("2039");
            for (const value of chunk.getColumnValues(i)) column.push(value as number);
          }
        }
      }
    }
    return stryMutAct_9fa48("2040") ? {} : (stryCov_9fa48("2040"), {
      a: Int32Array.from(columns[0]),
      b: Int32Array.from(columns[1]),
      similarity: Float64Array.from(columns[2])
    });
  }
}