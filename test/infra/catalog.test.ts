import { describe, expect, it } from "vitest";
import { PARTITION } from "../../analysis/tables/schema/athena.ts";
import { FIRST_INGEST_DATE } from "../../core/ingest-dates.ts";
import { readQueries, readTables } from "../../infra/catalog.ts";
import { catalogQueries, catalogTables } from "./catalog-files.ts";
import { only, resources, synthesise, textOf } from "./synthesised.ts";

const template = synthesise({ queryLimitGb: 2 });
const tables = resources(template, "AWS::Glue::Table").map(({ Properties }) => Properties.TableInput);

describe("the catalog", () => {
  it("has the tables and columns of the DuckDB schema (else: npx tsx test/infra/update-catalog.ts)", async () => {
    expect(readTables()).toEqual(await catalogTables());
    expect(readTables().map(({ name }) => name)).toEqual(
      expect.arrayContaining(["photos", "faces", "matches"]),
    );
  });

  it("deploys every one of them, with comments that Glue takes", () => {
    expect(tables.map(({ Name }) => Name).sort()).toEqual(
      readTables()
        .map(({ name }) => name)
        .sort(),
    );
    for (const { Name, StorageDescriptor } of tables) {
      const { columns } = readTables().find(({ name }) => name === Name)!;
      expect(StorageDescriptor.Columns.map((c: { Name: string; Type: string }) => [c.Name, c.Type])).toEqual(
        columns.map(({ name, type }) => [name, type]),
      );
      for (const { Comment } of StorageDescriptor.Columns) expect(Comment.length).toBeLessThanOrEqual(255);
    }
  });

  it("reads Parquet from the exports' folders, whose dates need no crawler", () => {
    for (const { Name, StorageDescriptor, PartitionKeys, Parameters } of tables) {
      const location = textOf(StorageDescriptor.Location);
      expect(location).toMatch(new RegExp(`^s3://<StorageBucket\\w+>/exports/${Name}/$`));
      expect(StorageDescriptor.SerdeInfo.SerializationLibrary).toContain("parquet");
      expect(PartitionKeys).toEqual([{ Name: PARTITION.name, Type: PARTITION.type }]);
      expect(Parameters).toMatchObject({
        "projection.enabled": "true",
        "projection.ingest_date.type": "date",
        "projection.ingest_date.format": "yyyy-MM-dd",
        "projection.ingest_date.range": `${FIRST_INGEST_DATE},NOW+1DAY`,
      });
      expect(textOf(Parameters["storage.location.template"])).toBe(`${location}ingest_date=\${ingest_date}/`);
    }
  });

  it("saves the README's questions for its workgroup, in Athena's words (else: as above)", () => {
    expect(readQueries()).toEqual(catalogQueries());
    const saved = resources(template, "AWS::Athena::NamedQuery").map(({ Properties }) => Properties);
    expect(saved).toHaveLength(10);
    const { Name: workgroup } = only(template, "AWS::Athena::WorkGroup").Properties;
    for (const { WorkGroup, Name, Database, QueryString } of saved) {
      expect(WorkGroup).toBe(workgroup);
      expect(Name.length).toBeLessThanOrEqual(128);
      expect(Database).toBe(only(template, "AWS::Glue::Database").Properties.DatabaseInput.Name);
      expect(readQueries()).toContainEqual({ title: Name, sql: QueryString });
    }
  });

  it("limits what a query may scan, encrypts its results, and lets nobody choose otherwise", () => {
    const { WorkGroupConfiguration } = only(template, "AWS::Athena::WorkGroup").Properties;
    expect(WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 2e9,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: "SSE_S3" } },
    });
    expect(textOf(WorkGroupConfiguration.ResultConfiguration.OutputLocation)).toMatch(/>\/athena\/$/);
  });
});
