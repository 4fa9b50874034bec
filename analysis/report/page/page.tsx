import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CommandDialog, QuestionDialog } from "./parts/decision-dialogs.tsx";
import { Header } from "./parts/header.tsx";
import { KeysDialog } from "./parts/keys-dialog.tsx";
import { Notice } from "./parts/notice.tsx";
import { SelectionBar } from "./parts/selection-bar.tsx";
import { Footer, Summary } from "./parts/summary.tsx";
import { focusHeading } from "./state/keep-focus.ts";
import { handleKeys } from "./state/keys.ts";
import { app, data, people, setSource } from "./state/model.ts";
import { route, trackAddress, type View } from "./state/route.ts";
import { clearSelection } from "./state/selection.ts";
import type { Source } from "./state/source.ts";
import { applyTheme } from "./state/theme.ts";
import { ChartsView } from "./views/charts.tsx";
import { DecisionsView } from "./views/decisions.tsx";
import { FaceDialog } from "./views/face-dialog.tsx";
import { FacesView } from "./views/faces.tsx";
import { PeopleView } from "./views/people.tsx";
import { PersonView } from "./views/person.tsx";
import { PhotoDialog } from "./views/photo-dialog.tsx";
import { RejectedView } from "./views/rejected.tsx";
import { ReviewView } from "./views/review.tsx";
import { SearchView, searchWith } from "./views/search.tsx";

const SHOWN: Record<View, () => preact.JSX.Element> = {
  faces: FacesView,
  people: PeopleView,
  person: PersonView,
  review: ReviewView,
  search: SearchView,
  rejected: RejectedView,
  charts: ChartsView,
  decisions: DecisionsView,
};

function Page() {
  const { view, id } = route.value;
  const Shown = SHOWN[view];
  const isFirst = useRef(true);
  useEffect(() => {
    clearSelection();
    // What was chosen on the view before is gone; on the first one, the skip link comes first.
    if (!isFirst.current) focusHeading();
    isFirst.current = false;
  }, [view, id]);
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: a link by what it does, within the page. */}
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1} class={`view-${view}`}>
        {["faces", "people", "charts"].includes(view) ? <Summary /> : null}
        <Shown key={view} />
      </main>
      <Footer />
      <SelectionBar />
      <Notice />
      <FaceDialog />
      <PhotoDialog />
      <KeysDialog />
      <CommandDialog />
      <QuestionDialog />
    </>
  );
}

/** The address stays: it says which view this is. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** Shows the page and follows the address, the keyboard, dropped photos and, in the app, what others change. */
export function showPage(source: Source): void {
  setSource(source);
  applyTheme();
  trackAddress();
  handleKeys();
  followDrops();
  app()?.watch(({ payload, people: now }) => {
    if (payload) data.value = payload;
    people.value = now ?? payload?.people ?? people.value;
  });
  render(<Page />, document.getElementById("page")!);
}

/** A photo may be dropped anywhere; without this the browser would open it in the page's place. */
function followDrops(): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void searchWith(file);
  });
}
