// @ts-nocheck
import type { Attributes } from "../../payload.ts";

const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");
const ofHundred = (value: number | undefined) => (value === undefined ? undefined : `${value} of 100`);

/** What was measured on a face; what was not is left out. */
export function Facts({ of, id }: { of: Attributes; id?: string }) {
  const { ageLow, ageHigh, gender, emotion, brightness, sharpness, smile, eyeglasses, sunglasses } = of;
  const glasses = sunglasses ? "sunglasses" : yesNo(eyeglasses);
  const facts: [string, string | undefined][] = [
    ["Age", ageLow === undefined ? undefined : `${ageLow} to ${ageHigh}, estimated`],
    ["Emotion", emotion],
    ["Looks", gender],
    ["Smile", yesNo(smile)],
    ["Glasses", glasses],
    ["Brightness", ofHundred(brightness)],
    ["Sharpness", ofHundred(sharpness)],
    ["FaceId", id],
  ];
  return (
    <dl class="facts">
      {facts.map(([term, text]) =>
        text === undefined ? null : (
          <>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </>
        ),
      )}
    </dl>
  );
}
