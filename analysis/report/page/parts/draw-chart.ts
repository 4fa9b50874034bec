import type { Vega, VegaView } from "../state/source.ts";

/** Draws a compiled chart in the page's own colours; it needs no `eval`. */
export function drawChart(vega: Vega, spec: object, element: HTMLElement): VegaView {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--soft").trim();
  const runtime = vega.parse(spec, chartConfig(ink, style.getPropertyValue("--line").trim()), { ast: true });
  const options = { expr: vega.expressionInterpreter, renderer: "canvas", hover: true };
  return new vega.View(runtime, options).signal("ink", ink).tooltip(tooltip).initialize(element).run();
}

function chartConfig(ink: string, line: string) {
  const font = getComputedStyle(document.body).fontFamily;
  const text = {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 12,
    titleFontSize: 12,
    labelFont: font,
    titleFont: font,
    titleFontWeight: "normal",
  };
  return {
    background: "transparent",
    // Pixels: on a telephone, labels would run into each other.
    axis: {
      ...text,
      labelSeparation: 8,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      titlePadding: 10,
    },
    legend: text,
    text: { font },
  };
}

/** Values as text beside the pointer, never as markup. */
function tooltip(_handler: unknown, event: MouseEvent, _item: unknown, value: unknown): void {
  const box = document.getElementById("tooltip");
  if (!box) return;
  box.hidden = !value;
  if (!value || typeof value !== "object") return;
  const lines = Object.entries(value)
    .filter(([, text]) => text !== null && text !== undefined && text !== "null")
    .map(([name, text]) => {
      const line = document.createElement("tr");
      const [head, cell] = [document.createElement("th"), document.createElement("td")];
      head.textContent = name;
      cell.textContent = String(text);
      line.append(head, cell);
      return line;
    });
  const table = document.createElement("table");
  table.append(...lines);
  box.replaceChildren(table);
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(event.clientX + 14, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(event.clientY + 14, innerHeight - height - 8))}px`;
}
