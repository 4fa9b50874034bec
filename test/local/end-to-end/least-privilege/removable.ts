import { ACCOUNT, NAME, REGION } from "../../../../local/common/names.ts";
import type { Deployment } from "../../../../local/deployment/deployment.ts";
import type { Role } from "../../../../local/iam/role.ts";
import { type PolicyStatement, readStatements, type Statement } from "../../../../local/iam/statement.ts";

/** One action on one resource, of a role's policies: the least that can be taken away. */
export interface Right {
  role: string;
  action: string;
  resource: string;
}

/**
 * A deployment that can lose any of its rights, and tells which it made use of. Roles are called as in the template,
 * without the stack's name.
 */
export function removable(deployment: Deployment, stateMachines: string[]) {
  const rights = new Map<string, Right>();
  /** What two statements of a role allow. */
  const twice: string[] = [];
  const used = new Set<string>();
  const removed = new Set<string>();

  const watch = (role: Role): Role => {
    const name = role.name.replace(`${NAME}-`, "");
    const single = (written: PolicyStatement, action: string, resource: string): Statement => {
      const key = `${name} ${action} ${short(resource)}`;
      if (rights.has(key)) twice.push(key);
      rights.set(key, { role: name, action, resource });
      const [statement] = readStatements([{ ...written, Action: action, Resource: resource }]);
      return {
        ...statement!,
        covers(...asked) {
          if (removed.has(key) || !statement!.covers(...asked)) return false;
          used.add(key);
          return true;
        },
      };
    };
    const statements = role.statements.flatMap((statement) => {
      const { Action, Resource } = statement.written;
      if (statement.effect === "Deny" || !Action || !Resource) return statement;
      return [Action]
        .flat()
        .flatMap((action) =>
          [Resource].flat().map((resource) => single(statement.written, action, resource)),
        );
    });
    return { ...role, statements };
  };

  const functions = [...deployment.functions].map(
    ([name, deployed]) => [name, { ...deployed, role: watch(deployed.role) }] as const,
  );
  const machines = new Map(stateMachines.map((arn) => [arn, watch(deployment.roleOfStateMachine(arn))]));
  const rules = deployment.rules.map((rule) => ({
    ...rule,
    targets: rule.targets.map((target) => ({ ...target, role: watch(target.role) })),
  }));
  const watched: Deployment = {
    functions: new Map(functions),
    roleOfStateMachine: (arn) => machines.get(arn)!,
    rules,
    sources: deployment.sources,
  };
  return {
    deployment: watched,
    rights,
    twice,
    /** Does something without a right; the rest of the time it is there. */
    async without<T>(right: string, act: () => Promise<T>): Promise<T> {
      removed.add(right);
      try {
        return await act();
      } finally {
        removed.delete(right);
      }
    },
    /** Which rights it takes to do something. */
    async usedBy(act: () => Promise<unknown>): Promise<ReadonlySet<string>> {
      used.clear();
      await act();
      return new Set(used);
    },
  };
}

/** `s3:::lookalike/uploads/*` of its ARN. */
const short = (resource: string) => resource.replace(/^arn:aws:/, "").replace(`${REGION}:${ACCOUNT}:`, "");
