import type { IncomingMessage, ServerResponse } from "node:http";

/** The answer of a route. */
export interface HttpResponse {
  status?: number;
  type: string;
  body: string | Buffer;
}

/** An answer that is an error: the page shows `message`, programs act on `code`. */
export class HttpError extends Error {
  override name = "HttpError";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The person that it is about. */
    readonly person?: string,
  ) {
    super(message);
  }
}

export const json = (value: unknown): HttpResponse => ({
  type: "application/json",
  body: JSON.stringify(value),
});
export const jpeg = (body: Buffer): HttpResponse => ({ type: "image/jpeg", body });

/** Headers of a private page: it loads nothing from elsewhere, cannot be framed, and is not cached. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

export function send(response: ServerResponse, { status = 200, type, body }: HttpResponse): void {
  response.writeHead(status, { ...HEADERS, "content-type": `${type}; charset=utf-8` });
  response.end(body);
}

/**
 * The whole body.
 * @param what it is, in the error
 * @throws HttpError TOO_LARGE
 */
export async function bodyOf(request: IncomingMessage, most: number, what: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most)
      throw new HttpError(
        413,
        "TOO_LARGE",
        `${what} is too large: at most ${Math.round(most / 1e6)} MB are taken. Send a smaller one.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
