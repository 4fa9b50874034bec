/** IAM's wildcards: `*` is any text, `?` any character. */
// @ts-nocheck

export function wildcard(pattern: string, flags: "" | "i" = ""): (text: string) => boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const regex = new RegExp(`^${source}$`, `s${flags}`);
  return (text) => regex.test(text);
}

/** As {@link wildcard}, but none reaches over a `:`: each of an ARN's six parts is matched by itself. */
export function arnLike(pattern: string): (text: string) => boolean {
  const parts = splitArn(pattern).map((part) => wildcard(part));
  return (text) => {
    const others = splitArn(text);
    return others.length === parts.length && parts.every((matches, i) => matches(others[i]!));
  };
}

/** The sixth part has colons of its own. */
function splitArn(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
