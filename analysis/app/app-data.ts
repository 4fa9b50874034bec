import { statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { decisionsPath } from "../people/decision-ledger.ts";
import { JOIN_AT } from "../people/group-by-looks.ts";
import { loadPeople } from "../people/open-people.ts";
import type { People } from "../people/people.ts";
import { readPeopleFile } from "../people/person-ids.ts";
import { peopleState } from "../report/data/people-state.ts";
import { type ReadPayload, readPayload } from "../report/data/read-payload.ts";
import type { PeopleState } from "../report/payload.ts";
import { DATABASE_FILE, withDatabase } from "../tables/database.ts";
import { sourceOf } from "../tables/load/source.ts";
import { copyTables, fingerprintOf, type TablesCopy } from "./copy-tables.ts";

/** The parts that changed, so that a window knows what to load again. */
export interface Versions {
  tables: number;
  people: number;
}

interface Loaded {
  tables: TablesCopy;
  people: People;
  read: ReadPayload;
  /** Folder with the thumbnails and, perhaps, the photos. */
  folder: string;
}

/** How soon after a decision the tables follow, milliseconds: one write for several decisions. */
const SAVE_AFTER = 700;
const SAVE_AGAIN_AFTER = 5000;

/**
 * The data folder as the app has it: tables and people in memory, one job at a time. Decisions go to the ledger at
 * once; the tables follow as soon as nobody else holds them.
 */
export class AppData {
  readonly #datas: string;
  readonly #database: string;
  #loaded!: Loaded;
  #state!: PeopleState;
  #versions: Versions = { tables: 0, people: 0 };
  #seen = { database: 0, ledger: 0 };
  #unsaved = false;
  #saving: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(datas: string) {
    this.#datas = datas;
    this.#database = join(datas, DATABASE_FILE);
  }

  /** @throws CommandError where there are no tables */
  static async open(datas: string): Promise<AppData> {
    const appData = new AppData(datas);
    // Says so where there is none, and brings an older one to today's schema.
    await withDatabase(appData.#database, { readOnly: true }, async () => {});
    await withDatabase(appData.#database, {}, async () => {});
    await appData.#load();
    return appData;
  }

  get versions(): Versions {
    return this.#versions;
  }

  get state(): PeopleState {
    return this.#state;
  }

  get loaded(): Loaded {
    return this.#loaded;
  }

  /** Runs one job after the other: none sees people or tables half changed. */
  async exclusively<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done.catch(() => undefined);
    return await done;
  }

  /** Carries out a decision; everything that follows from it is in {@link state} afterwards. */
  decide<T>(use: (people: People) => Promise<T>): Promise<T> {
    return this.exclusively(async () => {
      const result = await use(this.#loaded.people);
      this.#peopleChanged();
      return result;
    });
  }

  /** Takes in what other programs wrote. */
  look(): Promise<void> {
    return this.exclusively(async () => {
      const now = this.#stamps();
      if (now.database !== this.#seen.database) await this.#reload(now.database);
      if (now.ledger !== this.#seen.ledger) {
        this.#seen.ledger = now.ledger;
        const { moved, people } = await this.#loaded.people.refresh();
        if (moved.length + people.length > 0) this.#peopleChanged();
      }
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#saving);
    await this.exclusively(async () => {
      if (this.#unsaved) await this.#save();
      clearTimeout(this.#saving);
      this.#loaded.tables.close();
    });
  }

  async #load(): Promise<void> {
    this.#seen = this.#stamps();
    const tables = await copyTables(this.#database);
    const { connection } = tables;
    const people = await loadPeople(connection, this.#datas);
    const { folder } = (await sourceOf(connection, this.#database)) ?? { folder: this.#datas };
    this.#loaded = { tables, people, folder, read: await readPayload(connection) };
    this.#versions = { ...this.#versions, tables: this.#versions.tables + 1 };
    this.#renewState();
  }

  /** The file was written to, perhaps without a change to what is shown. */
  async #reload(stamp: number): Promise<void> {
    this.#seen.database = stamp;
    const { tables } = this.#loaded;
    const isCurrent = await withDatabase(this.#database, { readOnly: true }, (connection) =>
      this.#isCurrent(connection),
    ).catch(() => undefined);
    if (isCurrent === undefined) {
      // Another program is writing; the next check will tell.
      this.#seen.database = 0;
      return;
    }
    if (isCurrent) return;
    await this.#load();
    tables.close();
  }

  /** Whether faces, searches and photos are those that are shown, and people are still grouped as they are. */
  async #isCurrent(connection: DuckDBConnection): Promise<boolean> {
    const { tables, people } = this.#loaded;
    const { joinAt = JOIN_AT } = await readPeopleFile(this.#datas);
    return joinAt === people.joinAt && (await fingerprintOf(connection)) === tables.fingerprint;
  }

  #renewState(): void {
    this.#state = peopleState(this.#loaded.people, this.#loaded.read.placeOf);
    this.#versions = { ...this.#versions, people: this.#versions.people + 1 };
  }

  #peopleChanged(): void {
    this.#renewState();
    this.#unsaved = true;
    this.#saveIn(SAVE_AFTER);
  }

  #saveIn(milliseconds: number): void {
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => void this.exclusively(() => this.#save()), milliseconds);
    this.#saving.unref();
  }

  /**
   * Writes the table `people`; later, where another program holds the file, or has put other faces into it, which
   * are read first. Nothing is lost meanwhile: what was decided is in the ledger.
   */
  async #save(): Promise<void> {
    const { people } = this.#loaded;
    const isSaved = await withDatabase(this.#database, {}, async (connection) => {
      if (!(await this.#isCurrent(connection))) return false;
      await people.saveTo(connection);
      return true;
    }).catch(() => false);
    this.#unsaved = !isSaved;
    if (!isSaved) this.#saveIn(SAVE_AGAIN_AFTER);
  }

  #stamps() {
    const at = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return { database: at(this.#database), ledger: at(decisionsPath(this.#datas)) };
  }
}
