import { computed } from "@preact/signals";
import { useState } from "preact/hooks";
import { activeFilters, IS_KNOWN, ORDERS } from "../state/filters.ts";
import { listedFaces } from "../state/listed-faces.ts";
import { data, groups } from "../state/model.ts";
import { folderOf } from "../state/photo-names.ts";
import { route } from "../state/route.ts";
import { Choice, Span, TextFilter } from "./filter-fields.tsx";

const MAX_FOLDERS = 200;

const distinct = (values: (string | undefined)[]) =>
  [...new Set(values.filter((value) => value !== undefined && value !== ""))].sort() as string[];
const emotions = computed(() => distinct(data.value.faces.map(({ emotion }) => emotion)));
const genders = computed(() => distinct(data.value.faces.map(({ gender }) => gender)));
const folders = computed(() =>
  distinct(data.value.photos.map(({ photo }) => folderOf(photo))).slice(0, MAX_FOLDERS),
);
const hasDates = computed(() => data.value.photos.some(({ taken }) => taken !== undefined));
const hasGlasses = computed(() => listedFaces.value.some(IS_KNOWN.glasses));
const hasSunglasses = computed(() => data.value.faces.some(({ sunglasses }) => sunglasses !== undefined));
const orders = computed(() =>
  Object.entries(ORDERS).filter(([name]) => hasDates.value || !["newest", "oldest"].includes(name)),
);

export function Filters() {
  const { params } = route.value;
  const more = activeFilters(params).filter((filter) => filter !== "q").length;
  // Once open it stays so, also when the last filter goes.
  const [isOpen, setOpen] = useState(more > 0);
  return (
    <search>
      <form class="filters" aria-label="Filter faces" onSubmit={(event) => event.preventDefault()}>
        <TextFilter />
        <Choice
          name="order"
          label="Order"
          any=""
          options={orders.value.map(([v, { label }]) => [v, label])}
        />
        <details
          class="more"
          open={isOpen || more > 0}
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>{more > 0 ? `Filters · ${more}` : "Filters"}</summary>
          <MoreFilters />
        </details>
      </form>
    </search>
  );
}

function MoreFilters() {
  const people = groups.value.map((person): [string, string] => [
    person.id,
    person.name === undefined ? person.id : `${person.name} (${person.id})`,
  ]);
  return (
    <div class="filter-grid">
      <Choice name="person" label="Person" options={[...people, ["none", "nobody"]]} />
      <Choice name="emotion" label="Emotion" options={emotions.value.map((one) => [one, one])} />
      <Choice name="smile" label="Smile" options={YES_NO} />
      {hasGlasses.value ? (
        <Choice
          name="glasses"
          label="Glasses"
          options={[
            ["eye", "eyeglasses"],
            ...(hasSunglasses.value ? ([["sun", "sunglasses"]] as [string, string][]) : []),
            ["none", "none"],
          ]}
        />
      ) : null}
      <Choice name="gender" label="Looks" options={genders.value.map((one) => [one, one])} />
      <Choice
        name="quality"
        label="Quality"
        options={[
          ["good", "sharp and bright"],
          ["blurred", "rather blurred"],
          ["dark", "rather dark"],
        ]}
      />
      <Span name="age" label="Age" type="number" />
      {hasDates.value ? <Span name="date" label="Taken" type="date" /> : null}
      {folders.value.length > 0 ? (
        <Choice name="folder" label="Folder" options={folders.value.map((one) => [one, one])} />
      ) : null}
    </div>
  );
}

const YES_NO: [string, string][] = [
  ["yes", "yes"],
  ["no", "no"],
];
