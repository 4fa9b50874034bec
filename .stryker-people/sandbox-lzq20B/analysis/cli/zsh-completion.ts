// @ts-nocheck
import type { Completed, CompletedOption } from "./completion.ts";

/** For `source <(npx lookalike completion zsh)`, or a file `_lookalike` on the fpath. */
export function zshCompletion(commands: Completed[]): string {
  return `#compdef lookalike
# Completion of lookalike for zsh: source <(npx lookalike completion zsh)
_lookalike() {
  local -a commands
  commands=(
${commands.map(({ name, does }) => `    ${quoted(`${name}:${does}`)}`).join("\n")}
    'completion:print completion for your shell'
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  words=("\${(@)words[2,-1]}")
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join("\n")}
    completion) _arguments '1:shell:(bash zsh)' ;;
    help) ((CURRENT == 2)) && _describe command commands ;;
  esac
}
compdef _lookalike lookalike`;
}

function commandCase({ name, options, positional }: Completed): string {
  const specs = [
    ...options.map((option) => `${option.name}[${bracketed(option.help)}]${follows(option.value)}`),
    ...(positional === undefined ? [] : [`*${follows(positional)}`]),
  ];
  return `    ${name})\n      _arguments \\\n        ${specs.map(quoted).join(" \\\n        ")} ;;`;
}

function follows(value: CompletedOption["value"]): string {
  if (value === undefined) return "";
  if (value === "any") return ":value: ";
  if (value === "folder") return ":folder:_files -/";
  if (value === "file") return ":file:_files";
  return `:value:(${value.join(" ")})`;
}

/** Brackets and colons end the description of an option. */
const bracketed = (text: string) => text.replace(/[[\]:\\]/g, "\\$&");
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
