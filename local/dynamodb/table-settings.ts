import { tableArn } from "../common/names.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { CallDatabase } from "./transactions.ts";

interface TableInput {
  TableName?: string;
}

/** Backups and expiry, which the local AWS does not have: they read as off, and switching them on is refused. */
export function tableSettings(call: CallDatabase) {
  const check = ({ TableName }: TableInput) => call("DescribeTable", { TableName });
  const refuse = (what: string) => {
    throw new AwsError("ValidationException", `The tables of the local AWS do not have ${what}`);
  };
  return {
    DescribeTimeToLive: async (input: TableInput) => {
      await check(input);
      return { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } };
    },
    UpdateTimeToLive: async (input: TableInput) => {
      await check(input);
      return refuse("a time to live: no item expires here");
    },
    DescribeContinuousBackups: async (input: TableInput) => {
      await check(input).catch((error: unknown) => {
        if (!(error instanceof AwsError) || error.name !== "ResourceNotFoundException") throw error;
        throw new AwsError("TableNotFoundException", `Table not found: ${tableArn(input.TableName ?? "")}`);
      });
      return {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: "DISABLED",
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
        },
      };
    },
    UpdateContinuousBackups: async (input: TableInput) => {
      await check(input);
      return refuse("point-in-time recovery: nothing is backed up here");
    },
  };
}
