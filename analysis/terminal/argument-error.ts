const HELP = "--help lists the options.";

/** What is wrong with the arguments, in one sentence, for an error of `parseArgs`. */
export function argumentError({ message, ...error }: Error & { code?: string }): string {
  const [, option = message.split("\n")[0]] = /'(?:-\w, )?(--?[^'\s]+)/.exec(message) ?? [];
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
    return `Expected a known option, got ${option}. ${HELP}`;
  if (error.code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return `${message}. ${HELP}`;
  if (/does not take an argument/.test(message))
    return `Expected ${option} without a value, got one. ${HELP}`;
  return `Expected a value for ${option}, got none, or one that begins with "-": that is written ${option}=VALUE. ${HELP}`;
}
