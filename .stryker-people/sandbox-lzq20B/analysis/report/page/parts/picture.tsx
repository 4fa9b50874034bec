// @ts-nocheck
import { useEffect, useState } from "preact/hooks";
import { source } from "../state/model.ts";

interface Props {
  /** Undefined where there is none. */
  place: number | undefined;
  /** What a screen reader says; empty where the words stand beside it. */
  text?: string;
}

/** The picture at this place, or a grey square that says there is none. */
export function Picture({ place, text = "" }: Props) {
  const [failed, setFailed] = useState<string>();
  const [, setArrived] = useState(false);
  const address = place === undefined ? null : source().picture(place);
  useEffect(() => {
    if (address !== undefined) return;
    const arrived = () => setArrived(true);
    // The page may have arrived between this picture's drawing and its effect.
    if (document.readyState !== "loading") return arrived();
    addEventListener("DOMContentLoaded", arrived, { once: true });
    return () => removeEventListener("DOMContentLoaded", arrived);
  }, [address]);
  if (address === undefined) return <span class="picture" />;
  if (address === null || address === failed) return <span class="picture none">no picture</span>;
  return (
    <span class="picture">
      <img alt={text} src={address} decoding="async" loading="lazy" onError={() => setFailed(address)} />
    </span>
  );
}
