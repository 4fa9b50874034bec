// @ts-nocheck
import { useState } from "preact/hooks";
import { app } from "../state/model.ts";
import { Picture } from "./picture.tsx";

/** A small picture of a whole photo: the report's own, or what the app's server makes of the photo. */
export function PhotoPicture({ photo, place }: { photo: string; place: number | undefined }) {
  const [hasFailed, setFailed] = useState(false);
  const own = app();
  if (!own) return <Picture place={place} />;
  if (hasFailed) return <span class="picture none">no picture</span>;
  return (
    <span class="picture">
      <img
        alt=""
        src={`${own.photo(photo)}&side=240`}
        decoding="async"
        loading="lazy"
        onError={() => setFailed(true)}
      />
    </span>
  );
}
