import { useEffect, useRef, useState } from "preact/hooks";
import { commandLine } from "../../../../core/command-line.ts";
import type { ReportChart } from "../../payload.ts";
import { drawChart } from "../parts/draw-chart.ts";
import { source } from "../state/model.ts";
import type { Vega } from "../state/source.ts";
import { theme } from "../state/theme.ts";

interface Drawn {
  charts: ReportChart[];
  vega: Vega;
}

/** Each chart with the numbers and the SQL behind it. */
export function ChartsView() {
  const [drawn, setDrawn] = useState<Drawn>();
  const [problem, setProblem] = useState("");
  useEffect(() => {
    Promise.all([source().charts(), source().vega()]).then(
      ([charts, vega]) => setDrawn({ charts, vega }),
      (error: Error) => setProblem(error.message),
    );
  }, []);
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Charts</h2>
      <p class="lead">
        Each chart is drawn from the SQL beneath it; run it yourself with <code>{commandLine("sql")}</code>.
      </p>
      {problem === "" ? null : <p class="nothing">{problem}</p>}
      <div class="charts">
        {drawn?.charts.map((chart) => (
          <Chart key={chart.name} chart={chart} vega={drawn.vega} />
        ))}
      </div>
      <div id="tooltip" class="tooltip" aria-hidden="true" hidden />
    </section>
  );
}

function Chart({ chart, vega }: { chart: ReportChart; vega: Vega }) {
  const { name, title, about, caption, empty, sql } = chart;
  return (
    <article class="chart" id={`chart-${name}`}>
      <h3>{title}</h3>
      <p>{about}</p>
      <figure>
        {chart.vega ? <Plot chart={chart} vega={vega} /> : <p class="nothing">{empty}</p>}
        {chart.vega && caption ? <figcaption>{caption}</figcaption> : null}
      </figure>
      {chart.vega ? (
        <details>
          <summary>Numbers</summary>
          <Numbers chart={chart} />
        </details>
      ) : null}
      <details>
        <summary>SQL</summary>
        <pre>{sql}</pre>
      </details>
    </article>
  );
}

/** Drawn again whenever colours or width change. */
function Plot({ chart, vega }: { chart: ReportChart; vega: Vega }) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(innerWidth);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const resized = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setWidth(innerWidth), 150);
    };
    addEventListener("resize", resized);
    return () => removeEventListener("resize", resized);
  }, []);
  const colours = theme.value;
  useEffect(() => {
    if (!element.current || !chart.vega) return;
    const view = drawChart(vega, chart.vega, element.current);
    return () => view.finalize();
  }, [chart, colours, width]);
  return (
    <div
      class="plot"
      id={`plot-${chart.name}`}
      ref={element}
      role="img"
      aria-label={`${chart.title}. ${chart.about} The numbers are in the table below.`}
    />
  );
}

function Numbers({ chart: { title, columns, rows, count } }: { chart: ReportChart }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class="scroll" tabIndex={0} aria-label={`Numbers: ${title}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((value) => (
                <td>{cellText(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {count > rows.length ? <p>{`The first ${rows.length} of ${count} rows.`}</p> : null}
    </section>
  );
}

function cellText(value: string | number | boolean | null): string {
  if (value === null) return "";
  return typeof value === "number" && !Number.isInteger(value) ? value.toFixed(2) : String(value);
}
