import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DATABASE_FILE, withDatabase } from "../../analysis/tables/database.ts";
import { loadSource } from "../../analysis/tables/load/load-source.ts";
import { scanFolder } from "../../analysis/tables/load/scan.ts";
import { plainErrors } from "../../analysis/tables/load/settings.ts";
import { claimSource, type Source, sourceOf } from "../../analysis/tables/load/source.ts";
import { CommandError } from "../../analysis/terminal/command-error.ts";
import { temporaryFolder } from "../local/temporary-folder.ts";

const write = (folder: string, path: string, text = "{}") => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe("the folder that tables mirror", () => {
  /** A database in `home`, with a photo where tables hold something. */
  const claim = (
    database: string,
    wanted: Source,
    { replace, photos = 0 }: { replace?: boolean; photos?: number } = {},
  ) =>
    withDatabase(database, {}, async (connection) => {
      await connection.run(
        `insert into photos (photo, name, key, status, kept_faces, analysed_at)
         select 'p' || i, 'p' || i, 'uploads/p' || i, 'DONE', 0, now() from range(${photos}) t(i)`,
      );
      const claimed = await claimSource(
        connection,
        database,
        wanted,
        replace === undefined ? {} : { replace },
      );
      expect(await sourceOf(connection, database)).toEqual(claimed);
      return claimed;
    });

  it("is none at first, and then noted as seen from the database: both may be moved together", async () => {
    const home = await temporaryFolder();
    const database = join(home, DATABASE_FILE);
    await withDatabase(database, {}, async (connection) => {
      expect(await sourceOf(connection, database)).toBeUndefined();
    });
    expect(await claim(database, { folder: home })).toEqual({ folder: home });
    expect(await claim(database, { folder: home, searches: join(home, "more") })).toEqual({
      folder: home,
      searches: join(home, "more"),
    });
    await withDatabase(database, { readOnly: true }, async (connection) => {
      const noted = await connection.runAndReadAll("FROM source");
      expect(noted.getRows()).toEqual([[".", "more"]]);
      expect(await sourceOf(connection, "/elsewhere/faces.duckdb")).toEqual({
        folder: "/elsewhere",
        searches: "/elsewhere/more",
      });
    });
  });

  it("keeps the searches beside it, until another folder is meant", async () => {
    const home = await temporaryFolder();
    const database = join(home, DATABASE_FILE);
    const searches = join(home, "more");
    await claim(database, { folder: home, searches });
    expect(await claim(database, { folder: home })).toEqual({ folder: home, searches });
    expect(await claim(database, { folder: join(home, "other") })).toEqual({ folder: join(home, "other") });
  });

  it("is not given up for another while the tables hold photos, unless that is asked for", async () => {
    const home = await temporaryFolder();
    const database = join(home, "mine.duckdb");
    await claim(database, { folder: join(home, "one") });
    const other = { folder: join(home, "two") };
    expect(await claim(database, other)).toEqual(other);
    await expect(claim(database, { folder: home }, { photos: 2 })).rejects.toThrow(
      /mine\.duckdb holds the results of another folder: 2 photos of .*two\. Choose another database \(--db FILE or --datas DIR\), or add --replace to load\.ts\.$/,
    );
    expect(await claim(database, other)).toEqual(other);
    expect(await claim(database, { folder: home }, { replace: true })).toEqual({ folder: home });
  });

  it.each(["photos", "detect-faces", "index-faces", "keep-faces"])(
    "is not taken for another where the data folder has results of its own (%s)",
    async (results) => {
      const home = await temporaryFolder();
      const database = join(home, DATABASE_FILE);
      const other = { folder: join(home, "..", "elsewhere") };
      mkdirSync(join(home, results));
      await expect(claim(database, other)).rejects.toThrow(
        "holds the results of another folder: 0 photos of",
      );
      expect(await claim(database, { folder: home })).toEqual({ folder: home });
      // A database of another name may lie beside any results.
      await claim(join(home, "mine.duckdb"), other);
    },
  );

  it("is loaded with the searches that were made beside the database since", async () => {
    const folder = await temporaryFolder();
    const home = await temporaryFolder();
    const given = await temporaryFolder();
    const search = (id: string) => JSON.stringify({ SearchedFaceId: id, FaceMatches: [] });
    write(folder, "searches/a.json", search("a"));
    write(home, "searches/b.json", search("b"));
    write(given, "c.json", search("c"));
    const database = join(home, DATABASE_FILE);
    const searched = await withDatabase(database, {}, async (connection) => {
      await loadSource(connection, database, { folder, searches: given });
      return (await connection.runAndReadAll("SELECT face_id FROM searches ORDER BY 1")).getRows().flat();
    });
    expect(searched).toEqual(["a", "b", "c"]);
  });
});

describe("scanning a folder", () => {
  it("finds what is of the pipeline, in any depth, and tells where each file really is", async () => {
    const datas = await temporaryFolder();
    const searches = await temporaryFolder();
    for (const path of ["photos/a.json", "photos/x/y.json", "thumbnails/f.jpg", "other/z.json"])
      write(datas, path);
    write(searches, "deep/s.json", "12345");
    symlinkSync(join(datas, "gone"), join(datas, "photos", "broken.json"));
    mkdirSync(join(datas, "keep-faces"));
    const found = scanFolder(datas, [searches]);
    expect([...found.keys()].sort()).toEqual([
      "photos/a.json",
      "photos/x/y.json",
      "searches/deep/s.json",
      "thumbnails/f.jpg",
    ]);
    const file = found.get("searches/deep/s.json")!;
    expect([file.file, file.bytes, file.etag, file.isKnown]).toEqual([
      join(searches, "deep", "s.json"),
      5,
      "",
      false,
    ]);
    expect(found.get("photos/a.json")!.file).toBe(join(datas, "photos", "a.json"));
  });

  it("takes a file in the place of a folder for no results, but not for a data folder", async () => {
    const datas = await temporaryFolder();
    write(datas, "photos", "no folder");
    expect(scanFolder(datas).size).toBe(0);
    for (const folder of [join(datas, "none"), join(datas, "photos")]) {
      const said = `No folder ${folder}. Give the folder that holds the results.`;
      expect(() => scanFolder(folder)).toThrow(said);
      expect(() => scanFolder(datas, [folder])).toThrow(said);
    }
  });
});

describe("what the disk refuses", () => {
  const refused = (code: string | undefined, more: object = {}) =>
    plainErrors("/out/x.csv", async () => {
      throw Object.assign(new Error(`${code}: no\nmore`), code === undefined ? {} : { code }, more);
    }).then(
      () => "nothing",
      (error: Error) => `${error instanceof CommandError} ${error.message}`,
    );

  it.each([
    ["ENOSPC", "The disk is full: cannot write /out/x.csv (ENOSPC: no). Make room and run this again."],
    ["EACCES", "Not allowed to write: EACCES: no. Choose another folder or change its permissions."],
    ["EPERM", "Not allowed to write: EPERM: no. Choose another folder or change its permissions."],
    ["EROFS", "Not allowed to write: EROFS: no. Choose another folder or change its permissions."],
    ["ENOENT", "/out/x.csv does not exist. Make its folder, or give another path."],
    ["ENOTDIR", "Cannot open /out/x.csv: a part of this path is a file, not a folder. Give another path."],
    ["EISDIR", "/out/x.csv is a folder, not a file. Give another path."],
    ["EEXIST", "/out/x.csv already exists. Move it away, or give another path."],
  ])("is one sentence for %s", async (code, sentence) => {
    expect(await refused(code)).toBe(`true ${sentence}`);
  });

  it("names the path that the system named, the one to be written before the one that was read", async () => {
    expect(await refused("EISDIR", { path: "/a" })).toMatch(/^true \/a is a folder/);
    expect(await refused("EISDIR", { path: "/a", dest: "/b" })).toMatch(/^true \/b is a folder/);
  });

  it("stays the error that it was where nothing is known of it, and nothing where nothing is refused", async () => {
    expect(await refused("EIO")).toBe("false EIO: no\nmore");
    expect(await refused(undefined)).toBe("false undefined: no\nmore");
    expect(await plainErrors("/out", async () => 7)).toBe(7);
  });
});
