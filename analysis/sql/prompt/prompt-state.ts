import type { TextFormat } from "../formats.ts";

export interface PromptState {
  format: TextFormat;
}
