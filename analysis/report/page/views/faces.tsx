import { counted } from "../../../../core/counted.ts";
import { ActiveFilters, inWords } from "../parts/active-filters.tsx";
import { FaceGrid } from "../parts/face-grid.tsx";
import { Filters } from "../parts/filters.tsx";
import { Pager, pageOf } from "../parts/pager.tsx";
import { Years } from "../parts/years.tsx";
import { activeFilters, type Filter, filterFaces, IS_KNOWN, orderFaces } from "../state/filters.ts";
import { listedFaces } from "../state/listed-faces.ts";
import { data } from "../state/model.ts";
import { formatRoute, route } from "../state/route.ts";
import { shownFaces } from "../state/shown-faces.ts";

const FACES_PER_PAGE = 60;

/** The gallery: every kept face, filtered and ordered. */
export function FacesView() {
  const { params } = route.value;
  const all = data.value.faces.length;
  const found = orderFaces(filterFaces(listedFaces.value, params), params.order, "photo");
  const order = found.map(({ place }) => place);
  shownFaces.value = order;
  const { items, page, pages } = pageOf(order, FACES_PER_PAGE);
  const count =
    all === 0
      ? "No face has been kept yet."
      : order.length === all
        ? counted(all, "face")
        : `${order.length.toLocaleString("en")} of ${counted(all, "face")}`;
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Faces</h2>
      <p class="lead">Choose a face to see who looks like it.</p>
      <Filters />
      <div class="count-row">
        <p id="faces-count" class="count" role="status">
          {count}
        </p>
        <ActiveFilters />
      </div>
      <Years subjects={found} params={params} title="When they were taken" />
      {all > 0 && order.length === 0 ? <Empty /> : null}
      <FaceGrid places={items} order={order} />
      <Pager page={page} pages={pages} of="faces" />
    </section>
  );
}

/** Says which filter leaves nothing, and offers to take them off. */
function Empty() {
  const { params } = route.value;
  const active = activeFilters(params);
  const unknown = active.find((filter) => !listedFaces.value.some(IS_KNOWN[filter]));
  // The filter without which most would be found is the one to doubt.
  const blame = active
    .map((filter) => ({ filter, left: filterFaces(listedFaces.value, { ...params, [filter]: "" }).length }))
    .sort((a, b) => b.left - a.left)[0];
  return (
    <div class="nothing">
      <p>
        {active.length === 1
          ? `No face fits: ${inWords(active[0]!, params[active[0]!]!)}.`
          : `No face fits all of the ${active.length} filters.`}
        {unknown === undefined ? "" : ` ${UNKNOWN[unknown] ?? `No model measured it here: ${unknown}`}.`}
        {blame && blame.left > 0 && active.length > 1
          ? ` Without “${LABELS[blame.filter] ?? blame.filter}” it would be ${counted(blame.left, "face")}.`
          : ""}
      </p>
      <p>
        <a class="button" href={formatRoute({ view: "faces", params: {} })}>
          Reset filters
        </a>
      </p>
    </div>
  );
}

const UNKNOWN: Partial<Record<Filter, string>> = { date: "No photo says when it was taken" };

const LABELS: Record<string, string> = { q: "photo or person" };
