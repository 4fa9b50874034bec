import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface Guard {
  /** Secret, new for every start; the first segment of every path. */
  token: string;
  port: number;
}

export type Refused = "wrong Host" | "from another page" | "no token";

/**
 * Why a request must not be answered, or undefined when it may be. The port is open to every program of this computer,
 * so also to the browser: no web page may use it, neither directly (Origin, Sec-Fetch-Site) nor under a name of its own
 * that it points to 127.0.0.1 (Host). Who has the link has the token; there is no cookie that a
 * browser would send along for others.
 */
export function refusal({ headers, url = "" }: IncomingMessage, { token, port }: Guard): Refused | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = "", origin } = headers;
  if (!hosts.includes(host.toLowerCase())) return "wrong Host";
  if (origin !== undefined && origin !== `http://${host}`) return "from another page";
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return "from another page";
  return isSame(url.split("/", 2)[1] ?? "", token) ? undefined : "no token";
}

/** Takes as long whatever the difference is. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
