import type { Deployment } from "../deployment/deployment.ts";
import type { Value } from "../deployment/template.ts";
import type { Role } from "../iam/role.ts";
import { readPattern } from "./pattern.ts";
import { readTargetInput } from "./target-input.ts";

/** A target of a rule. */
export interface Delivery {
  /** ARN of the target. */
  target: string;
  /** The role in which the rule calls it. */
  role: Role;
  /** ARN of the rule. */
  rule: string;
  input: Value;
  /** The target's further properties, as the template has them. */
  properties: Record<string, Value>;
}

/** EventBridge with the template's rules: sends each event to the targets of the rules that match it. */
export function openRules({ rules }: Deployment): (event: Value) => Delivery[] {
  const ready = rules.map(({ arn, pattern, targets }) => ({
    rule: arn,
    matches: readPattern(pattern),
    targets: targets.map((target) => ({ ...target, input: readTargetInput(target.properties) })),
  }));
  return (event) =>
    ready
      .filter(({ matches }) => matches(event))
      .flatMap(({ rule, targets }) =>
        targets.map(({ arn, role, input, properties }) => ({
          target: arn,
          input: input(event),
          properties,
          role,
          rule,
        })),
      );
}
