// @ts-nocheck
import { type Config, None, parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** The chart as an SVG document; drawn without a browser and without any request. */
export async function renderSvg(spec: TopLevelSpec, config: Config = {}): Promise<string> {
  const view = new View(parse(compile(spec).spec, config), { renderer: "none", logLevel: None });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
