import { commandLine } from "../../core/command-line.ts";
import { counted } from "../../core/counted.ts";
import { networkFit } from "../target/own-network.ts";
import { CommandError } from "../terminal/command.ts";
import { refit } from "./fit-similarity.ts";
import type { LabelledPair } from "./rates.ts";

/** Fewer say nothing about the shape of either kind. */
const FEWEST_SAME = 20;
const FEWEST_DIFFERENT = 200;

/**
 * Fits what a network's distances mean in percent to pairs that are known, and writes it beside the network; the next
 * start takes it from there. Resolves to lines for people.
 */
export async function fitDescriptor(file: string, pairs: readonly LabelledPair[]): Promise<string[]> {
  const network = await networkFit(file);
  const measured = (wanted: boolean) =>
    pairs.flatMap(({ same, similarity }) => (same === wanted && similarity !== undefined ? similarity : []));
  const [same, different] = [measured(true), measured(false)];
  if (same.length < FEWEST_SAME || different.length < FEWEST_DIFFERENT) {
    throw new CommandError(
      `Too few pairs to fit a descriptor: ${same.length} of one person and ${different.length} of two; ` +
        `${FEWEST_SAME} and ${FEWEST_DIFFERENT} are needed. Label more faces, or add --search.`,
    );
  }
  const { factor, shift } = refit(same, different);
  const rounded = (value: number) => Number(value.toPrecision(6));
  const fit = {
    intercept: rounded(factor * network.fit.intercept + shift),
    slope: rounded(factor * network.fit.slope),
    doubt: rounded(factor * network.fit.doubt),
  };
  await network.save(fit);
  return [
    `Fitted to ${counted(same.length, "pair")} of one person and ${different.length} of two, and kept beside ${file}.`,
    `Percents so far are of the earlier fit. Compare again: ${commandLine("search")} --all --refresh`,
  ];
}
