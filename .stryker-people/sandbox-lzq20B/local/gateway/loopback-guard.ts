// @ts-nocheck
import type { IncomingHttpHeaders } from "node:http";

/**
 * Why a request must not be answered, or undefined when it may be. The port is open to every program on the machine,
 * so also to the browser: no web page may use it, neither directly (`Origin`, `Sec-Fetch-Site`) nor under a name of
 * its own that it points to 127.0.0.1 (`Host`).
 */
export function refusal(headers: IncomingHttpHeaders): string | undefined {
  const { host = "", origin } = headers;
  if (!isLoopback(host)) return `The Host "${host}" is not a loopback name. Use 127.0.0.1 or localhost.`;
  if (origin !== undefined && origin !== `http://${host}`) {
    return `Web pages may not use the local AWS: this request is from the origin "${origin}".`;
  }
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "none" && site !== "same-origin") {
    return `Web pages may not use the local AWS: this request is from one (${site}).`;
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d*$/, "").toLowerCase().replace(/\.$/, "");
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}
