// @ts-nocheck
import type { FaceMatches, Payload, PeopleState, ReportChart } from "../../payload.ts";
import type { Decision } from "./decisions.ts";

/** Where the page's data come from: the page itself (the report), or the server that serves it (the app). */
export interface Source {
  /** The whole of it; the app's grows while photos are added. */
  payload: Payload;
  /** Address of the picture at this place; null where there is none, undefined where it has not arrived yet. */
  picture(place: number): string | null | undefined;
  matches(place: number): Promise<FaceMatches>;
  charts(): Promise<ReportChart[]>;
  /** Vega, which draws the charts. */
  vega(): Promise<Vega>;
  /** What the app alone can do. */
  app?: AppSource;
}

export interface AppSource {
  /** Address of the whole photo. */
  photo(photo: string): string;
  decide(decision: Decision): Promise<Decided>;
  search(file: File): Promise<FoundByPhoto>;
  /** Calls back whenever somebody else changed something. */
  watch(changed: (change: { payload?: Payload; people?: PeopleState }) => void): void;
}

export interface Decided {
  people: PeopleState;
  /** What was done, in words. */
  said: string;
}

export interface FoundByPhoto {
  matches: FaceMatches;
  /** Why there is no answer: `No face found on cat.jpg…` */
  problem?: string;
}

/** What the page uses of Vega; it comes as a script of its own. */
export interface Vega {
  parse(spec: object, config: object, options: { ast: boolean }): object;
  View: new (runtime: object, options: object) => VegaView;
  expressionInterpreter: unknown;
}

export interface VegaView {
  signal(name: string, value: unknown): VegaView;
  tooltip(handler: (handler: unknown, event: MouseEvent, item: unknown, value: unknown) => void): VegaView;
  initialize(element: Element): VegaView;
  run(): VegaView;
  finalize(): void;
}
