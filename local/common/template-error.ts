import { LocalAwsError } from "./local-aws-error.ts";

/** Something in the deployment's template that would behave differently here than on AWS. */
export class TemplateError extends LocalAwsError {
  override name = "TemplateError";
}
