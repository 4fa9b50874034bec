// @ts-nocheck
import { route, withParams } from "../state/route.ts";

interface Page<T> {
  items: T[];
  page: number;
  pages: number;
}

/** The part of a list that the address asks for. */
export function pageOf<T>(list: T[], size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const wanted = Math.floor(Number(route.value.params.page ?? 1)) || 1;
  const page = Math.min(Math.max(wanted, 1), pages);
  return { items: list.slice((page - 1) * size, page * size), page, pages };
}

export function Pager({ page, pages, of }: { page: number; pages: number; of: string }) {
  if (pages === 1) return null;
  const step = (to: number, label: string) =>
    to < 1 || to > pages ? (
      <span class="button off">{label}</span>
    ) : (
      <a
        class="button"
        href={withParams({ page: to === 1 ? "" : String(to) })}
        onClick={() => scrollTo(0, 0)}
      >
        {label}
      </a>
    );
  return (
    <nav class="pager" aria-label={`Pages of ${of}`}>
      {step(page - 1, "Previous")}
      <span>{`Page ${page.toLocaleString("en")} of ${pages.toLocaleString("en")}`}</span>
      {step(page + 1, "Next")}
    </nav>
  );
}
