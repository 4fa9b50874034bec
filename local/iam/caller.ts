import type { IncomingMessage } from "node:http";
import { ACCOUNT, REGION } from "../common/names.ts";
import type { Context } from "./conditions.ts";
import type { Role } from "./role.ts";

/** A permission that is needed: an action on a resource (its ARN, or `*` for actions that AWS does not tie to one). */
export interface Permission {
  action: string;
  resource: string;
  /** Condition keys that only this kind of request has. */
  context?: Context;
}

/** Who calls. */
export interface Caller {
  arn: string;
  /** AWS's message if the caller lacks the permission, else undefined. */
  denial(permission: Permission): string | undefined;
}

/** The user of the local AWS, with any credentials: may do everything. */
export const USER: Caller = { arn: `arn:aws:iam::${ACCOUNT}:root`, denial: () => undefined };

/** Somebody in a role, such as a function. Calls only what the role's policies allow and none of them denies. */
export function inRole(
  { name, statements }: Role,
  session: string,
  onRefusal?: (text: string) => void,
): Caller {
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`;
  const own: Context = {
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": ACCOUNT,
    "aws:RequestedRegion": REGION,
    // Requests stay on this machine: conditions that ask for TLS count as fulfilled.
    "aws:SecureTransport": "true",
  };
  return {
    arn,
    denial({ action, resource, context }) {
      const covering = statements.filter((each) => each.covers(action, resource, { ...own, ...context }));
      const isDenied = covering.some(({ effect }) => effect === "Deny");
      if (covering.length > 0 && !isDenied) return undefined;
      const on =
        resource === "*" ? "" : ` on resource: ${action.startsWith("s3:") ? `"${resource}"` : resource}`;
      const why = isDenied
        ? "with an explicit deny in an identity-based policy"
        : `because no identity-based policy allows the ${action} action`;
      const text = `User: ${arn} is not authorized to perform: ${action}${on} ${why}`;
      onRefusal?.(text);
      return text;
    },
  };
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** The callers that have credentials of their own. Any other credentials are the user's. */
export class Callers {
  readonly #byKey = new Map<string, Caller>();

  /** New credentials, temporary as a role's are. */
  issue(caller: Caller): Credentials {
    const accessKeyId = `ASIALOCAL${String(this.#byKey.size + 1).padStart(11, "0")}`;
    this.#byKey.set(accessKeyId, caller);
    return { accessKeyId, secretAccessKey: "local", sessionToken: "local" };
  }

  /** By the access key that a request is signed with. The signature itself is not checked. */
  of(request: Pick<IncomingMessage, "headers" | "url">): Caller {
    const { authorization = "" } = request.headers;
    const key =
      /\bCredential=([^/,\s]+)/.exec(authorization)?.[1] ??
      /[?&]X-Amz-Credential=([^/%&]+)/.exec(request.url ?? "")?.[1];
    return (key !== undefined && this.#byKey.get(key)) || USER;
  }
}
