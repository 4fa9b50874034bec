// @ts-nocheck
import type { Completed, CompletedOption } from "./completion.ts";

/** For `source <(npx lookalike completion bash)`. */
export function bashCompletion(commands: Completed[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completion of lookalike for bash: source <(npx lookalike completion bash)
_lookalike() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    ${words([...names, "completion", "help", "--help", "--version"])}
    return
  fi
  case $command in
${commands.map(commandCase).join("\n")}
    completion) ${words(["bash", "zsh"])} ;;
    help) ${words(names)} ;;
  esac
}
complete -o filenames -o bashdefault -F _lookalike lookalike`;
}

function commandCase({ name, options, positional }: Completed): string {
  const replies = new Map<string, string[]>();
  for (const { name: option, value } of options) {
    if (value !== undefined) replies.set(reply(value), [...(replies.get(reply(value)) ?? []), option]);
  }
  return `    ${name})
      case $previous in
${[...replies].map(([line, names]) => `        ${names.join("|")}) ${line}; return ;;`).join("\n")}
      esac
      if [[ $current == -* ]]; then ${words(options.map(({ name: option }) => option))}
      else ${reply(positional)}; fi ;;`;
}

const words = (list: readonly string[]) => `COMPREPLY=($(compgen -W "${list.join(" ")}" -- "$current"))`;

function reply(value: CompletedOption["value"]): string {
  if (value === undefined || value === "any") return ":";
  if (value === "folder") return 'mapfile -t COMPREPLY < <(compgen -d -- "$current")';
  if (value === "file") return 'mapfile -t COMPREPLY < <(compgen -f -- "$current")';
  return words(value);
}
