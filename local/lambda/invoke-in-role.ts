import { functionNameOf, NAME } from "../common/names.ts";
import { inRole } from "../iam/caller.ts";
import type { Role } from "../iam/role.ts";
import { FunctionError } from "./runtime.ts";

/** Calls the function of an ARN as a state machine does: in the state machine's role. */
export function invokeInRole(
  role: Role,
  invoke: (functionName: string, input: unknown) => Promise<unknown>,
  onRefusal: (text: string) => void,
) {
  const caller = inRole(role, NAME, onRefusal);
  return async (resource: string, input: unknown): Promise<unknown> => {
    const refusal = caller.denial({ action: "lambda:InvokeFunction", resource });
    if (refusal === undefined) return await invoke(functionNameOf(resource), input);
    throw new FunctionError({
      errorType: "Lambda.AWSLambdaException", // As Step Functions names whatever Lambda refuses.
      errorMessage: `${refusal} (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)`,
      trace: [],
    });
  };
}
