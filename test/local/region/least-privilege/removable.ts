import type { Deployment, Role } from "../../../../local/deployment/deployment.ts";

/** One action of one statement of a role's policies. */
export interface Right {
  role: string;
  /** The statement's place among the role's. */
  statement: number;
  action: string;
  resources: string[];
}

/**
 * A deployment that can lose any of its rights, and tells which it made use of. Roles are called as in the template,
 * without the stack's name.
 */
export function removable(deployment: Deployment, stateMachines: string[]) {
  const rights = new Map<string, Right>();
  const used = new Set<string>();
  const removed = new Set<string>();

  const watch = (role: Role): Role => ({
    ...role,
    statements: role.statements.map((statement, place) => {
      const { Action = [], Resource = [] } = statement.written;
      for (const action of [Action].flat()) {
        const right = { role: role.name.replace("lookalike-", ""), statement: place, action };
        if (statement.effect === "Allow")
          rights.set(keyOf(right), { ...right, resources: [Resource].flat() });
      }
      return {
        ...statement,
        covers(action, resource, context) {
          if (!statement.covers(action, resource, context)) return false;
          const key = keyOf({ role: role.name.replace("lookalike-", ""), statement: place, action });
          if (removed.has(key)) return false;
          used.add(key);
          return true;
        },
      };
    }),
  });

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
  };
  return {
    deployment: watched,
    rights,
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

const keyOf = ({ role, statement, action }: Omit<Right, "resources">) => `${role} ${statement} ${action}`;
