import type { DuckDBConnection } from "@duckdb/node-api";
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import type { Chart } from "../../analysis/charts/chart.ts";
import { CHARTS } from "../../analysis/charts/index.ts";
import { outcomes } from "../../analysis/charts/outcomes.ts";
import { pose } from "../../analysis/charts/pose.ts";
import { type QualityRow, quality } from "../../analysis/charts/quality.ts";
import { renderSvg } from "../../analysis/charts/render-svg.ts";
import { thresholdPairs, thresholds } from "../../analysis/charts/thresholds.ts";
import { type YearRow, years } from "../../analysis/charts/years.ts";
import { drawCharts } from "../../analysis/report/draw-charts.ts";
import { rows, withDatabase } from "../../analysis/tables/database.ts";

/** Six faces in four photos, two people; one face too dark. */
const FILL = `
insert into photos (photo, name, key, status, reason, kept_faces, analysed_at, taken_at) values
  ('a.jpg', 'a', 'uploads/a.jpg', 'DONE', null, 2, now(), '2019-05-01'),
  ('b.jpg', 'b', 'uploads/b.jpg', 'DONE', null, 2, now(), '2022-01-31'),
  ('c.jpg', 'c', 'uploads/c.jpg', 'DONE', null, 1, now(), null),
  ('d.jpg', 'd', 'uploads/d.jpg', 'REJECTED', 'FaceRequirementError', 0, now(), null);
insert into faces (face_key, face_id, photo, ordinal, kept, exclude_reason, age_low, age_high, brightness, sharpness,
  yaw, pitch, roll, top_emotion) values
  ('a#1', 'f1', 'a.jpg', 1, true, null, 20, 30, 80, 90, -10, 5, 1, 'HAPPY'),
  ('a#2', 'f2', 'a.jpg', 2, true, null, 40, 50, 75, 85, 20, 0, 2, 'CALM'),
  ('b#1', 'f3', 'b.jpg', 1, true, null, 21, 31, 70, 88, 0, -8, 0, 'HAPPY'),
  ('b#2', 'f4', 'b.jpg', 2, true, null, 41, 49, 66, 70, 33, 3, 5, 'SAD'),
  ('c#1', 'f5', 'c.jpg', 1, true, null, 22, 28, 60, 60, 5, 1, 0, 'CALM'),
  ('d#1', null, 'd.jpg', 1, false, 'too dark', 30, 40, 12, 55, -60, 10, 3, 'CALM');
insert into matches (face_id, match_face_id, similarity) values
  ('f1', 'f3', 98.7), ('f3', 'f1', 98.7), ('f1', 'f5', 93.2), ('f2', 'f4', 99.9), ('f1', 'f2', 81.5);
insert into people (face_id, person, person_name) values
  ('f1', 'p1', 'Ada'), ('f3', 'p1', 'Ada'), ('f2', 'p2', null), ('f4', 'p2', null);`;

async function withFaces<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  return withDatabase(":memory:", {}, async (connection) => {
    await connection.run(FILL);
    return use(connection);
  });
}

const answer = (connection: DuckDBConnection, name: string) =>
  rows(connection, CHARTS.find((chart) => chart.name === name)!.sql);

describe.each(CHARTS.map((chart) => [chart.name, chart as unknown as Chart<object>] as const))(
  "%s",
  (_, chart) => {
    it("draws the rows that its SQL gives", async () => {
      const found = await withFaces((connection) => rows<object>(connection, chart.sql));
      expect(found.length).toBeGreaterThan(0);
      const svg = await renderSvg(chart.spec(found));
      expect(svg).toContain(chart.title);
      expect(
        svg.match(/aria-roledescription="[^"]*(?:bar|point|circle|line|area|rect)[^"]*"/g)?.length ?? 0,
      ).toBeGreaterThan(0);
      expect(svg).not.toMatch(/NaN|undefined/);
    });

    it("stays within 700 pixels", async () => {
      const found = await withFaces((connection) => rows<object>(connection, chart.sql));
      const width = Number(/<svg[^>]* width="([\d.]+)"/.exec(await renderSvg(chart.spec(found)))?.[1]);
      expect(width).toBeGreaterThan(100);
      expect(width).toBeLessThan(700);
    });

    it("compiles and draws with no rows at all", async () => {
      const found = await withDatabase(":memory:", {}, (connection) => rows<object>(connection, chart.sql));
      expect(found).toEqual([]);
      expect(await renderSvg(chart.spec(found))).toContain("<svg");
    });

    it("leaves its rows as they are and says what it shows", async () => {
      const found = await withFaces((connection) => rows<object>(connection, chart.sql));
      const before = structuredClone(found);
      compile(chart.spec(found));
      expect(found).toEqual(before);
      for (const text of [chart.title, chart.about, chart.empty]) expect(text).not.toBe("");
    });
  },
);

describe("what the charts' SQL answers", () => {
  it("counts photos by outcome and reason", async () => {
    expect(await withFaces((connection) => answer(connection, "outcomes"))).toEqual([
      { outcome: "DONE", reason: null, photos: 3 },
      { outcome: "REJECTED", reason: "FaceRequirementError", photos: 1 },
    ]);
  });

  it("puts a face's age in the bin of the middle of its range", async () => {
    expect(await withFaces((connection) => answer(connection, "ages"))).toEqual([
      { age: 25, kept: true, faces: 3 },
      { age: 35, kept: false, faces: 1 },
      { age: 45, kept: true, faces: 2 },
    ]);
  });

  it("counts a pair once, searched from either side, and knows whether both are one person", async () => {
    expect(await withFaces((connection) => answer(connection, "similarities"))).toEqual([
      { similarity: 81, same: false, pairs: 1 },
      { similarity: 93, same: null, pairs: 1 },
      { similarity: 98, same: true, pairs: 1 },
      { similarity: 99, same: true, pairs: 1 },
    ]);
  });

  it("leaves out pairs of faces that different models described: they cannot be compared", async () => {
    const counts = await withFaces(async (connection) => {
      await connection.run(
        "update faces set model_version = '7.0'; update faces set model_version = '6.0' where face_id = 'f1'",
      );
      const pairs = await answer(connection, "thresholds");
      const bins = await answer(connection, "similarities");
      return { pairs, bins };
    });
    expect(counts).toEqual({
      pairs: [{ a: "f2", b: "f4", similarity: 99.9 }],
      bins: [{ similarity: 99, same: true, pairs: 1 }],
    });
  });

  it("puts people of one size in the order of their numbers", async () => {
    const ids = ["P1", "P2", "P3", "P9", "P10", "P11"];
    const found = await withDatabase(":memory:", {}, async (connection) => {
      await connection.run(`
insert into photos (photo, name, key, status, kept_faces, analysed_at, taken_at)
  select n || '.jpg', n, n, 'DONE', 6, now(), '2019-05-01' from (values ('a'), ('b')) t(n);
insert into faces (face_key, face_id, photo, ordinal, kept)
  select n || '#' || i, n || i, n || '.jpg', i, true from (values ('a'), ('b')) t(n), range(6) u(i);
insert into people (face_id, person) select n || i, ${JSON.stringify(ids).replaceAll('"', "'")}[i + 1]
  from (values ('b'), ('a')) t(n), range(6) u(i);`);
      const charts = ["people-sizes", "together", "years"];
      return Promise.all(charts.map((name) => answer(connection, name)));
    });
    for (const rows of found) expect([...new Set(rows.map(({ person }) => person))]).toEqual(ids);
  });

  it("tells two people of one name apart", async () => {
    const [sizes, shared] = await withFaces(async (connection) => {
      await connection.run("update people set person_name = 'Ada'");
      return [await answer(connection, "people-sizes"), await answer(connection, "together")];
    });
    expect(sizes).toEqual([
      { person: "Ada (p1)", faces: 2, photos: 2 },
      { person: "Ada (p2)", faces: 2, photos: 2 },
    ]);
    expect(shared).toEqual([
      { person: "Ada (p1)", other: "Ada (p2)", photos: 2 },
      { person: "Ada (p2)", other: "Ada (p1)", photos: 2 },
    ]);
  });

  it("counts the photos that two people share, from both sides", async () => {
    expect(await withFaces((connection) => answer(connection, "together"))).toEqual([
      { person: "Ada", other: "p2", photos: 2 },
      { person: "p2", other: "Ada", photos: 2 },
    ]);
  });
});

describe("the lines of the quality chart", () => {
  const judgedBy = (versions: Record<string, string>) =>
    withFaces(async (connection) => {
      for (const [photo, version] of Object.entries(versions)) {
        await connection.run("update photos set rules_version = $2 where photo = $1", [photo, version]);
      }
      const { title, layer } = quality.spec(await rows<QualityRow>(connection, quality.sql)) as unknown as {
        title: { subtitle: string[] };
        layer: { mark: { type: string }; encoding: object }[];
      };
      const lines = layer.filter(({ mark }) => mark.type === "rule").map(({ encoding }) => encoding);
      return { said: title.subtitle, lines };
    });
  const strict = "1:age>=18,brightness>=60,sharpness>=45";
  const all = (version: string) => Object.fromEntries(["a", "b", "c", "d"].map((p) => [`${p}.jpg`, version]));

  it("are at the requirements that the photos were judged by", async () => {
    expect(await judgedBy(all(strict))).toEqual({
      said: ["at least: brightness 60 and sharpness 45 (dashed), age 18"],
      lines: [{ x: { datum: 60 } }, { y: { datum: 45 } }],
    });
  });

  it("are at the defaults where no record says them, in full or not at all", async () => {
    const { lines } = await judgedBy({ "a.jpg": "1:age>=10,brightness>=40,sharpness>=40" });
    expect(lines).toEqual([{ x: { datum: 40 } }, { y: { datum: 40 } }]);
  });

  it("are left out, and it says so, where photos were judged by different ones", async () => {
    expect(await judgedBy({ "a.jpg": strict })).toEqual({
      said: ["no lines: the photos were judged by different requirements"],
      lines: [],
    });
  });
});

describe("what is drawn", () => {
  const drawn = (name: string, change = "") =>
    withFaces(async (connection) => {
      if (change !== "") await connection.run(change);
      const chart = CHARTS.find((one) => one.name === name) as unknown as Chart<object>;
      return await renderSvg(chart.spec(await rows<object>(connection, chart.sql)));
    });

  it.each(["ages", "quality", "pose"])("has no legend entry without a mark: %s", async (name) => {
    expect(await drawn(name)).toMatch(/>kept<[\s\S]*>excluded</);
    const keptOnly = await drawn(name, "delete from faces where not kept");
    expect(keptOnly).toContain(">kept<");
    expect(keptOnly).not.toContain(">excluded<");
  });

  it("has no legend entry for pairs that are not there", async () => {
    const same = await drawn("similarities", "delete from matches where similarity < 98");
    expect(same).toContain(">same person<");
    expect(same).not.toMatch(/>different people<|>not grouped</);
  });

  it("keeps faces that look far away within the axes of the pose chart", async () => {
    const { encoding } = pose.spec([
      { photo: "a.jpg", yaw: -130, pitch: 5, roll: 0, kept: true },
    ]) as unknown as { encoding: { x: { scale: { domain: number[] }; axis: { values: number[] } } } };
    expect(encoding.x.scale.domain).toEqual([-136, 136]);
    expect(encoding.x.axis.values).toEqual([-120, -90, -60, -30, 0, 30, 60, 90, 120]);
  });

  it("gives people and the largest group an axis each", async () => {
    const svg = await drawn("thresholds");
    expect(svg).toContain("Y-axis titled 'people (groups of two faces and more)'");
    expect(svg).toContain("Y-axis titled 'faces in the largest group'");
  });
});

/** The labels of each axis, in the order they are drawn. */
const axisLabels = (svg: string) =>
  [...svg.matchAll(/mark-text role-axis-label"[^>]*>(.*?)<\/g>/g)].map(([, group]) =>
    [...group!.matchAll(/>([^<>]+)<\/text>/g)].map(([, label]) => label!),
  );

describe("the axes of counts", () => {
  it.each(CHARTS.map(({ name }) => name))(
    "say no number twice where one thing is counted: %s",
    async (name) => {
      const labels = await withFaces(async (connection) => {
        await connection.run("delete from matches where not (face_id = 'f1' and match_face_id = 'f3')");
        await connection.run(
          "delete from photos where photo <> 'a.jpg'; delete from faces where ordinal <> 1",
        );
        const chart = CHARTS.find((one) => one.name === name) as unknown as Chart<object>;
        return axisLabels(await renderSvg(chart.spec(await rows<object>(connection, chart.sql))));
      });
      for (const axis of labels) expect(new Set(axis).size, axis.join(" ")).toBe(axis.length);
    },
  );

  it("separate thousands", async () => {
    const svg = await renderSvg(outcomes.spec([{ outcome: "DONE", reason: null, photos: 10_000 }]));
    expect(axisLabels(svg).flat()).toContain("10,000");
  });
});

it("leaves room at the right for the numbers at the ends of bars, which fitting into a phone's width does not", async () => {
  const drawn = await withFaces((connection) => drawCharts(connection, CHARTS));
  const texts = drawn.filter(({ vega }) => JSON.stringify(vega).includes('"align":{"value":"left"}'));
  expect(texts.map(({ name }) => name)).toEqual(["outcomes", "emotions", "people-sizes"]);
  // "10,000" in 12 pixels.
  for (const { vega } of texts)
    expect(vega).toHaveProperty(
      "padding.right",
      expect.toSatisfy((x) => x >= 44),
    );
});

it("gives every year a place on the axis, also one without a photo", async () => {
  const found = await withFaces((connection) => rows<YearRow>(connection, years.sql));
  expect(found).toEqual([
    { person: "Ada", year: 2019, faces: 1 },
    { person: "Ada", year: 2022, faces: 1 },
    { person: "p2", year: 2019, faces: 1 },
    { person: "p2", year: 2022, faces: 1 },
  ]);
  expect(axisLabels(await renderSvg(years.spec(found)))).toContainEqual(["2019", "2020", "2021", "2022"]);
});

describe("the numbers beside a chart", () => {
  const numbers = <Row>(chart: Chart<Row>) =>
    withFaces(async (connection) => chart.numbers?.(await rows<Row>(connection, chart.sql)));

  it("are the thresholds that are drawn, the strictest first", async () => {
    expect((await numbers(thresholdPairs))?.slice(0, 3)).toEqual([
      { "threshold (%)": 100, pairs: 0 },
      { "threshold (%)": 99.9, pairs: 1 },
      { "threshold (%)": 99.5, pairs: 1 },
    ]);
    expect((await numbers(thresholds))?.at(-1)).toEqual({
      ...{ "threshold (%)": 81.5, pairs: 4, people: 1, "largest group": 5 },
    });
  });

  it("are the faces' own measures, nothing that only the drawing needs", async () => {
    expect(Object.keys((await numbers(quality))?.[0] ?? {})).toEqual([
      ...["photo", "ordinal", "brightness", "sharpness", "kept", "exclude_reason"],
    ]);
  });
});
