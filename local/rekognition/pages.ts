import { AwsError } from "../gateway/aws-error.ts";

/** One page of a list. A token names the last item of the page before, so that deletions in between do no harm. */
export function pageOf<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  byDefault: number,
): { page: T[]; NextToken?: string } {
  const start = NextToken === undefined ? 0 : positionAfter(items, idOf, NextToken);
  const page = items.slice(start, start + (MaxResults || byDefault));
  const last = page.at(-1);
  const more = last !== undefined && start + page.length < items.length;
  return more
    ? { page, NextToken: Buffer.from(`${start + page.length}:${idOf(last)}`).toString("base64url") }
    : { page };
}

function positionAfter<T>(items: readonly T[], idOf: (item: T) => string, token: string): number {
  const text = Buffer.from(token, "base64url").toString("utf8");
  const position = Number.parseInt(text, 10);
  const id = text.slice(text.indexOf(":") + 1);
  if (!text.includes(":") || Number.isNaN(position)) {
    throw new AwsError("InvalidPaginationTokenException", "Invalid Pagination Token");
  }
  const guess = items[position - 1];
  if (guess !== undefined && idOf(guess) === id) return position;
  const index = items.findIndex((item) => idOf(item) === id);
  return index < 0 ? Math.min(position, items.length) : index + 1;
}
