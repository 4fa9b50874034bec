// @ts-nocheck
import { expect, it } from "vitest";
import { type ChecksumAlgorithm, createChecksum } from "../../../local/s3/checksums/checksum.ts";

// The check values of the catalogue of parametrised CRC algorithms (reveng.sourceforge.io), and of FIPS 180-4's
// hashes, over the nine ASCII digits.
const CHECKS: Record<ChecksumAlgorithm, string> = {
  CRC32: "cbf43926",
  CRC32C: "e3069283",
  CRC64NVME: "ae8b14860a799888",
  SHA1: "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
  SHA256: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
};

it.each(Object.entries(CHECKS))("%s of 123456789 is %s, in one piece or several", (name, check) => {
  for (const pieces of [["123456789"], ["1", "2345", "", "6789"]]) {
    const checksum = createChecksum(name as ChecksumAlgorithm);
    for (const piece of pieces) checksum.update(Buffer.from(piece));
    expect(checksum.digest().toString("hex")).toBe(check);
  }
});
