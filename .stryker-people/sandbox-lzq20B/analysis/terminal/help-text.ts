// @ts-nocheck
import type { Command } from "./command.ts";
import { COMMON_OPTIONS, type Options } from "./options.ts";

/** What `--help` says of a command. */
export function helpText({ usage, summary, options }: Command, program: string): string {
  const own = optionRows(Object.fromEntries(Object.entries(options).filter(([name]) => !isCommon(name))));
  const common = [...optionRows(COMMON_OPTIONS), ["-h, --help", "show this"] as const];
  const width = Math.max(...[...own, ...common].map(([left]) => left.length));
  const lines = (rows: readonly (readonly [string, string])[]) =>
    rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
  return [
    summary,
    "",
    `Usage: ${program} ${usage}`.trimEnd(),
    "",
    ...(own.length > 0 ? [...lines(own), "", "Every command takes:"] : []),
    ...lines(common),
  ].join("\n");
}

const isCommon = (name: string) => Object.hasOwn(COMMON_OPTIONS, name);

function optionRows(options: Options) {
  return Object.entries(options).map(([name, { short, type, choices, value, help }]) => {
    const argument = type === "boolean" ? "" : ` ${choices?.join("|") ?? value ?? "TEXT"}`;
    return [`${short ? `-${short}, ` : ""}--${name}${argument}`, help] as const;
  });
}
