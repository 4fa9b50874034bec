import { ages } from "./ages.ts";
import type { Chart } from "./chart.ts";
import { emotions } from "./emotions.ts";
import { outcomes } from "./outcomes.ts";
import { peopleSizes } from "./people-sizes.ts";
import { pose } from "./pose.ts";
import { quality } from "./quality.ts";
import { similarities } from "./similarities.ts";
import { thresholdPairs, thresholds } from "./thresholds.ts";
import { together } from "./together.ts";
import { years } from "./years.ts";

/** Every chart, in the order the report shows them. */
export const CHARTS = [
  outcomes,
  emotions,
  ages,
  similarities,
  quality,
  pose,
  thresholds,
  thresholdPairs,
  peopleSizes,
  years,
  together,
] as const satisfies readonly Chart[];
