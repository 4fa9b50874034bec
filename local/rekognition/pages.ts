import { AwsError } from "../gateway/aws-error.ts";

/** A list to page through. Places may be empty. */
export interface Listed<T> {
  length: number;
  at(place: number): T | undefined;
  /** The position of an id; negative if it is not in the list. */
  indexOf(id: string): number;
}

export function listed<T>(items: readonly T[], idOf: (item: T) => string): Listed<T> {
  return {
    length: items.length,
    at: (place) => items[place],
    indexOf: (id) => items.findIndex((item) => idOf(item) === id),
  };
}

/** One page of a list. A token names the last item of the page before, so that deletions in between do no harm. */
export function pageOf<T>(
  items: Listed<T>,
  idOf: (item: T) => string,
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  byDefault: number,
): { page: T[]; NextToken?: string } {
  const most = MaxResults || byDefault;
  const page: T[] = [];
  let next: string | undefined;
  for (
    let place = NextToken === undefined ? 0 : placeAfter(items, idOf, NextToken);
    place < items.length;
    place++
  ) {
    const item = items.at(place);
    if (item === undefined) continue;
    if (page.length === most) return { page, NextToken: Buffer.from(next!).toString("base64url") };
    page.push(item);
    next = `${place + 1}:${idOf(item)}`;
  }
  return { page };
}

function placeAfter<T>(items: Listed<T>, idOf: (item: T) => string, token: string): number {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const place = Number.parseInt(text, 10);
  const id = text.slice(text.indexOf(":") + 1);
  if (!text.includes(":") || Number.isNaN(place)) {
    throw new AwsError("InvalidPaginationTokenException", "Invalid Pagination Token");
  }
  const guess = items.at(place - 1);
  if (guess !== undefined && idOf(guess) === id) return place;
  const index = items.indexOf(id);
  return index < 0 ? Math.min(place, items.length) : index + 1;
}
