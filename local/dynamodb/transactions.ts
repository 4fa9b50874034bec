import { createHash } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { writeAtomically } from "../../core/files/write-atomically.ts";
import { AwsError } from "../gateway/aws-error.ts";

/** An item or a key, in DynamoDB's JSON. */
type Item = Record<string, unknown>;
/** Calls an operation of the database. @throws AwsError */
export type CallDatabase = (operation: string, input: object) => Promise<Item>;

interface Action {
  TableName: string;
  Key?: Item;
  Item?: Item;
  ReturnValuesOnConditionCheckFailure?: string;
}
type Part = "ConditionCheck" | "Delete" | "Put" | "Update";
type TransactItem = Partial<Record<Part, Action>>;

/** `ConditionCheck` is run as an update without changes; an item that this creates is deleted again. */
const OPERATIONS: Record<Part, string> = {
  ConditionCheck: "UpdateItem",
  Delete: "DeleteItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** An item before the transaction; `item` is undefined where there was none. */
interface Before {
  TableName: string;
  Key: Item;
  item?: Item | undefined;
}

interface Reason {
  Code: string;
  Message?: string;
  Item?: Item;
}

const MAX_ACTIONS = 100;
/** For ten minutes, a request with a known token is the same request again. */
const TOKEN_MILLISECONDS = 600_000;

/**
 * Transactions over a database that has none: nobody else may use it meanwhile (see `SharedLock`). Each action is tried in
 * turn; when one fails, or the process dies, all items become what they were.
 *
 * @param undoFile holds the items as they were before, while a transaction runs
 */
export function transactions(call: CallDatabase, undoFile: string) {
  const tokens = new Map<string, { hash: string; at: number }>();

  async function before({ TableName, Key, Item: item }: Action): Promise<Before> {
    const key = Key ?? (await keyOf(TableName, item ?? {}));
    const { Item } = await call("GetItem", { TableName, Key: key, ConsistentRead: true });
    return { TableName, Key: key, item: Item as Item | undefined };
  }

  async function keyOf(TableName: string, item: Item): Promise<Item> {
    const { Table } = (await call("DescribeTable", { TableName })) as {
      Table: { KeySchema: { AttributeName: string }[] };
    };
    return Object.fromEntries(Table.KeySchema.map(({ AttributeName: name }) => [name, item[name]]));
  }

  async function restore(items: Before[]): Promise<void> {
    for (const { TableName, Key, item } of items) {
      if (item) await call("PutItem", { TableName, Item: item });
      else await call("DeleteItem", { TableName, Key });
    }
  }

  async function attempt(part: Part, action: Action, { item }: Before): Promise<Reason> {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...input } = action;
    try {
      await call(OPERATIONS[part], input);
      return { Code: "None" };
    } catch (error) {
      if (!(error instanceof AwsError) || error.name !== "ConditionalCheckFailedException") throw error;
      const Message = "The conditional request failed";
      const shown = wanted === "ALL_OLD" && item !== undefined && { Item: item };
      return { Code: "ConditionalCheckFailed", Message, ...shown };
    }
  }

  async function write({ TransactItems = [], ClientRequestToken: token }: WriteInput): Promise<object> {
    const hash = createHash("sha256").update(JSON.stringify(TransactItems)).digest("hex");
    const known = token === undefined ? undefined : tokens.get(token);
    if (known && known.at + TOKEN_MILLISECONDS > Date.now()) {
      if (known.hash === hash) return {};
      throw new AwsError(
        "IdempotentParameterMismatchException",
        "This ClientRequestToken was used for another request. Use a new one.",
      );
    }
    const actions = checkCount(TransactItems).map(onlyPart);
    const items: Before[] = [];
    for (const [, action] of actions) items.push(await before(action));
    const keys = items.map(({ TableName, Key }) => JSON.stringify([TableName, Key]));
    if (new Set(keys).size < keys.length) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
    await writeAtomically(undoFile, JSON.stringify(items));
    const reasons: Reason[] = [];
    try {
      for (const [i, [part, action]] of actions.entries()) {
        reasons.push(await attempt(part, action, items[i]!));
        if (part === "ConditionCheck") await restore([items[i]!]);
      }
    } catch (error) {
      await restore(items);
      throw error;
    } finally {
      if (reasons.some(({ Code }) => Code !== "None")) await restore(items);
      await rm(undoFile);
    }
    if (reasons.some(({ Code }) => Code !== "None")) throw new TransactionCanceled(reasons);
    if (token !== undefined) tokens.set(token, { hash, at: Date.now() });
    return {};
  }

  return {
    write,
    async get({ TransactItems = [] }: { TransactItems?: { Get?: Action }[] }): Promise<object> {
      const Responses: Item[] = [];
      for (const { Get } of checkCount(TransactItems)) {
        const { Item } = await call("GetItem", { ...Get, ConsistentRead: true });
        Responses.push(Item === undefined ? {} : { Item });
      }
      return { Responses };
    },
    /** Undoes what a killed process left half done. */
    async recover(): Promise<void> {
      const text = await readFile(undoFile, "utf8").catch(() => undefined);
      if (text === undefined) return;
      await restore(JSON.parse(text) as Before[]);
      await rm(undoFile);
    },
  };
}

export interface WriteInput {
  TransactItems?: TransactItem[];
  ClientRequestToken?: string;
}

/** Some condition did not hold; `fields` says for each action which. */
class TransactionCanceled extends AwsError {
  constructor(reasons: Reason[]) {
    super(
      "TransactionCanceledException",
      "Transaction cancelled, please refer cancellation reasons for specific reasons " +
        `[${reasons.map(({ Code }) => Code).join(", ")}]`,
      { fields: { CancellationReasons: reasons } },
    );
  }
}

function checkCount<T>(items: T[]): T[] {
  if (items.length >= 1 && items.length <= MAX_ACTIONS) return items;
  const bound = items.length === 0 ? "greater than or equal to 1" : `less than or equal to ${MAX_ACTIONS}`;
  throw invalid(
    `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function onlyPart(item: TransactItem): [Part, Action] {
  const [first, ...others] = Object.entries(item) as [Part, Action][];
  if (first && others.length === 0 && Object.hasOwn(OPERATIONS, first[0])) return first;
  throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
}

const invalid = (message: string) => new AwsError("ValidationException", message);
