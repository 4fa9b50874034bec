import { commandLine } from "../../../core/command-line.ts";
import { counted } from "../../../core/counted.ts";
import { callsUsd, dollars } from "../../plan/prices.ts";
import { confirm } from "../../tables/ledger/confirm.ts";
import type { Target } from "../../target/target.ts";
import type { People } from "../people.ts";
import { paidCalls, planUsers, type UserChanges, userIdOf } from "./plan-users.ts";
import { type Published, publishUsers } from "./publish-users.ts";
import { readUsers } from "./read-users.ts";

export interface PublishOptions {
  datas: string;
  /** Takes all published users away again. */
  isUndo: boolean;
  /** Spend without asking. */
  yes: boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
  say?: (line: string) => void;
}

/** The faces of every person that has a name, by user, largest first: a large face tells most. */
export function namedUsers(people: People): Map<string, string[]> {
  const named = people.list().filter(({ name }) => name !== null);
  return new Map(
    named.map(({ id, places }) => {
      const faces = places.map((place) => people.graph.faces[place]!);
      return [userIdOf(id), faces.sort((a, b) => b.area - a.area).map(({ faceId }) => faceId)];
    }),
  );
}

/** Brings the collection's users to what was decided; says first what it costs. Undefined where that was refused. */
export async function publish(
  target: Target,
  wanted: Map<string, string[]>,
  { yes, say = console.error, ...options }: PublishOptions,
): Promise<{ changes: UserChanges; published: Published } | undefined> {
  const changes = planUsers(options.isUndo ? new Map() : wanted, await readUsers(target));
  const usd = usdOf(changes, target.region);
  const billed = target.kind === "aws";
  for (const line of planLines(changes, { usd, billed, isUndo: options.isUndo })) say(line);
  if (billed && usd > 0 && !yes && !(await confirm(`Spend ${dollars(usd)}?`, "--yes"))) return undefined;
  return { changes, published: await publishUsers(target, changes, options) };
}

function usdOf(changes: UserChanges, region: string): number {
  return Object.entries(paidCalls(changes)).reduce(
    (sum, [operation, calls]) => sum + callsUsd(operation, calls, region),
    0,
  );
}

function planLines(
  changes: UserChanges,
  { usd, billed, isUndo }: { usd: number; billed: boolean; isUndo: boolean },
): string[] {
  const { create, remove, associate, disassociate, left } = changes;
  const faces = (lists: { faceIds: string[] }[]) =>
    lists.reduce((sum, { faceIds }) => sum + faceIds.length, 0);
  const what = [
    ...(create.length > 0 ? [`${counted(create.length, "user")} to create`] : []),
    ...(remove.length > 0 ? [`${counted(remove.length, "user")} to delete`] : []),
    ...(associate.length > 0 ? [`${counted(faces(associate), "face")} to add`] : []),
    ...(disassociate.length > 0 ? [`${counted(faces(disassociate), "face")} to take away`] : []),
  ];
  const nothing = isUndo ? "No person is published." : "Nothing to change: the users are as decided.";
  const price = billed ? dollars(usd) : `${dollars(usd)} on AWS, nothing on this computer`;
  return [
    what.length === 0 ? nothing : `${what.join(", ")}: ${price}.`,
    ...(left.tooMany > 0
      ? [`${counted(left.tooMany, "face")} left out: a user has 100 at most, the largest are taken.`]
      : []),
    ...(left.missing > 0
      ? [`${counted(left.missing, "face")} not in the collection. Sync, or look at: ${commandLine("doctor")}`]
      : []),
    ...(left.foreign > 0
      ? [`${counted(left.foreign, "face")} skipped: they belong to users that were not published from here.`]
      : []),
  ];
}

/** The lines that tell what was published. */
export function publishedLines({
  created,
  removed,
  associated,
  disassociated,
  refused,
}: Published): string[] {
  const sum = created + removed + associated + disassociated;
  return [
    ...(sum === 0
      ? []
      : [
          `${counted(created, "user")} created, ${removed} deleted; ` +
            `${counted(associated, "face")} added, ${disassociated} taken away.`,
        ]),
    ...refused.map((line) => `Not added: ${line}`),
  ];
}
