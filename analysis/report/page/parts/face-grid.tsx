import { Tile } from "./tile.tsx";

interface Props {
  places: readonly number[];
  /** Everything that the grid shows a page of, in its order. */
  order: readonly number[];
  saysWho?: boolean;
}

export function FaceGrid({ places, order, saysWho = true }: Props) {
  return (
    <ul class="faces" onKeyDown={moveFocus}>
      {places.map((place) => (
        <li key={place}>
          <Tile place={place} order={order} saysWho={saysWho} />
        </li>
      ))}
    </ul>
  );
}

/** Arrows go from face to face, as they lie on the screen. */
export function moveFocus(event: KeyboardEvent): void {
  const grid = event.currentTarget as HTMLElement;
  const tiles = [...grid.querySelectorAll<HTMLElement>(".face")];
  // From the face, or from the button that selects it.
  const focused = document.activeElement?.closest(".tile")?.querySelector<HTMLElement>(".face");
  const at = focused ? tiles.indexOf(focused) : -1;
  if (at < 0) return;
  const top = tiles[0]!.getBoundingClientRect().top;
  const columns = tiles.findIndex((tile) => tile.getBoundingClientRect().top > top + 1);
  const step: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns < 0 ? tiles.length : columns,
    ArrowUp: columns < 0 ? -tiles.length : -columns,
  };
  const next = tiles[at + (step[event.key] ?? Number.NaN)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
