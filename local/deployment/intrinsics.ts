import { ACCOUNT, REGION } from "../common/names.ts";
import { TemplateError } from "../common/template-error.ts";
import type { PhysicalNames } from "./physical-names.ts";
import type { Value } from "./template.ts";

/** The stack's id: the template uses it only to make names unique. */
const STACK_ID = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Lookalike/laptop`;

const PSEUDO_PARAMETERS: Record<string, string> = {
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "AWS::Region": REGION,
  "AWS::StackId": STACK_ID,
  "AWS::StackName": "Lookalike",
  "AWS::URLSuffix": "amazonaws.com",
};

/** Puts the local AWS's names where a template refers to its resources. @throws TemplateError for what it does not know */
export function resolve(value: Value, names: PhysicalNames): Value {
  if (Array.isArray(value)) return value.map((item) => resolve(item, names));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", null], ...others] = Object.entries(value);
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic && others.length === 0) return intrinsic(argument, names);
  if (name.startsWith("Fn::"))
    throw new TemplateError(
      `The template uses ${name}, which the local AWS does not know. Use one of ${Object.keys(INTRINSICS).join(", ")}, or add it to local/deployment/intrinsics.ts.`,
    );
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, names)]));
}

type Intrinsic = (argument: Value, names: PhysicalNames) => Value;

const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (id, names) => PSEUDO_PARAMETERS[String(id)] ?? nameOf(names, String(id), "Ref"),
  "Fn::GetAtt": (argument, names) => {
    const [id = "", attribute = ""] = typeof argument === "string" ? argument.split(".") : texts(argument);
    return nameOf(names, id, attribute);
  },
  "Fn::Join": (argument, names) => {
    const [separator, parts] = resolve(argument, names) as [string, Value[]];
    return texts(parts).join(separator);
  },
  "Fn::Split": (argument, names) => {
    const [separator, text] = texts(resolve(argument, names));
    return text!.split(separator!);
  },
  "Fn::Select": (argument, names) => {
    const [index, list] = resolve(argument, names) as [number | string, Value[]];
    return list[Number(index)] ?? null;
  },
  "Fn::Sub": (argument, names) => {
    const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [
      string,
      Record<string, Value>,
    ];
    return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
      if (Object.hasOwn(own, name)) return String(resolve(own[name]!, names));
      return String(resolve(name.includes(".") ? { "Fn::GetAtt": name } : { Ref: name }, names));
    });
  },
};

function texts(value: Value): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value as string[];
  throw new TemplateError(
    `The template has ${JSON.stringify(value)} where a list of texts is needed. Correct it in infra/, then: npm run template`,
  );
}

function nameOf(names: PhysicalNames, id: string, attribute: string): string {
  const name = names.get(id)?.[attribute];
  if (name !== undefined) return name;
  throw new TemplateError(
    `The template refers to ${attribute} of ${id}, which the local AWS does not have. Add it to local/deployment/physical-names.ts.`,
  );
}
