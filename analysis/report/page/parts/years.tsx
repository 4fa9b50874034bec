import { counted } from "../../../../core/counted.ts";
import type { ListedFace } from "../state/filters.ts";
import { formatRoute } from "../state/route.ts";
import { byYear, withoutDate } from "../state/years.ts";
import { Picture } from "./picture.tsx";

interface Props {
  subjects: ListedFace[];
  /** Kept when a year is chosen: the other filters of the address. */
  params: Record<string, string>;
  title: string;
  /** Shows a face of each year. */
  hasFaces?: boolean;
}

/** A bar a year, each leading to its faces; says how many photos have no date. */
export function Years({ subjects, params, title, hasFaces = false }: Props) {
  const years = byYear(subjects);
  if (years.length === 0) return null;
  const undated = withoutDate(subjects);
  const most = Math.max(...years.map(({ faces }) => faces.length));
  return (
    <section class="years" aria-label={title}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ol tabIndex={0} aria-label="Years">
        {years.map(({ year, faces }) => (
          <li key={year}>
            <a
              href={formatRoute({
                view: "faces",
                params: { ...params, page: "", date: `${year}-01-01~${year}-12-31` },
              })}
            >
              <span class="column">
                <span style={{ height: `${(100 * faces.length) / most}%` }} />
              </span>
              {hasFaces ? <Picture place={faces[0]!.place} /> : null}
              <strong>{year}</strong>
              <span class="more">{counted(faces.length, "face")}</span>
            </a>
          </li>
        ))}
      </ol>
      {undated ? <p class="count">{`${undated}.`}</p> : null}
    </section>
  );
}
