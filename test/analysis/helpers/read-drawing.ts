import { None, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Opening tags, and the texts between tags. */
const PARTS = /<(\w+)([^>]*)>|([^<>]+)(?=<\/(?:text|tspan)>)/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
/** What of a mark people see. */
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size"];
const NAMED = ["axis", "legend", "title", "subtitle"];

/**
 * A chart as it is seen and as it is read aloud, a line each: axes, legends and titles with their rules and labels, and
 * marks with what is said of them, their place in whole pixels and their looks.
 */
export function readDrawing(svg: string): string[] {
  const [drawn = ""] = svg.split("<defs>");
  const lines: string[] = [];
  let isOfMarks = false;
  for (const [, tag, text, label] of drawn.matchAll(PARTS)) {
    if (label !== undefined) {
      lines.push(`${lines.pop()} · ${label}`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...text!.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]),
    );
    const { "aria-roledescription": role = "", "aria-label": said = "", class: group = "" } = attributes;
    if (tag === "g" && group !== "") isOfMarks = group.includes("role-mark");
    const rule = /role-axis-(?:tick|domain|grid)/.exec(group)?.[0];
    if (rule !== undefined) lines.push(rule);
    else if (NAMED.includes(role)) lines.push(said);
    // Lines at a fixed place have nothing to be said of them.
    else if (isOfMarks && !role.includes("container") && (role !== "" || tag === "line")) {
      lines.push([`${role || tag}: ${said}`, placeOf(attributes), ...looksOf(attributes)].join(" | "));
    }
  }
  return lines;
}

const placeOf = ({ transform = "", d = "", x2, y2 }: Record<string, string>) =>
  `${transform.replace("translate", "at ")} ${d}${x2 === undefined ? "" : `by (${x2},${y2})`}`
    .trim()
    .replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number)) + 0));

const looksOf = (attributes: Record<string, string>) =>
  LOOKS.filter((name) => name in attributes).map((name) => `${name} ${attributes[name]}`);

/** What the first mark that tells something says to those who point at it. */
export async function tooltipOf(spec: TopLevelSpec): Promise<unknown> {
  const view = await new View(parse(compile(spec).spec), { renderer: "none", logLevel: None }).runAsync();
  try {
    return toldBy((view.scenegraph() as unknown as { root: Node }).root);
  } finally {
    view.finalize();
  }
}

interface Node {
  tooltip?: unknown;
  items?: Node[];
}

const toldBy = ({ tooltip, items = [] }: Node): unknown =>
  tooltip ?? items.reduce<unknown>((told, item) => told ?? toldBy(item), undefined);
