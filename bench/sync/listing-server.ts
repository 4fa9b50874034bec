import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * An S3 endpoint that answers ListObjectsV2 only, as if a bucket had KEYS photo records: `tsx listing-server.ts KEYS`
 * prints its port. Nothing of it is stored, so that a million keys cost nothing but their text.
 */
const PAGE = 1000;
const count = Number(process.argv[2]);
const server = createServer((request, response) => {
  const query = new URL(request.url ?? "/", "http://localhost").searchParams;
  const first = Number(query.get("continuation-token") ?? 0);
  const end = query.get("prefix") === "photos/" ? Math.min(count, first + PAGE) : first;
  const contents = Array.from({ length: end - first }, (_, i) => objectXml(first + i)).join("");
  const more = end > first && end < count;
  response.setHeader("content-type", "application/xml");
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
      `<Name>lookalike</Name><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>` +
      `${more ? `<NextContinuationToken>${end}</NextContinuationToken>` : ""}${contents}</ListBucketResult>`,
  );
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
});

function objectXml(number: number): string {
  const digits = String(number).padStart(8, "0");
  const etag = digits.repeat(4);
  return (
    `<Contents><Key>photos/holidays+${digits.slice(0, 5)}/IMG_${digits}.json</Key>` +
    `<LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;${etag}&quot;</ETag>` +
    `<Size>${700 + (number % 100)}</Size><StorageClass>STANDARD</StorageClass></Contents>`
  );
}
