import { sharpForLambda } from "../../infra/sharp-for-lambda.ts";

/** Why sharp for Lambda is not available; empty where it is. Without it there is nothing to test. */
export const missingSharp = (() => {
  try {
    sharpForLambda();
    return "";
  } catch (error) {
    return (error as Error).message;
  }
})();
if (missingSharp) console.warn(`Bundles are not tested: ${missingSharp}`);
