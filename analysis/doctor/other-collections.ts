import {
  AccessDeniedException,
  DescribeCollectionCommand,
  paginateListCollections,
  ResourceNotFoundException,
} from "@aws-sdk/client-rekognition";
import { counted } from "../../core/counted.ts";
import { dollars, pricesOf } from "../plan/prices.ts";
import type { Target } from "../target/target.ts";
import { printable } from "../terminal/printable.ts";

/** A collection of the account that is not this project's, and what keeping its faces costs. */
export interface OtherCollection {
  id: string;
  faces: number;
  /** User vectors, which cost as much as faces. */
  users: number;
  usdPerMonth: number;
}

/** Undefined where the caller may not list collections. Free of charge. */
export async function otherCollections({
  rekognition,
  collection,
  region,
}: Target): Promise<OtherCollection[] | undefined> {
  const others: OtherCollection[] = [];
  try {
    for await (const { CollectionIds = [] } of paginateListCollections({ client: rekognition }, {})) {
      for (const id of CollectionIds) {
        if (id === collection) continue;
        const { faces, users } = await sizeOf(rekognition, id);
        others.push({ id, faces, users, usdPerMonth: (faces + users) * pricesOf(region).faceMonth });
      }
    }
  } catch (error) {
    if (error instanceof AccessDeniedException) return undefined;
    throw error;
  }
  return others;
}

/** Nothing is in a collection that was deleted meanwhile. */
async function sizeOf(rekognition: Target["rekognition"], CollectionId: string) {
  try {
    const { FaceCount = 0, UserCount = 0 } = await rekognition.send(
      new DescribeCollectionCommand({ CollectionId }),
    );
    return { faces: FaceCount, users: UserCount };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { faces: 0, users: 0 };
    throw error;
  }
}

export function otherCollectionLines(others: OtherCollection[] | undefined): string[] {
  if (others === undefined)
    return [
      "Cannot list the other collections of this account: allow rekognition:ListCollections to see them.",
    ];
  if (others.length === 0) return [];
  return [
    "Other collections of this account, which are left alone and cost storage:",
    ...others.map(
      ({ id, faces, users, usdPerMonth }) =>
        `  ${printable(id)}: ${counted(faces, "face")}, ${users > 0 ? `${counted(users, "user")}, ` : ""}${dollars(usdPerMonth)} a month`,
    ),
  ];
}
