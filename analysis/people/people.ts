/**
 * People, and decisions about them: the one library behind the command line (`analysis/people.ts`) and the page.
 *
 *     const people = await openPeople("datas");             // once: faces, searches and decisions, in memory
 *     people.list()                                         // Person[], largest first
 *     const change = await people.merge("P1", "Anna");      // appended to datas/decisions.jsonl, then applied
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
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { findSuspects, type MergeSuggestion, type Suspect, suggestMerges } from "./borderline.ts";
import { extendLedger, readDecisions } from "./decision-ledger.ts";
import { type DecisionReport, reportDecisions } from "./decision-report.ts";
import { type ActiveDecision, activeDecisions, type Decision, type NewDecision } from "./decisions.ts";
import type { FaceGraph, GraphFace } from "./face-graph.ts";
import type { FaceLookup } from "./face-lookup.ts";
import { JOIN_AT } from "./group-by-looks.ts";
import * as newDecisions from "./new-decisions.ts";
import { type PeopleFile, writePeopleFile } from "./person-ids.ts";
import { Resolver } from "./resolver.ts";
import { personFaces, reviewOf } from "./review-people.ts";
import { type Difference, difference, droppedName, type Person, type Snapshot } from "./snapshot.ts";
import { SnapshotMaker } from "./snapshot-maker.ts";
import { photosTogether } from "./together.ts";
import { type PersonFace, writePeopleTable } from "./write-people-table.ts";

export interface PeopleOptions {
  /** Mean similarity that joins two groups, percent; by default that of the last run. */
  joinAt?: number | undefined;
  /** The database; by default the data folder's. */
  db?: string | undefined;
}

/** The effect of a decision. */
export interface Change extends Difference {
  decision: Decision;
  /** The decision that was undone. */
  undone?: ActiveDecision;
  /** The name that nobody has any more: the second person's of `merge`. */
  droppedName?: string;
  /** Photos on which the faces of two people are that are one now. */
  together?: string[];
}

interface Parts extends PeopleOptions {
  datas: string;
  graph: FaceGraph;
  words: FaceLookup;
  decisions: Decision[];
  file: PeopleFile;
}

/** The list of what can be asked and decided: each method is one of them, and what it does lies beside this file. */
export class People {
  readonly graph: FaceGraph;
  readonly #datas: string;
  readonly #db: string;
  readonly joinAt: number;
  readonly #words: FaceLookup;
  readonly #snapshots: SnapshotMaker;
  #decisions: Decision[];
  #now: Snapshot;

  constructor({ datas, db, graph, words, decisions, file, joinAt = JOIN_AT }: Parts) {
    this.graph = graph;
    this.#datas = datas;
    this.#db = db ?? join(datas, DATABASE_FILE);
    this.joinAt = joinAt;
    this.#words = words;
    this.#snapshots = new SnapshotMaker({ graph, file, joinAt });
    this.#decisions = decisions;
    this.#now = this.#snapshots.next(activeDecisions(decisions));
  }

  /** Everybody, those with most faces first; a face that is alone is a person too. */
  list(): Person[] {
    return this.#now.people;
  }

  /** Faces that the user ignores. */
  ignored(): GraphFace[] {
    return this.graph.faces.filter((_, place) => this.#now.home[place] === undefined);
  }

  /** @throws DecisionRefused UNKNOWN_PERSON, AMBIGUOUS_NAME, and of faces SEVERAL_FACES, FACE_NOT_KEPT, FACE_IGNORED */
  person(word: string): Person {
    return this.#resolver.person(word);
  }

  /** @throws DecisionRefused UNKNOWN_FACE, SEVERAL_FACES, FACE_NOT_KEPT */
  face(word: string): GraphFace {
    return this.graph.faces[this.#words.find(word)]!;
  }

  /** The person that a face was given to; undefined where it is ignored. */
  personOf(word: string): Person | undefined {
    return this.#now.home[this.#words.find(word)];
  }

  /** Every decision, oldest first, with what became of it. */
  decisions(): DecisionReport[] {
    return reportDecisions(this.#decisions, this.#now);
  }

  /** People who may be one; nothing that was decided, and nobody seen on one photo together. */
  suggestedMerges(): MergeSuggestion[] {
    return suggestMerges(this.#review);
  }

  /** Faces that may be with the wrong person; nothing that was decided. */
  suspects(): Suspect[] {
    return findSuspects(this.#review);
  }

  /** Rows of the table `people`. */
  rows(): PersonFace[] {
    return personFaces(this.#review);
  }

  /**
   * Calls a person so; an empty name takes the name away.
   *
   * @param isShared two people may be called so
   */
  name(who: string, name: string, { isShared = false } = {}): Promise<Change> {
    return this.#decide((resolver) => newDecisions.name(resolver, who, name, isShared));
  }

  /** Makes two people one: the first, whose id and name stay. The second's name is dropped where the first has one. */
  merge(keep: string, gone: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.merge(resolver, keep, gone));
  }

  /** Makes these faces a person of their own. */
  split(faces: string[]): Promise<Change> {
    return this.#decide((resolver) => newDecisions.split(resolver, faces, this.#snapshots.newId));
  }

  /** Gives exactly these faces to a person, for good; `new` is a person of their own. */
  move(faces: string[], to: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.move(resolver, faces, to, this.#snapshots.newId));
  }

  /** Takes these faces out of all groups: strangers, posters. A person stands for all of their faces. */
  ignore(facesOrPeople: string[]): Promise<Change> {
    return this.#decide((resolver) => newDecisions.ignore(resolver, facesOrPeople));
  }

  /** Says that these faces are not that person's, whoever they are; they never come back by their looks. */
  notThisPerson(faces: string[], who: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.reject(resolver, faces, who));
  }

  /**
   * Says that two are one person. Two people are merged, the first stays; a face goes to the person; of two faces the
   * one that fits its own person worse goes to the other's, and nobody else moves.
   */
  same(a: string, b: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.same(resolver, a, b));
  }

  /**
   * Says that two are not one person, however alike. Of two faces of one person the one that fits worse leaves; a face
   * leaves the person; nobody else moves.
   */
  different(a: string, b: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.different(resolver, a, b));
  }

  /** Says when a person was born (2019, 2019-05, 2019-05-31): nobody is on a photo that was taken before. */
  born(who: string, date: string): Promise<Change> {
    return this.#decide((resolver) => newDecisions.born(resolver, who, date));
  }

  /** Takes back a decision, by default the latest that stands. */
  undo(id?: number): Promise<Change> {
    return this.#decide((resolver) => newDecisions.undo(resolver, id));
  }

  /** Takes in what other processes decided; says what that changed. */
  async refresh(): Promise<Difference> {
    return this.#take(await readDecisions(this.#datas));
  }

  /**
   * Writes the table `people` and people.json. Killed in between, the next one writes the same. From another database
   * than the data folder's own the table alone: its people must not take the numbers of those that people.json remembers.
   */
  async save(): Promise<void> {
    await withDatabase(this.#db, {}, (connection) => this.saveTo(connection));
  }

  async saveTo(connection: DuckDBConnection): Promise<void> {
    const own = join(this.#datas, DATABASE_FILE);
    if (resolve(this.#db) === resolve(own) || !existsSync(own))
      await writePeopleFile(this.#datas, this.#snapshots.remembered(this.#now));
    await writePeopleTable(connection, this.rows());
  }

  /** Decides under the ledger's lock, on top of what everybody decided before. */
  async #decide(newDecision: (resolver: Resolver) => NewDecision): Promise<Change> {
    let before = this.#now;
    const decision = await extendLedger(this.#datas, (known) => {
      if (known.length !== this.#decisions.length || known.at(-1)?.id !== this.#decisions.at(-1)?.id) {
        this.#take(known);
        before = this.#now;
      }
      return newDecision(this.#resolver);
    });
    const undone = this.#decisions.find(({ id }) => decision!.type === "undo" && id === decision!.undoes);
    const dropped = droppedName(decision!, before);
    this.#take([...this.#decisions, decision!]);
    const changed = difference(before, this.#now);
    const together = undone ? [] : photosTogether(this.graph, before, changed);
    return {
      decision: decision!,
      ...changed,
      ...(undone && { undone: undone as ActiveDecision }),
      ...(dropped !== undefined && { droppedName: dropped }),
      ...(together.length > 0 && { together }),
    };
  }

  #take(decisions: Decision[]): Difference {
    const before = this.#now;
    this.#decisions = decisions;
    this.#now = this.#snapshots.next(activeDecisions(decisions), before);
    return difference(before, this.#now);
  }

  get #resolver(): Resolver {
    const [graph, words, now] = [this.graph, this.#words, this.#now];
    return new Resolver({ graph, words, now, decisions: activeDecisions(this.#decisions) });
  }

  get #review() {
    const lookOf = (place: number) => this.#snapshots.lookOf(place);
    return reviewOf(this.#now, { graph: this.graph, joinAt: this.joinAt, lookOf });
  }
}
