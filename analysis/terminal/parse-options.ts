import { parseArgs } from "node:util";
import { CommandError } from "./command-error.ts";
import type { Option, Options } from "./options.ts";
import { didYouMean } from "./suggest.ts";

export interface Parsed {
  values: Record<string, unknown>;
  positionals: string[];
  help: boolean;
}

const HELP: Option = { type: "boolean", short: "h", help: "show this" };

/** @throws CommandError that names the option and what is wrong with it */
export function parseOptions(own: Options, args: string[]): Parsed {
  const options: Options = { ...own, help: HELP };
  // Not strict: Node's own messages are English only, and suggest nothing.
  const parsed = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) if (token.kind === "option") checkOption(options, token);
  const flags = Object.entries(options).filter(([, { type }]) => type === "boolean");
  const { help, ...values } = {
    ...Object.fromEntries(flags.map(([name]) => [name, false])),
    ...parsed.values,
  } as Parsed["values"];
  return { values, positionals: parsed.positionals, help: help === true };
}

interface OptionToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

function checkOption(options: Options, { name, rawName, value, inlineValue }: OptionToken): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw new CommandError(unknownOption(options, rawName));
  if (option.type === "boolean") {
    if (value !== undefined) throw new CommandError(`${rawName} takes no value, got "${value}".`);
  } else if (value === undefined || (!inlineValue && value.startsWith("-") && value !== "-")) {
    const hint = value === undefined ? "" : ` A value that begins with "-" is written --${name}=${value}`;
    throw new CommandError(`${rawName} needs a value: ${rawName} ${option.value ?? "TEXT"}.${hint}`);
  } else if (option.choices && !option.choices.includes(value)) {
    const list = option.choices.join(", ");
    throw new CommandError(`Unknown value "${value}" for ${rawName}. It takes: ${list}.`);
  }
}

function unknownOption(options: Options, rawName: string): string {
  const names = Object.keys(options).map((name) => `--${name}`);
  if (!rawName.startsWith("--"))
    return `Unknown option ${rawName}. --help lists the options; a name that begins with "-" goes after -- (with a space).`;
  const guess = didYouMean(rawName, names);
  return `Unknown option ${rawName}${guess ? ` (did you mean ${guess}?)` : ""}. --help lists the options.`;
}
