// @ts-nocheck
import { setTimeout as sleep } from "node:timers/promises";
import {
  AssociateFacesCommand,
  CreateUserCommand,
  DeleteUserCommand,
  DisassociateFacesCommand,
} from "@aws-sdk/client-rekognition";
import { appendLedger, ledgerLine } from "../../tables/ledger/ledger-file.ts";
import type { Target } from "../../target/target.ts";
import { CommandError } from "../../terminal/command.ts";
import type { UserChanges } from "./plan-users.ts";
import { listUsers } from "./read-users.ts";

/** What was done, and the faces that Rekognition refused with its reasons. */
export interface Published {
  created: number;
  removed: number;
  associated: number;
  disassociated: number;
  refused: string[];
}

interface Options {
  datas: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Makes the changes, one call after the other, so that it may be stopped at any time: what is done then stays, and the
 * next plan has the rest.
 */
export async function publishUsers(
  target: Target,
  { disassociate, remove, create, associate }: UserChanges,
  { datas, signal, onProgress }: Options,
): Promise<Published> {
  const { rekognition, collection: CollectionId } = target;
  const done: Published = { created: 0, removed: 0, associated: 0, disassociated: 0, refused: [] };
  const total = disassociate.length + remove.length + create.length + associate.length;
  let calls = 0;
  const each = async <T>(items: readonly T[], send: (item: T) => Promise<void>) => {
    for (const item of items) {
      if (signal?.aborted) return;
      await send(item);
      onProgress?.(++calls, total);
    }
  };
  const paid = (operation: string) =>
    appendLedger(datas, [ledgerLine(target, { source: "people", operation })]);

  await each(disassociate, async ({ userId: UserId, faceIds: FaceIds }) => {
    const request = new DisassociateFacesCommand({ CollectionId, UserId, FaceIds });
    const { DisassociatedFaces = [] } = await rekognition.send(request);
    await paid("DisassociateFaces");
    done.disassociated += DisassociatedFaces.length;
  });
  await each(remove, async (UserId) => {
    await rekognition.send(new DeleteUserCommand({ CollectionId, UserId }));
    done.removed += 1;
  });
  // Rekognition takes a while until a face that left one user can become another's.
  if (disassociate.length + remove.length > 0 && associate.length > 0) await untilSettled(target, signal);
  await each(create, async (UserId) => {
    await rekognition.send(new CreateUserCommand({ CollectionId, UserId }));
    done.created += 1;
  });
  await each(associate, async ({ userId: UserId, faceIds: FaceIds }) => {
    // Who is who was decided here: Rekognition's own opinion is not asked for.
    const request = new AssociateFacesCommand({ CollectionId, UserId, FaceIds, UserMatchThreshold: 0 });
    const { AssociatedFaces = [], UnsuccessfulFaceAssociations = [] } = await rekognition.send(request);
    await paid("AssociateFaces");
    done.associated += AssociatedFaces.length;
    for (const { FaceId, Reasons = [] } of UnsuccessfulFaceAssociations)
      done.refused.push(`${FaceId}: ${Reasons.join(", ") || "no reason given"}`);
  });
  return done;
}

const PATIENCE_MS = 120_000;

/** Until no user is being changed any more. A free call, once a second. */
async function untilSettled(target: Target, signal: AbortSignal | undefined): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const busy = (await listUsers(target)).some(
      ({ status }) => status === "UPDATING" || status === "CREATING",
    );
    if (!busy || signal?.aborted) return;
    if (Date.now() > end) {
      throw new CommandError(
        "Rekognition is still changing users after two minutes. Run the same command again later: it goes on.",
      );
    }
    await sleep(1000);
  }
}
