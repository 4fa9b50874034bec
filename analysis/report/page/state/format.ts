/** `99.6 %` of 99.61. */
export const percent = (value: number) => `${value.toFixed(1)} %`;

/** `4 May 2019, 14:03`; the time as the camera had it. */
export function dateAndTime(taken: string): string {
  return new Date(`${taken}Z`).toLocaleString("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
}
