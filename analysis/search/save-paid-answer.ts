import { writeAtomically } from "../../core/files/write-atomically.ts";
import { appendLedger, ledgerLine, type PaidCall } from "../tables/ledger/ledger-file.ts";
import type { Target } from "../target/target.ts";

/**
 * Keeps the answer of a call that was paid for: it is on the disk before anything else happens, so that it is never
 * paid for again; then the call is entered in the ledger.
 */
export async function savePaidAnswer(
  target: Pick<Target, "kind" | "region">,
  { datas, path, answer }: { datas: string; path: string; answer: object },
  call: PaidCall,
): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(answer)}\n`);
  await appendLedger(datas, [ledgerLine(target, call)]);
}
