// @ts-nocheck
import { Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Says why a finding of cdk-nag is as it should be, for the construct and what is in it. */
export function acknowledge(scope: IConstruct, ids: string[], reason: string): void {
  Validations.of(scope).acknowledge(...ids.map((id) => ({ id, reason })));
}

/** The same for wildcards in a policy's resources, one by one: any other wildcard stays a finding. */
export function acknowledgeWildcards(scope: IConstruct, resources: string[], reason: string): void {
  const ids = resources
    .map((resource) => flatten(Stack.of(scope).resolve(resource)))
    .filter((resource) => resource.includes("*"))
    .map((resource) => `AwsSolutions-IAM5[Resource::${resource}]`);
  acknowledge(scope, [...new Set(ids)], reason);
}

type Intrinsic =
  | string
  | { Ref: string }
  | { "Fn::GetAtt": string[] }
  | { "Fn::Join": [string, Intrinsic[]] }
  | { "Fn::Select": unknown };

/** A resource as cdk-nag writes it: `<StorageBucket5CB7C8EA.Arn>/uploads/*`. */
function flatten(value: Intrinsic): string {
  if (typeof value === "string") return value;
  if ("Ref" in value) return `<${value.Ref}>`;
  if ("Fn::GetAtt" in value) return `<${value["Fn::GetAtt"].join(".")}>`;
  // Others carry no wildcard, and need no name.
  if (!("Fn::Join" in value)) return JSON.stringify(value);
  const [separator, parts] = value["Fn::Join"];
  return parts.map(flatten).join(separator);
}
