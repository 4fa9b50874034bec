// @ts-nocheck
import { counted } from "../../../../core/counted.ts";
import type { ReportPhoto } from "../../payload.ts";
import { Pager, pageOf } from "../parts/pager.tsx";
import { PhotoPicture } from "../parts/photo-picture.tsx";
import { data } from "../state/model.ts";
import { route, withParams } from "../state/route.ts";

const PHOTOS_PER_PAGE = 90;

/** The photos that gave no face, and why. */
export function RejectedView() {
  const photos = data.value.photos.filter(({ why }) => why !== undefined);
  const wanted = route.value.params.why ?? "";
  const shown = wanted === "" ? photos : photos.filter(({ why }) => why === wanted);
  const { items, page, pages } = pageOf(shown, PHOTOS_PER_PAGE);
  const counts = new Map<string, number>();
  for (const { why } of photos) counts.set(why!, (counts.get(why!) ?? 0) + 1);
  const chip = (value: string, label: string, count: number) => (
    <a key={label} class="chip" href={withParams({ why: value, page: "" })} aria-current={wanted === value}>
      {`${label} · ${count.toLocaleString("en")}`}
    </a>
  );
  return (
    <section aria-labelledby="view-title">
      <h2 id="view-title">Photos not kept</h2>
      <p id="rejected-lead" class="lead">
        {data.value.summary.photos === 0
          ? "No photo has been through the pipeline yet."
          : photos.length === 0
            ? "Every photo was kept."
            : `${counted(photos.length, "photo")} of ${data.value.summary.photos.toLocaleString("en")} gave no face worth keeping. Choose one to see why.`}
      </p>
      {photos.length > 0 ? (
        <nav class="chips" aria-label="Reasons">
          {chip("", "all", photos.length)}
          {[...counts].sort((a, b) => b[1] - a[1]).map(([why, count]) => chip(why, why, count))}
        </nav>
      ) : null}
      {photos.length > 0 && shown.length === 0 ? (
        <p class="nothing">
          {`No photo was left out for “${wanted}”. `}
          <a href={withParams({ why: "" })}>Show all</a>
        </p>
      ) : null}
      <ul id="rejected" class="rejected">
        {items.map((photo) => (
          <li key={photo.photo}>
            <Card photo={photo} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} of="photos" />
    </section>
  );
}

function Card({ photo: { photo, why, message, detected, picture } }: { photo: ReportPhoto }) {
  const found = detected ? `${counted(detected, "face")} detected` : undefined;
  const more = [found, message].filter((text) => text !== undefined).join(" · ");
  return (
    <a class="card" href={withParams({ photo })}>
      <PhotoPicture photo={photo} place={picture} />
      <span class="words">
        <strong>{photo}</strong>
        <span class="why">{why}</span>
        {more ? <span class="detail">{more}</span> : null}
      </span>
    </a>
  );
}
