// @ts-nocheck
import { commandLine } from "../../../core/command-line.ts";
import { type TargetOptions, withTarget } from "../../target/target.ts";
import { CommandError } from "../../terminal/command-error.ts";
import { untilInterrupted } from "../../terminal/interrupt.ts";
import { startProgress } from "../../terminal/progress.ts";
import { type PublishOptions, publish } from "./publish.ts";
import type { Published } from "./publish-users.ts";

/**
 * Publishes the people who have a name, or takes them away; shows how it goes. Undefined where the price was refused.
 *
 * @throws CommandError where nobody has a name
 */
export async function publishWithProgress(
  named: Map<string, string[]>,
  options: TargetOptions & Pick<PublishOptions, "datas" | "yes" | "isUndo">,
): Promise<Published | undefined> {
  if (named.size === 0 && !options.isUndo) {
    throw new CommandError(`Nobody has a name yet. Give one: ${commandLine("people")} name P1 "Anna"`);
  }
  const progress = startProgress("publish", 0);
  const result = await untilInterrupted((signal) =>
    withTarget(options, (target) =>
      publish(target, named, { ...options, signal, onProgress: progress.update }),
    ),
  );
  progress.end();
  return result?.published;
}
