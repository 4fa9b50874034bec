import { join } from "node:path";
import { CreateUserCommand, DeleteFacesCommand, ListUsersCommand } from "@aws-sdk/client-rekognition";
import { describe, expect, it } from "vitest";
import { forget } from "../../analysis/forget/forget.ts";
import { faceIdsOf, planForget } from "../../analysis/forget/plan-forget.ts";
import { openPeople } from "../../analysis/people/open-people.ts";
import { planUsers } from "../../analysis/people/publish/plan-users.ts";
import { namedUsers, publish } from "../../analysis/people/publish/publish.ts";
import { searchAll } from "../../analysis/search/search-all.ts";
import { loadKeptFaces } from "../../analysis/search/search-photo.ts";
import { peopleOf } from "../../analysis/search/users/print-recognised.ts";
import { recogniseAll } from "../../analysis/search/users/recognise-all.ts";
import { recogniseFile } from "../../analysis/search/users/recognise-file.ts";
import { withDatabase } from "../../analysis/tables/database.ts";
import { readLedger } from "../../analysis/tables/ledger/ledger-file.ts";
import { DEFAULT_THRESHOLD } from "../../core/similarity.ts";
import { photoFolder } from "./helpers/photos.ts";
import { withWorkplace } from "./helpers/pipeline.ts";

describe("people as users of the collection", () => {
  it("are published, kept up to date, recognised on new photos, forgotten and taken away", async () => {
    const { folder, remove } = await photoFolder({
      "one.jpg": { sample: 2 },
      "one-mirrored.jpg": { sample: 2, mirrored: true },
    });
    const { folder: later, remove: removeLater } = await photoFolder({
      "later.jpg": { sample: 2, brightness: 0.8 },
    });
    await withWorkplace({}, async ({ target, datas, analyse }) => {
      await analyse(folder);
      await searchAll(target, { datas });
      const collection = { CollectionId: target.collection };
      const foreign = "somebody-elses";
      await target.rekognition.send(new CreateUserCommand({ ...collection, UserId: foreign }));
      const said: string[] = [];
      const publishNow = async (isUndo = false) => {
        const people = await openPeople(datas);
        const options = { datas, isUndo, yes: false, say: (line: string) => said.push(line) };
        return (await publish(target, namedUsers(people), options))!.published;
      };
      const users = async () =>
        (await target.rekognition.send(new ListUsersCommand(collection))).Users?.map(({ UserId }) => UserId);

      const people = await openPeople(datas);
      const { id, places } = people.personOf("one.jpg#1")!;
      const keys = places.map((place) => people.graph.faces[place]!.faceKey);
      expect(keys.map((key) => key.split("#")[0]).sort()).toEqual(["one-mirrored.jpg", "one.jpg"]);
      await people.name(id, "Ánna <b>");
      await people.save();
      expect(await publishNow()).toMatchObject({ created: 1, associated: 2, refused: [] });
      expect(said.join("\n")).toContain("under $0.01 on AWS, nothing on this computer");
      expect(await users()).toEqual([`lookalike:${id}`, foreign]);
      // Nothing to do: nothing is sent, nothing is paid.
      expect(await publishNow()).toEqual({
        created: 0,
        removed: 0,
        associated: 0,
        disassociated: 0,
        refused: [],
      });
      const paid = (await readLedger(datas)).filter(({ source }) => source === "people");
      expect(paid.map(({ operation, listUsd }) => [operation, listUsd])).toEqual([["AssociateFaces", 0.001]]);

      // A face that was decided to be somebody else's leaves.
      await people.split(keys.filter((key) => key.startsWith("one-mirrored")));
      expect(await publishNow()).toMatchObject({ associated: 0, disassociated: 1 });
      await people.undo();
      expect(await publishNow()).toMatchObject({ associated: 1, disassociated: 0 });

      await analyse(later);
      const options = { datas, threshold: DEFAULT_THRESHOLD, yes: false, say: () => {} };
      const recognise = async () =>
        recogniseAll(target, await loadKeptFaces(datas), { ...options, refresh: false });
      const personOf = await peopleOf(datas);
      const first = await recognise();
      const told = first.filter(({ users: found = [] }) => found.length > 0);
      expect(
        told.map(({ face, users: found = [] }) => [face.photo, found.map((match) => personOf(match).name)]),
      ).toEqual([["later.jpg", ["Ánna <b>"]]]);
      // Every face that is nobody's was asked for, once.
      expect(first.length).toBe((await loadKeptFaces(datas)).length - 2);
      expect(first.every(({ cached }) => !cached)).toBe(true);
      expect((await recognise()).every(({ cached }) => cached)).toBe(true);
      // The other people on a photo are not the one who has a face there already.
      const another = (await loadKeptFaces(datas)).filter(
        ({ faceKey, photo }) => photo === "one.jpg" && !keys.includes(faceKey),
      );
      const anyone = { ...options, threshold: 0, refresh: true, only: another };
      expect((await recogniseAll(target, await loadKeptFaces(datas), anyone))[0]!.users).toEqual([]);
      const [best] = await recogniseFile(target, join(later, "later.jpg"), DEFAULT_THRESHOLD, datas);
      expect(personOf(best!)).toMatchObject({ person: id, name: "Ánna <b>" });

      // Rekognition keeps a face of a user: to forget the person takes it away first, and then the user.
      const plan = await withDatabase(join(datas, "faces.duckdb"), { readOnly: true }, (connection) =>
        planForget(connection, id, { deletePhotos: false }),
      );
      const FaceIds = faceIdsOf(plan);
      const { DeletedFaces } = await target.rekognition.send(
        new DeleteFacesCommand({ ...collection, FaceIds }),
      );
      expect(DeletedFaces?.length).toBeLessThan(FaceIds.length);
      expect((await forget(target, plan, datas)).clean).toBe(true);
      expect(await users()).toEqual([foreign]);

      const left = await openPeople(datas);
      await left.name(left.personOf(another[0]!.faceId)!.id, "Berta");
      await left.save();
      await publishNow();
      expect(await publishNow(true)).toMatchObject({ removed: 1 });
      expect(await publishNow(true)).toMatchObject({ removed: 0 });
      expect(said.at(-1)).toBe("No person is published.");
      expect(await users()).toEqual([foreign]);
    });
    await remove();
    await removeLater();
  });
});

describe("a plan of users", () => {
  const faces = (count: number, first = 0) => Array.from({ length: count }, (_, i) => `f${first + i}`);
  const there = (userOf: [string, string | undefined][], users: string[] = []) => ({
    users: new Set(users),
    userOf: new Map(userOf),
  });

  it("takes at most 100 faces of a person, and none of another's user", () => {
    const wanted = new Map([["lookalike:P1", ["theirs", "gone", ...faces(102)]]]);
    const userOf: [string, string | undefined][] = [
      ["theirs", "somebody"],
      ...faces(102).map((id) => [id, undefined] as [string, undefined]),
    ];
    const { associate, left, create, remove, disassociate } = planUsers(wanted, there(userOf, ["somebody"]));
    expect(associate).toEqual([{ userId: "lookalike:P1", faceIds: faces(100) }]);
    expect(left).toEqual({ tooMany: 2, missing: 1, foreign: 1 });
    expect({ create, remove, disassociate }).toEqual({
      create: ["lookalike:P1"],
      remove: [],
      disassociate: [],
    });
  });

  it("moves a face by taking it away first, and lets the faces of a removed user go with it", () => {
    const wanted = new Map([
      ["lookalike:P1", ["a"]],
      ["lookalike:P2", ["b", "c"]],
    ]);
    const users = ["lookalike:P1", "lookalike:P2", "lookalike:P3"];
    const now = there(
      [
        ["a", "lookalike:P1"],
        ["b", "lookalike:P1"],
        ["c", "lookalike:P3"],
      ],
      users,
    );
    expect(planUsers(wanted, now)).toMatchObject({
      disassociate: [{ userId: "lookalike:P1", faceIds: ["b"] }],
      remove: ["lookalike:P3"],
      create: [],
      associate: [{ userId: "lookalike:P2", faceIds: ["b", "c"] }],
    });
  });
});
