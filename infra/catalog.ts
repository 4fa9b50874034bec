import { readFileSync } from "node:fs";
import { Aws, Stack } from "aws-cdk-lib";
import { CfnNamedQuery, CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import { Construct } from "constructs";
import { FIRST_INGEST_DATE } from "../core/ingest-dates.ts";
import type { LookalikeOptions } from "./options.ts";
import type { Storage } from "./storage.ts";

export interface CatalogTable {
  name: string;
  comment: string;
  columns: { name: string; type: string; comment: string }[];
}

/** A question about the tables, to be found under "Saved queries" in Athena. */
export interface SavedQuery {
  title: string;
  sql: string;
}

/** An export's folder, `exports/faces/ingest_date=2026-11-25/`, as a column; no export has a date outside the range. */
const PARTITION = { name: "ingest_date", type: "string", range: `${FIRST_INGEST_DATE},NOW+1DAY` };

/** Glue's own limit for a column's comment. */
const COMMENT_LIMIT = 255;

export interface CatalogProps {
  options: LookalikeOptions;
  storage: Storage;
}

/** The DuckDB tables, for Athena: over what `analysis/export.ts --upload` put under `exports/` in the bucket. */
export class Catalog extends Construct {
  readonly database: string;
  readonly workgroup: string;

  constructor(scope: Construct, id: string, { options, storage }: CatalogProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    const exports = `s3://${storage.bucket.bucketName}/exports`;
    // Glue takes lower case and underscores.
    this.database = stackName.toLowerCase().replaceAll("-", "_");
    const database = new CfnDatabase(this, "Database", {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name: this.database, description: "Faces, photos and matches of Lookalike" },
    });
    for (const table of readTables()) {
      new CfnTable(this, `Table-${table.name}`, {
        catalogId: Aws.ACCOUNT_ID,
        databaseName: this.database,
        tableInput: tableInput(table, `${exports}/${table.name}/`),
      }).addResourceDependency(database);
    }

    this.workgroup = stackName.toLowerCase();
    const workgroup = new CfnWorkGroup(this, "Workgroup", {
      name: this.workgroup,
      description: "Queries over the exports of Lookalike, with a limit on what one may scan",
      // Queries are history, not data.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: Math.round(options.queryLimitGb * 1e9),
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: `s3://${storage.bucket.bucketName}/athena/`,
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
        },
      },
    });
    for (const [i, { title, sql }] of readQueries().entries()) {
      new CfnNamedQuery(this, `Query-${i + 1}`, {
        name: title,
        database: this.database,
        workGroup: this.workgroup,
        queryString: sql,
      }).addResourceDependency(workgroup);
    }
  }
}

/** Generated from the DuckDB schema by `npx tsx test/infra/update-catalog.ts`; a test checks that they agree. */
export const readTables = () => read<CatalogTable[]>("tables.json");

/** Generated from `analysis/questions/`, by the same command. */
export const readQueries = () => read<SavedQuery[]>("queries.json");

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`catalog/${file}`, import.meta.url), "utf8")) as T;
}

function tableInput({ name, comment, columns }: CatalogTable, location: string): CfnTable.TableInputProperty {
  return {
    name,
    description: comment,
    tableType: "EXTERNAL_TABLE",
    partitionKeys: [{ name: PARTITION.name, type: PARTITION.type }],
    // Partitions are computed from the range, so no crawler runs and none has to be added after an export.
    parameters: {
      classification: "parquet",
      EXTERNAL: "TRUE",
      "projection.enabled": "true",
      [`projection.${PARTITION.name}.type`]: "date",
      [`projection.${PARTITION.name}.format`]: "yyyy-MM-dd",
      [`projection.${PARTITION.name}.range`]: PARTITION.range,
      "storage.location.template": `${location}${PARTITION.name}=\${${PARTITION.name}}/`,
    },
    storageDescriptor: {
      location,
      columns: columns.map((column) => ({ ...column, comment: column.comment.slice(0, COMMENT_LIMIT) })),
      inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      serdeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
    },
  };
}
