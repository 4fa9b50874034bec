import { relative } from "node:path";
import { escapeHtml } from "../../analysis/report/escape.ts";
import type { PhotoFace } from "./faces.ts";
import { percent, type Verified, type VerifiedPair } from "./measure.ts";

/** A page of its own with the table and the hardest pairs; it loads nothing. */
export function verificationPage(
  { rows, hardest, pairs }: Verified,
  faces: ReadonlyMap<string, PhotoFace>,
  folder: string,
): string {
  const range = (low: number, high: number) => `<small>${percent(low)} to ${percent(high)}</small>`;
  const table = rows.map(
    ({ threshold, accuracy, misses, falseMatches }) => `<tr><th>${threshold} %</th>
<td>${percent(accuracy.rate)} ${range(accuracy.low, accuracy.high)}</td>
<td>${misses.events} of ${misses.of} ${range(misses.low, misses.high)}</td>
<td>${falseMatches.events} of ${falseMatches.of} ${range(falseMatches.low, falseMatches.high)}</td></tr>`,
  );
  const picture = (path: string) => {
    const name = escapeHtml(relative(folder, path));
    const data = faces.get(path)?.picture.toString("base64") ?? "";
    return `<figure><img src="data:image/jpeg;base64,${data}" alt=""><figcaption>${name}</figcaption></figure>`;
  };
  const list = (found: VerifiedPair[]) =>
    found
      .map(
        ({ a, b, similarity }) =>
          `<li><div>${picture(a)}${picture(b)}</div><b>${similarity.toFixed(1)} %</b></li>`,
      )
      .join("\n");
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Verification</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
table { border-collapse: collapse } th, td { text-align: left; padding: .3rem 1.5rem .3rem 0; vertical-align: top }
small { display: block; opacity: .7 } ul { display: flex; flex-wrap: wrap; gap: 1.5rem; padding: 0; list-style: none }
li { width: 21rem } li div { display: flex; gap: .5rem } figure { margin: 0; width: 10rem } img { width: 10rem; height: 10rem; object-fit: cover; border-radius: .4rem; background: #8883 }
figcaption { font-size: 12px; overflow-wrap: anywhere }
</style>
<h1>Verification</h1>
<p>${pairs.toLocaleString("en-US")} pairs of photos, by the largest face of each. A photo without a face is like nobody (0 %). Intervals are 95 % (Wilson); pairs that share a photo are not independent.</p>
<table><tr><th>at</th><th>accuracy</th><th>misses</th><th>false matches</th></tr>
${table.join("\n")}
</table>
<h2>Different people, most alike</h2><ul>${list(hardest.different)}</ul>
<h2>The same person, least alike</h2><ul>${list(hardest.same)}</ul>
</html>
`;
}
