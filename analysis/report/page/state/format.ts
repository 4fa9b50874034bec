const FORM = { dateStyle: "medium", timeStyle: "short" } as const;

/** `4 May 2019, 14:03`; the time as the camera had it. */
export const timeTaken = (taken: string) =>
  new Date(`${taken}Z`).toLocaleString("en-GB", { ...FORM, timeZone: "UTC" });

/** `27 Nov 2026, 09:15`; the time where the page is looked at. */
export const timeHere = (at: string) => new Date(at).toLocaleString("en-GB", FORM);
