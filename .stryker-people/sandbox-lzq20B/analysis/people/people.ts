/**
 * People, and decisions about them: the one library behind the command line (`analysis/people.ts`) and the page.
 *
 *     const people = await openPeople("datas");             // once: faces, searches and decisions, in memory
 *     people.list()                                         // Person[], largest first
 *     const change = await people.merge("P1", "Anna");      // appended to datas/decisions.jsonl, then followed
 *     change.moved; change.people; change.droppedName       // what it changed
 *     await people.undo();                                  // the latest decision; undo(7): that one
 *     await people.save();                                  // the table `people` and datas/people.json
 *
 * A person is given by id (`P1`, `p1`), by name, or by one of their faces; a face by FaceId, by `photo#ordinal`, or by
 * a photo that has one kept face. What is refused throws `DecisionRefused`, whose `reason.code` says why (refusal.ts);
 * nothing was written then.
 *
 * The ledger is the only source: several processes may decide at the same time (each decision is appended under a
 * lock, after what the others appended was read), and `save` may be skipped or fail (the database is in use): the next
 * one writes the same. `refresh` takes in what other processes decided; faces and searches that are newer than
 * `openPeople` need another `openPeople`.
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
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { findSuspects, type MergeSuggestion, type Suspect, suggestMerges } from "./borderline.ts";
import { extendLedger, readDecisions } from "./decision-ledger.ts";
import { type DecisionReport, reportDecisions } from "./decision-report.ts";
import { type Decision, type Standing, standing, type Verdict } from "./decisions.ts";
import { Directory } from "./directory.ts";
import type { FaceGraph, GraphFace } from "./face-graph.ts";
import type { FaceWords } from "./find-words.ts";
import { JOIN_AT } from "./group-by-looks.ts";
import { type PeopleFile, writePeopleFile } from "./person-ids.ts";
import { personFaces, reviewOf } from "./review-people.ts";
import { type Difference, difference, droppedName, type Person, type Snapshot } from "./snapshot.ts";
import { SnapshotMaker } from "./snapshot-maker.ts";
import * as verdicts from "./verdicts.ts";
import { type PersonFace, writePeopleTable } from "./write-people-table.ts";
export interface PeopleOptions {
  /** Mean similarity that joins two groups, percent. */
  joinAt?: number;
  /** The database; by default the data folder's. */
  db?: string;
}

/** What a decision did. */
export interface Change extends Difference {
  decision: Decision;
  /** The decision that was undone. */
  undone?: Standing;
  /** The name that nobody has any more: the second person's of `merge`. */
  droppedName?: string;
}
interface Parts extends PeopleOptions {
  datas: string;
  graph: FaceGraph;
  words: FaceWords;
  decisions: Decision[];
  file: PeopleFile;
}

/** The list of what can be asked and decided: each method is one of them, and what it does lies beside this file. */
export class People {
  readonly graph: FaceGraph;
  readonly #datas: string;
  readonly #db: string;
  readonly #joinAt: number;
  readonly #words: FaceWords;
  readonly #snapshots: SnapshotMaker;
  #decisions: Decision[];
  #now: Snapshot;
  constructor({
    datas,
    db,
    graph,
    words,
    decisions,
    file,
    joinAt = JOIN_AT
  }: Parts) {
    if (stryMutAct_9fa48("1464")) {
      {}
    } else {
      stryCov_9fa48("1464");
      this.graph = graph;
      this.#datas = datas;
      this.#db = stryMutAct_9fa48("1465") ? db && join(datas, DATABASE_FILE) : (stryCov_9fa48("1465"), db ?? join(datas, DATABASE_FILE));
      this.#joinAt = joinAt;
      this.#words = words;
      this.#snapshots = new SnapshotMaker(stryMutAct_9fa48("1466") ? {} : (stryCov_9fa48("1466"), {
        graph,
        file,
        joinAt
      }));
      this.#decisions = decisions;
      this.#now = this.#snapshots.next(standing(decisions));
    }
  }

  /** Everybody, those with most faces first; a face that is alone is a person too. */
  list(): Person[] {
    if (stryMutAct_9fa48("1467")) {
      {}
    } else {
      stryCov_9fa48("1467");
      return this.#now.people;
    }
  }

  /** Faces that the user told to ignore. */
  ignored(): GraphFace[] {
    if (stryMutAct_9fa48("1468")) {
      {}
    } else {
      stryCov_9fa48("1468");
      return stryMutAct_9fa48("1469") ? this.graph.faces : (stryCov_9fa48("1469"), this.graph.faces.filter(stryMutAct_9fa48("1470") ? () => undefined : (stryCov_9fa48("1470"), (_, place) => stryMutAct_9fa48("1473") ? this.#now.home[place] !== undefined : stryMutAct_9fa48("1472") ? false : stryMutAct_9fa48("1471") ? true : (stryCov_9fa48("1471", "1472", "1473"), this.#now.home[place] === undefined))));
    }
  }

  /** @throws DecisionRefused UNKNOWN_PERSON, AMBIGUOUS_NAME, and of faces SEVERAL_FACES, FACE_NOT_KEPT, FACE_IGNORED */
  person(word: string): Person {
    if (stryMutAct_9fa48("1474")) {
      {}
    } else {
      stryCov_9fa48("1474");
      return this.#directory.person(word);
    }
  }

  /** @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT */
  face(word: string): GraphFace {
    if (stryMutAct_9fa48("1475")) {
      {}
    } else {
      stryCov_9fa48("1475");
      return this.graph.faces[this.#words.find(word)]!;
    }
  }

  /** The person that a face was given to; undefined where it is ignored. */
  personOf(word: string): Person | undefined {
    if (stryMutAct_9fa48("1476")) {
      {}
    } else {
      stryCov_9fa48("1476");
      return this.#now.home[this.#words.find(word)];
    }
  }

  /** Every decision, oldest first, with what became of it. */
  decisions(): DecisionReport[] {
    if (stryMutAct_9fa48("1477")) {
      {}
    } else {
      stryCov_9fa48("1477");
      return reportDecisions(this.#decisions, this.#now);
    }
  }

  /** People who may be one; nothing that was decided, and nobody seen on one photo together. */
  suggestedMerges(): MergeSuggestion[] {
    if (stryMutAct_9fa48("1478")) {
      {}
    } else {
      stryCov_9fa48("1478");
      return suggestMerges(this.#review);
    }
  }

  /** Faces that may be with the wrong person; nothing that was decided. */
  suspects(): Suspect[] {
    if (stryMutAct_9fa48("1479")) {
      {}
    } else {
      stryCov_9fa48("1479");
      return findSuspects(this.#review);
    }
  }

  /** Rows of the table `people`. */
  rows(): PersonFace[] {
    if (stryMutAct_9fa48("1480")) {
      {}
    } else {
      stryCov_9fa48("1480");
      return personFaces(this.#review);
    }
  }

  /**
   * Calls a person so; an empty name takes the name away.
   *
   * @param isShared two people may be called so
   */
  name(who: string, name: string, {
    isShared = stryMutAct_9fa48("1481") ? true : (stryCov_9fa48("1481"), false)
  } = {}): Promise<Change> {
    if (stryMutAct_9fa48("1482")) {
      {}
    } else {
      stryCov_9fa48("1482");
      return this.#decide(stryMutAct_9fa48("1483") ? () => undefined : (stryCov_9fa48("1483"), directory => verdicts.name(directory, who, name, isShared)));
    }
  }

  /** Makes two people one: the first, whose id and name stay. The second's name is dropped where the first has one. */
  merge(keep: string, gone: string): Promise<Change> {
    if (stryMutAct_9fa48("1484")) {
      {}
    } else {
      stryCov_9fa48("1484");
      return this.#decide(stryMutAct_9fa48("1485") ? () => undefined : (stryCov_9fa48("1485"), directory => verdicts.merge(directory, keep, gone)));
    }
  }

  /** Makes these faces a person of their own. */
  split(faces: string[]): Promise<Change> {
    if (stryMutAct_9fa48("1486")) {
      {}
    } else {
      stryCov_9fa48("1486");
      return this.#decide(stryMutAct_9fa48("1487") ? () => undefined : (stryCov_9fa48("1487"), directory => verdicts.split(directory, faces, this.#snapshots.newId)));
    }
  }

  /** Gives exactly these faces to a person, for good; `new` is a person of their own. */
  move(faces: string[], to: string): Promise<Change> {
    if (stryMutAct_9fa48("1488")) {
      {}
    } else {
      stryCov_9fa48("1488");
      return this.#decide(stryMutAct_9fa48("1489") ? () => undefined : (stryCov_9fa48("1489"), directory => verdicts.move(directory, faces, to, this.#snapshots.newId)));
    }
  }

  /** Takes these faces out of all groups: strangers, posters. A person stands for all of their faces. */
  ignore(facesOrPeople: string[]): Promise<Change> {
    if (stryMutAct_9fa48("1490")) {
      {}
    } else {
      stryCov_9fa48("1490");
      return this.#decide(stryMutAct_9fa48("1491") ? () => undefined : (stryCov_9fa48("1491"), directory => verdicts.ignore(directory, facesOrPeople)));
    }
  }

  /** Says that these faces are not that person's, whoever they are; they never come back by their looks. */
  notThisPerson(faces: string[], who: string): Promise<Change> {
    if (stryMutAct_9fa48("1492")) {
      {}
    } else {
      stryCov_9fa48("1492");
      return this.#decide(stryMutAct_9fa48("1493") ? () => undefined : (stryCov_9fa48("1493"), directory => verdicts.reject(directory, faces, who)));
    }
  }

  /**
   * Says that two are one person. Two people are merged, the first stays; a face goes to the person; of two faces the
   * one that fits its own person worse goes to the other's, and nobody else moves.
   */
  same(a: string, b: string): Promise<Change> {
    if (stryMutAct_9fa48("1494")) {
      {}
    } else {
      stryCov_9fa48("1494");
      return this.#decide(stryMutAct_9fa48("1495") ? () => undefined : (stryCov_9fa48("1495"), directory => verdicts.same(directory, a, b)));
    }
  }

  /**
   * Says that two are not one person, however alike. Of two faces of one person the one that fits worse leaves; a face
   * leaves the person; nobody else moves.
   */
  different(a: string, b: string): Promise<Change> {
    if (stryMutAct_9fa48("1496")) {
      {}
    } else {
      stryCov_9fa48("1496");
      return this.#decide(stryMutAct_9fa48("1497") ? () => undefined : (stryCov_9fa48("1497"), directory => verdicts.different(directory, a, b)));
    }
  }

  /** Says when a person was born (2019, 2019-05, 2019-05-31): nobody is on a photo that was taken before. */
  born(who: string, date: string): Promise<Change> {
    if (stryMutAct_9fa48("1498")) {
      {}
    } else {
      stryCov_9fa48("1498");
      return this.#decide(stryMutAct_9fa48("1499") ? () => undefined : (stryCov_9fa48("1499"), directory => verdicts.born(directory, who, date)));
    }
  }

  /** Takes back a decision, by default the latest that stands. */
  undo(id?: number): Promise<Change> {
    if (stryMutAct_9fa48("1500")) {
      {}
    } else {
      stryCov_9fa48("1500");
      return this.#decide(stryMutAct_9fa48("1501") ? () => undefined : (stryCov_9fa48("1501"), directory => verdicts.undo(directory, id)));
    }
  }

  /** Takes in what other processes decided; says what that changed. */
  async refresh(): Promise<Difference> {
    if (stryMutAct_9fa48("1502")) {
      {}
    } else {
      stryCov_9fa48("1502");
      return this.#take(await readDecisions(this.#datas));
    }
  }

  /** Writes the table `people` and people.json. Killed in between, the next one writes the same. */
  async save(): Promise<void> {
    if (stryMutAct_9fa48("1503")) {
      {}
    } else {
      stryCov_9fa48("1503");
      await withDatabase(this.#db, {}, stryMutAct_9fa48("1504") ? () => undefined : (stryCov_9fa48("1504"), connection => this.saveTo(connection)));
    }
  }
  async saveTo(connection: DuckDBConnection): Promise<void> {
    if (stryMutAct_9fa48("1505")) {
      {}
    } else {
      stryCov_9fa48("1505");
      await writePeopleFile(this.#datas, this.#snapshots.remembered(this.#now));
      await writePeopleTable(connection, this.rows());
    }
  }

  /** Decides under the ledger's lock, on top of what everybody decided before. */
  async #decide(verdict: (directory: Directory) => Verdict): Promise<Change> {
    if (stryMutAct_9fa48("1506")) {
      {}
    } else {
      stryCov_9fa48("1506");
      let before = this.#now;
      const decision = await extendLedger(this.#datas, known => {
        if (stryMutAct_9fa48("1507")) {
          {}
        } else {
          stryCov_9fa48("1507");
          if (stryMutAct_9fa48("1510") ? known.length !== this.#decisions.length && known.at(-1)?.id !== this.#decisions.at(-1)?.id : stryMutAct_9fa48("1509") ? false : stryMutAct_9fa48("1508") ? true : (stryCov_9fa48("1508", "1509", "1510"), (stryMutAct_9fa48("1512") ? known.length === this.#decisions.length : stryMutAct_9fa48("1511") ? false : (stryCov_9fa48("1511", "1512"), known.length !== this.#decisions.length)) || (stryMutAct_9fa48("1514") ? known.at(-1)?.id === this.#decisions.at(-1)?.id : stryMutAct_9fa48("1513") ? false : (stryCov_9fa48("1513", "1514"), (stryMutAct_9fa48("1515") ? known.at(-1).id : (stryCov_9fa48("1515"), known.at(stryMutAct_9fa48("1516") ? +1 : (stryCov_9fa48("1516"), -1))?.id)) !== (stryMutAct_9fa48("1517") ? this.#decisions.at(-1).id : (stryCov_9fa48("1517"), this.#decisions.at(stryMutAct_9fa48("1518") ? +1 : (stryCov_9fa48("1518"), -1))?.id)))))) {
            if (stryMutAct_9fa48("1519")) {
              {}
            } else {
              stryCov_9fa48("1519");
              this.#take(known);
              before = this.#now;
            }
          }
          return verdict(this.#directory);
        }
      });
      const undone = this.#decisions.find(stryMutAct_9fa48("1520") ? () => undefined : (stryCov_9fa48("1520"), ({
        id
      }) => stryMutAct_9fa48("1523") ? decision!.type === "undo" || id === decision!.undoes : stryMutAct_9fa48("1522") ? false : stryMutAct_9fa48("1521") ? true : (stryCov_9fa48("1521", "1522", "1523"), (stryMutAct_9fa48("1525") ? decision!.type !== "undo" : stryMutAct_9fa48("1524") ? true : (stryCov_9fa48("1524", "1525"), decision!.type === (stryMutAct_9fa48("1526") ? "" : (stryCov_9fa48("1526"), "undo")))) && (stryMutAct_9fa48("1528") ? id !== decision!.undoes : stryMutAct_9fa48("1527") ? true : (stryCov_9fa48("1527", "1528"), id === decision!.undoes)))));
      const dropped = droppedName(decision!, before);
      this.#take(stryMutAct_9fa48("1529") ? [] : (stryCov_9fa48("1529"), [...this.#decisions, decision!]));
      return stryMutAct_9fa48("1530") ? {} : (stryCov_9fa48("1530"), {
        decision: decision!,
        ...difference(before, this.#now),
        ...(stryMutAct_9fa48("1533") ? undone || {
          undone: undone as Standing
        } : stryMutAct_9fa48("1532") ? false : stryMutAct_9fa48("1531") ? true : (stryCov_9fa48("1531", "1532", "1533"), undone && (stryMutAct_9fa48("1534") ? {} : (stryCov_9fa48("1534"), {
          undone: undone as Standing
        })))),
        ...(stryMutAct_9fa48("1537") ? dropped !== undefined || {
          droppedName: dropped
        } : stryMutAct_9fa48("1536") ? false : stryMutAct_9fa48("1535") ? true : (stryCov_9fa48("1535", "1536", "1537"), (stryMutAct_9fa48("1539") ? dropped === undefined : stryMutAct_9fa48("1538") ? true : (stryCov_9fa48("1538", "1539"), dropped !== undefined)) && (stryMutAct_9fa48("1540") ? {} : (stryCov_9fa48("1540"), {
          droppedName: dropped
        }))))
      });
    }
  }
  #take(decisions: Decision[]): Difference {
    if (stryMutAct_9fa48("1541")) {
      {}
    } else {
      stryCov_9fa48("1541");
      const before = this.#now;
      this.#decisions = decisions;
      this.#now = this.#snapshots.next(standing(decisions), before);
      return difference(before, this.#now);
    }
  }
  get #directory(): Directory {
    if (stryMutAct_9fa48("1542")) {
      {}
    } else {
      stryCov_9fa48("1542");
      const [graph, words, now] = stryMutAct_9fa48("1543") ? [] : (stryCov_9fa48("1543"), [this.graph, this.#words, this.#now]);
      return new Directory(stryMutAct_9fa48("1544") ? {} : (stryCov_9fa48("1544"), {
        graph,
        words,
        now,
        decisions: standing(this.#decisions)
      }));
    }
  }
  get #review() {
    if (stryMutAct_9fa48("1545")) {
      {}
    } else {
      stryCov_9fa48("1545");
      const lookOf = stryMutAct_9fa48("1546") ? () => undefined : (stryCov_9fa48("1546"), (() => {
        const lookOf = (place: number) => this.#snapshots.lookOf(place);
        return lookOf;
      })());
      return reviewOf(this.#now, stryMutAct_9fa48("1547") ? {} : (stryCov_9fa48("1547"), {
        graph: this.graph,
        joinAt: this.#joinAt,
        lookOf
      }));
    }
  }
}