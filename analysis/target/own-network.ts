import { CommandError } from "../terminal/command.ts";

type Fit = import("../../local/faces/similarity.ts").SimilarityFit;

/** What the distances of a network of the user's own mean in percent, and how to change that. @throws CommandError */
export async function networkFit(file: string): Promise<{ fit: Fit; save(fit: Fit): Promise<void> }> {
  // Loaded only here, as in target.ts.
  const { readNetworkFile, writeFit } = await import("../../local/faces/network/network-file.ts");
  const { NetworkError } = await import("../../local/faces/errors.ts");
  const network = await readNetworkFile(file).catch((error: Error) => {
    throw error instanceof NetworkError ? new CommandError(error.message) : error;
  });
  return { fit: network.fit, save: (fit) => writeFit(network, fit) };
}
