const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Whether the text is a year, a month or a day that exists: 2019, 2019-05, 2019-05-31. */
export function isBirthDate(text: string): boolean {
  const [, year, month = "01", day = "01"] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

/** Whether the year, month or day begins after today, by this computer's calendar. */
export function isInFuture(date: string, now = new Date()): boolean {
  const two = (part: number) => String(part).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return date > today.slice(0, date.length);
}

/**
 * Whether somebody may be on a photo that was taken then, milliseconds since 1970 by the camera's clock: not before
 * the first moment of the birth date. A photo without a date may show anybody.
 */
export function isAliveAt(born: string, takenAt: number | undefined): boolean {
  const [, year, month = "01", day = "01"] = DATE.exec(born) ?? [];
  if (year === undefined || takenAt === undefined) return true;
  return takenAt >= Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}
