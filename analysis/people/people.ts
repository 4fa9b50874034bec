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
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import type { MergeSuggestion, Review, Suspect } from "./borderline.ts";
import { findSuspects, suggestMerges } from "./borderline.ts";
import { isBirthDate } from "./born.ts";
import { extendLedger, readDecisions } from "./decision-ledger.ts";
import { type DecisionReport, reportDecisions } from "./decision-report.ts";
import type { Decision, PersonRef, Standing, Verdict } from "./decisions.ts";
import { lastStanding, standing } from "./decisions.ts";
import { FaceFinder, refOf } from "./face-finder.ts";
import type { FaceGraph, GraphFace } from "./face-graph.ts";
import { FaceWords, findPerson } from "./find-words.ts";
import { followDecisions } from "./follow-decisions.ts";
import { groupByLooks, JOIN_AT } from "./group-by-looks.ts";
import { keepPersonIds, type PeopleFile, readPeopleFile, writePeopleFile } from "./person-ids.ts";
import { Placement } from "./placement.ts";
import { readFaceGraph } from "./read-face-graph.ts";
import { readNotKept } from "./read-not-kept.ts";
import { DecisionRefused, type Refusal } from "./refusal.ts";
import { type Difference, difference, type Person, type Snapshot, summaryOf } from "./snapshot.ts";
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

/** A person remembered by this many faces is found again although some of them go. */
const REMEMBERED_FACES = 20;

/** Loads people from the data folder's database, ledger and people.json. The tables must be up to date. */
export async function openPeople(datas: string, options: PeopleOptions = {}): Promise<People> {
  const path = options.db ?? join(datas, DATABASE_FILE);
  return await withDatabase(path, {}, (connection) => loadPeople(connection, datas, options));
}

/** The same from a connection that is open. */
export async function loadPeople(
  connection: DuckDBConnection,
  datas: string,
  options: PeopleOptions = {},
): Promise<People> {
  const graph = await readFaceGraph(connection);
  const words = new FaceWords(graph.faces, await readNotKept(connection));
  const [decisions, file] = [await readDecisions(datas), await readPeopleFile(datas)];
  return new People({ datas, graph, words, decisions, file, ...options });
}

interface Parts extends PeopleOptions {
  datas: string;
  graph: FaceGraph;
  words: FaceWords;
  decisions: Decision[];
  file: PeopleFile;
}

export class People {
  readonly graph: FaceGraph;
  readonly #datas: string;
  readonly #db: string;
  readonly #joinAt: number;
  readonly #words: FaceWords;
  readonly #finder: FaceFinder;
  readonly #looks: number[][];
  readonly #lookOf: Int32Array;
  #decisions: Decision[];
  #now: Snapshot;
  #nextNumber: number;
  /** Faces of people who were joined with others, should they be taken apart again. */
  #former: Map<string, number[]>;

  constructor({ datas, db, graph, words, decisions, file, joinAt = JOIN_AT }: Parts) {
    this.graph = graph;
    this.#datas = datas;
    this.#db = db ?? join(datas, DATABASE_FILE);
    this.#joinAt = joinAt;
    this.#words = words;
    this.#finder = new FaceFinder(graph.faces);
    this.#looks = groupByLooks(graph, joinAt);
    this.#lookOf = new Int32Array(graph.faces.length);
    for (const [look, places] of this.#looks.entries())
      for (const place of places) this.#lookOf[place] = look;
    this.#decisions = decisions;
    this.#nextNumber = file.next;
    const before = Object.entries({ ...file.former, ...file.people });
    this.#former = new Map(before.map(([id, refs]) => [id, this.#finder.findAll(refs)]));
    this.#now = this.#follow(new Map());
  }

  /** Everybody, those with most faces first; a face that is alone is a person too. */
  list(): Person[] {
    return this.#now.people;
  }

  /** Faces that the user told to ignore. */
  ignored(): GraphFace[] {
    return this.graph.faces.filter((_, place) => this.#now.home[place] === undefined);
  }

  /** @throws DecisionRefused UNKNOWN_PERSON, AMBIGUOUS_NAME, and of faces SEVERAL_FACES, FACE_NOT_KEPT, FACE_IGNORED */
  person(word: string): Person {
    const summaries = this.#now.people.map((person) => ({ ...summaryOf(person), person }));
    const found = findPerson(word, summaries);
    if (found) return found.person;
    if (!this.#words.has(word)) throw refused({ code: "UNKNOWN_PERSON", person: word });
    return this.#homeOf(this.#words.find(word));
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
    return suggestMerges(this.#review());
  }

  /** Faces that may be with the wrong person; nothing that was decided. */
  suspects(): Suspect[] {
    return findSuspects(this.#review());
  }

  /** Rows of the table `people`. */
  rows(): PersonFace[] {
    const { companions, isDecided } = this.#review();
    return this.#now.people.flatMap((person) =>
      person.places.map((place) => {
        const { faceId, faceKey } = this.graph.faces[place]!;
        const confidence = isDecided(place)
          ? undefined
          : this.graph.mean(place, companions(place, person.places));
        const { id, name } = person;
        return { faceId, faceKey, person: id, name, confidence: confidence ?? null };
      }),
    );
  }

  /**
   * Calls a person so; an empty name takes the name away.
   *
   * @param isShared two people may be called so
   */
  name(who: string, name: string, { isShared = false } = {}): Promise<Change> {
    return this.#decide(() => {
      const person = this.person(who);
      const text = name.trim().normalize("NFC");
      if (text === "" && person.name === null) throw refused({ code: "EMPTY_NAME" });
      if (text === (person.name ?? "")) throw refused({ code: "ALREADY_SO" });
      const by = this.#now.people.find((other) => other !== person && other.name === text);
      if (by && !isShared && text !== "") {
        throw refused({ code: "NAME_TAKEN", name: text, person: summaryOf(person), by: summaryOf(by) });
      }
      const { faces } = this.#personRef(person);
      return { type: "name", name: text, faces, person: person.id };
    });
  }

  /** Makes two people one: the first, whose id and name stay. The second's name is dropped where the first has one. */
  async merge(keep: string, gone: string): Promise<Change> {
    let droppedName: string | null = null;
    const change = await this.#decide(() => {
      const [one, two] = this.#twoPeople(keep, gone);
      this.#assertNotApart(new Set(one.places), new Set(two.places));
      droppedName = one.name === null || one.name === two.name ? null : two.name;
      return { type: "merge", people: [this.#personRef(one), this.#personRef(two)] };
    });
    return droppedName === null ? change : { ...change, droppedName };
  }

  /** Makes these faces a person of their own. */
  split(faces: string[]): Promise<Change> {
    return this.#decide(() => {
      const places = this.#faces(faces);
      const homes = new Set(places.map((place) => this.#now.home[place]));
      const [home] = homes;
      if (homes.size === 1 && home?.places.length === places.length) throw refused({ code: "ALREADY_SO" });
      return { type: "split", faces: this.#refs(places), person: this.#newId() };
    });
  }

  /** Gives exactly these faces to a person, for good; `new` is a person of their own. */
  move(faces: string[], to: string): Promise<Change> {
    if (to.toLowerCase() === "new" && !this.#now.people.some(({ name }) => name === to))
      return this.split(faces);
    return this.#decide(() => this.#moved(this.#faces(faces), this.person(to)));
  }

  /** Takes these faces out of all groups: strangers, posters. A person stands for all of their faces. */
  ignore(facesOrPeople: string[]): Promise<Change> {
    return this.#decide(() => {
      const places = [...new Set(facesOrPeople.flatMap((word) => this.#facesOf(word)))];
      if (places.length === 0) throw refused({ code: "NO_FACES" });
      if (places.every((place) => this.#now.home[place] === undefined)) throw refused({ code: "ALREADY_SO" });
      return { type: "ignore", faces: this.#refs(places) };
    });
  }

  /** Says that these faces are not that person's, whoever they are; they never come back by their looks. */
  notThisPerson(faces: string[], who: string): Promise<Change> {
    return this.#decide(() => {
      const [places, person] = [this.#faces(faces), this.person(who)];
      const stranger = places.find((place) => this.#now.home[place] !== person);
      if (stranger !== undefined) {
        const { faceKey } = this.graph.faces[stranger]!;
        throw refused({ code: "NOT_THEIRS", face: faceKey, person: summaryOf(person) });
      }
      if (places.length === person.places.length) throw refused({ code: "ALREADY_SO" });
      const rest = { ...person, places: person.places.filter((place) => !places.includes(place)) };
      return { type: "reject", faces: this.#refs(places), from: this.#personRef(rest) };
    });
  }

  /**
   * Says that two are one person. Two people are merged, the first stays; a face goes to the person; of two faces the
   * one that fits its own person worse goes to the other's, and nobody else moves.
   */
  async same(a: string, b: string): Promise<Change> {
    const [one, two] = [this.#asFace(a), this.#asFace(b)];
    if (one === undefined && two === undefined) return await this.merge(a, b);
    return await this.#decide(() => {
      if (one !== undefined && two !== undefined) return this.#sameFaces(one, two);
      return one !== undefined ? this.#moved([one], this.person(b)) : this.#moved([two!], this.person(a));
    });
  }

  /**
   * Says that two are not one person, however alike. Of two faces of one person the one that fits worse leaves; a face
   * leaves the person; nobody else moves.
   */
  async different(a: string, b: string): Promise<Change> {
    const [one, two] = [this.#asFace(a), this.#asFace(b)];
    if (one !== undefined && two === undefined) return await this.#faceIsNot(one, b);
    if (one === undefined && two !== undefined) return await this.#faceIsNot(two, a);
    return await this.#decide(() => {
      if (one !== undefined && two !== undefined) {
        if (one === two) throw refused({ code: "SAME_FACE", face: this.graph.faces[one]!.faceKey });
        const [x, y] = this.#refs([one, two]);
        return { type: "different", faces: [x!, y!] };
      }
      const [p, q] = this.#twoPeople(a, b);
      return { type: "distinct", people: [this.#personRef(p), this.#personRef(q)] };
    });
  }

  /** Says when a person was born (2019, 2019-05, 2019-05-31): nobody is on a photo that was taken before. */
  born(who: string, date: string): Promise<Change> {
    return this.#decide(() => {
      const person = this.person(who);
      if (!isBirthDate(date)) throw refused({ code: "BAD_DATE", text: date });
      if (person.born === date) throw refused({ code: "ALREADY_SO" });
      return { type: "born", born: date, person: this.#personRef(person) };
    });
  }

  /** Takes back a decision, by default the latest that stands. */
  async undo(id?: number): Promise<Change> {
    let undone: Standing | undefined;
    const change = await this.#decide(() => {
      const wanted = standing(this.#decisions).find((decision) => decision.id === id);
      undone = id === undefined ? lastStanding(this.#decisions) : wanted;
      if (undone) return { type: "undo", undoes: undone.id };
      throw refused(id === undefined ? { code: "NOTHING_TO_UNDO" } : { code: "UNKNOWN_DECISION", id });
    });
    return { ...change, undone: undone! };
  }

  /** Takes in what other processes decided; says what that changed. */
  async refresh(): Promise<Difference> {
    return this.#take(await readDecisions(this.#datas));
  }

  /** Writes the table `people` and people.json. Killed in between, the next one writes the same. */
  async save(): Promise<void> {
    await withDatabase(this.#db, {}, (connection) => this.saveTo(connection));
  }

  async saveTo(connection: DuckDBConnection): Promise<void> {
    const refs = (places: number[]) => this.#refs(places);
    const now = Object.fromEntries(this.#now.people.map(({ id, places }) => [id, refs(places)]));
    const former = Object.fromEntries([...this.#former].map(([id, places]) => [id, refs(places)]));
    await writePeopleFile(this.#datas, { next: this.#nextNumber, people: now, former });
    await writePeopleTable(connection, this.rows());
  }

  /** Decides under the ledger's lock, on top of what everybody decided before. */
  async #decide(verdict: () => Verdict): Promise<Change> {
    let before = this.#now;
    const decision = await extendLedger(this.#datas, (known) => {
      if (known.length !== this.#decisions.length || known.at(-1)?.id !== this.#decisions.at(-1)?.id) {
        this.#take(known);
        before = this.#now;
      }
      return verdict();
    });
    this.#take([...this.#decisions, decision!]);
    return { decision: decision!, ...difference(before, this.#now) };
  }

  #take(decisions: Decision[]): Difference {
    const before = this.#now;
    this.#decisions = decisions;
    this.#now = this.#follow(this.#memberships(before));
    return difference(before, this.#now);
  }

  /** Who was who, for the ids: who was there because of a decision that was undone does not say. */
  #memberships({ people, placement: { placedBy } }: Snapshot): Map<string, number[]> {
    const stands = new Set(standing(this.#decisions).map(({ id }) => id));
    const isSound = (place: number) => stands.has(placedBy.get(place) ?? -1) || !placedBy.has(place);
    return new Map(people.map(({ id, places }) => [id, places.filter(isSound)]));
  }

  #follow(before: Map<string, number[]>): Snapshot {
    const { placement, missing } = followDecisions(
      new Placement(this.graph, this.#looks),
      standing(this.#decisions),
      { joinAt: this.#joinAt, finder: this.#finder },
    );
    const groups = placement.groups.flatMap((places, group) =>
      places.length === 0 ? [] : [{ places, group, ...placement.identities.get(group) }],
    );
    groups.sort((a, b) => b.places.length - a.places.length || a.places[0]! - b.places[0]!);
    const known = new Map([...this.#former, ...before]);
    const voting = groups.map(({ places, id }) => ({
      places,
      voters: places.filter((place) => !placement.placedBy.has(place)),
      id,
    }));
    const { ids, next } = keepPersonIds(voting, known, this.#nextNumber);
    this.#nextNumber = next;
    const people = groups.map(({ places, name, born }, i): Person => {
      return { id: ids[i]!, name: name?.text ?? null, born: born?.date ?? null, places };
    });
    const present = new Set(ids);
    this.#former = new Map([...known].filter(([id]) => !present.has(id)));
    const home: (Person | undefined)[] = new Array(this.graph.faces.length).fill(undefined);
    for (const person of people) for (const place of person.places) home[place] = person;
    return { people, home, placement, missing };
  }

  #review(): Review {
    const { placement, people } = this.#now;
    let company: { person: number[]; look: number; places: Set<number> } | undefined;
    return {
      graph: this.graph,
      people,
      joinAt: this.#joinAt,
      isApart: (here, there) => placement.between(here, there).length > 0,
      isDecided: (place) => placement.placedBy.has(place),
      companions: (place, person) => {
        const look = this.#lookOf[place]!;
        if (company?.person !== person || company.look !== look) {
          const places = person.filter(
            (other) => this.#lookOf[other] === look && !placement.placedBy.has(other),
          );
          company = { person, look, places: new Set(places) };
        }
        return company.places;
      },
    };
  }

  #moved(places: number[], to: Person): Verdict {
    const moving = places.filter((place) => this.#now.home[place] !== to);
    const rest = to.places.filter((place) => !places.includes(place));
    if (rest.length === 0) throw refused({ code: "ALREADY_SO" });
    // Faces that are there already are moved too: it pins them.
    this.#assertNotApart(new Set(moving), new Set(rest), moving);
    return { type: "move", faces: this.#refs(places), to: this.#personRef({ ...to, places: rest }) };
  }

  #sameFaces(a: number, b: number): Verdict {
    if (a === b) throw refused({ code: "SAME_FACE", face: this.graph.faces[a]!.faceKey });
    const [one, two] = [this.#now.home[a], this.#now.home[b]];
    const ownMean = (place: number, home: Person | undefined) =>
      home === undefined || home.places.length === 1
        ? -1
        : (this.graph.mean(place, new Set(home.places)) ?? 0);
    const isFirst = ownMean(a, one) < ownMean(b, two);
    const [moving, staying] = isFirst ? [a, b] : [b, a];
    const home = isFirst ? two : one;
    if (home === undefined) throw refused({ code: "FACE_IGNORED", face: this.graph.faces[staying]!.faceKey });
    const pair = new Set([a, b]);
    this.#assertNotApart(new Set([moving]), new Set(home.places), [moving], pair);
    const to = { person: home.id, faces: this.#refs([staying]) };
    return { type: "move", faces: this.#refs([moving]), to };
  }

  async #faceIsNot(place: number, who: string): Promise<Change> {
    const person = this.person(who);
    const { faceId } = this.graph.faces[place]!;
    if (this.#now.home[place] === person) return await this.notThisPerson([faceId], who);
    return await this.#decide(() => ({
      type: "reject",
      faces: this.#refs([place]),
      from: this.#personRef(this.person(who)),
    }));
  }

  /**
   * @param moving faces of which the same person may be said again: it overrules that they are not that person's
   * @param pair faces of which it may be said that they are one after all
   */
  #assertNotApart(
    here: ReadonlySet<number>,
    there: ReadonlySet<number>,
    moving: number[] = [],
    pair: ReadonlySet<number> = new Set(),
  ): void {
    const decisions = standing(this.#decisions);
    const broken = this.#now.placement.between(here, there).flatMap(({ by, a, b }) => {
      const decision = decisions.find(({ id }) => id === by)!;
      const isOverruled =
        decision.type === "reject"
          ? moving.some((place) => a.includes(place))
          : [...a, ...b].every((x) => pair.has(x));
      return isOverruled ? [] : [decision];
    });
    if (broken.length > 0) throw refused({ code: "CONTRADICTS", decisions: broken });
  }

  #twoPeople(a: string, b: string): [Person, Person] {
    const [one, two] = [this.person(a), this.person(b)];
    if (one === two) throw refused({ code: "SAME_PERSON", person: summaryOf(one) });
    return [one, two];
  }

  #homeOf(place: number): Person {
    const home = this.#now.home[place];
    if (!home) throw refused({ code: "FACE_IGNORED", face: this.graph.faces[place]!.faceKey });
    return home;
  }

  #faces(words: string[]): number[] {
    if (words.length === 0) throw refused({ code: "NO_FACES" });
    return [...new Set(words.map((word) => this.#words.find(word)))];
  }

  /** The place of a face; undefined where the word means a person. */
  #asFace(word: string): number | undefined {
    const summaries = this.#now.people.map(summaryOf);
    return findPerson(word, summaries) === undefined && this.#words.has(word)
      ? this.#words.find(word)
      : undefined;
  }

  #facesOf(word: string): number[] {
    const place = this.#asFace(word);
    return place === undefined ? this.person(word).places : [place];
  }

  #refs(places: number[]) {
    return places.map((place) => refOf(this.graph.faces[place]!));
  }

  /** Remembers a person by the faces that are most surely theirs: decided ones, then the largest. */
  #personRef({ id, places }: Person): PersonRef {
    const { placedBy } = this.#now.placement;
    const sure = (place: number) => (placedBy.has(place) ? 1 : 0);
    const best = [...places].sort(
      (a, b) => sure(b) - sure(a) || this.graph.faces[b]!.area - this.graph.faces[a]!.area,
    );
    return { person: id, faces: this.#refs(best.slice(0, REMEMBERED_FACES)) };
  }

  #newId(): string {
    return `P${this.#nextNumber}`;
  }
}

const refused = (reason: Refusal) => new DecisionRefused(reason);
