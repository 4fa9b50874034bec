import exifReader, { type Exif } from "exif-reader";
import sharp from "sharp";

/** When, with what and where a photo was taken, as its camera wrote it; what it did not write is absent. */
export interface Exposure {
  /** ISO 8601 without a zone, `2019-05-01T12:30:00`: the time that the clock showed where the photo was taken. */
  takenAt?: string;
  /** Offset of that time from UTC, `+02:00`; few cameras write it. */
  takenOffset?: string;
  /** Make and model. */
  camera?: string;
  /** How the stored pixels are to be turned: 1 to 8, as in EXIF; 1 is upright. */
  orientation?: number;
  /** Degrees north. */
  latitude?: number;
  /** Degrees east. */
  longitude?: number;
}

/** Reads the EXIF of an image. Damaged EXIF is no error: what cannot be read is absent. */
export async function readExposure(image: Buffer): Promise<Exposure> {
  try {
    const { exif } = await sharp(image, { limitInputPixels: false }).metadata();
    return exif ? exposureOf(exifReader(exif)) : {};
  } catch {
    return {};
  }
}

function exposureOf({ Image, Photo, GPSInfo }: Partial<Exif>): Exposure {
  // The time of the last change (DateTime) is not taken: any editor writes it.
  const takenAt = localTime(Photo?.DateTimeOriginal) ?? localTime(Photo?.DateTimeDigitized);
  const takenOffset = offset(Photo?.OffsetTimeOriginal) ?? offset(Photo?.OffsetTimeDigitized);
  const camera = cameraName(text(Image?.Make), text(Image?.Model));
  const orientation = Number(Image?.Orientation);
  return {
    ...(takenAt && { takenAt }),
    ...(takenAt && takenOffset && { takenOffset }),
    ...(camera && { camera }),
    ...(orientation >= 1 && orientation <= 8 && { orientation }),
    ...location(GPSInfo),
  };
}

/** exif-reader gives the local time as if it were UTC, and a clock that was never set (`0000:00:00`) as November 1899. */
function localTime(date: unknown): string | undefined {
  const isTime = date instanceof Date && date.getTime() >= Date.UTC(1900, 0);
  return isTime ? date.toISOString().slice(0, 19) : undefined;
}

function offset(value: unknown): string | undefined {
  return /^[+-]\d\d:\d\d$/.exec(text(value))?.[0];
}

/** Many models begin with the maker's name, which is not repeated. */
function cameraName(make: string, model: string): string {
  const isToldTwice = model.toLowerCase().startsWith(make.toLowerCase());
  return (isToldTwice ? model : `${make} ${model}`).trim();
}

/** Text as cameras write it: padded, and in UTF-8 where it should be ASCII, which exif-reader leaves as bytes. */
function text(value: unknown): string {
  const words = Buffer.isBuffer(value) ? value.toString("utf8") : typeof value === "string" ? value : "";
  return words
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 100);
}

function location(gps: Partial<Exif["GPSInfo"]>): Pick<Exposure, "latitude" | "longitude"> {
  const latitude = degrees(gps?.GPSLatitude, text(gps?.GPSLatitudeRef), "S", 90);
  const longitude = degrees(gps?.GPSLongitude, text(gps?.GPSLongitudeRef), "W", 180);
  // Receivers that had no fix write zeros.
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return {};
  return { latitude, longitude };
}

/** Degrees, minutes and seconds as one number, to a millionth of a degree: a tenth of a metre. */
function degrees(value: unknown, hemisphere: string, negative: string, most: number): number | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [whole, minutes, seconds] = value.map(Number) as [number, number, number];
  const size = Math.round((whole + minutes / 60 + seconds / 3600) * 1e6) / 1e6;
  if (!(size >= 0 && size <= most)) return undefined;
  return hemisphere.toUpperCase() === negative && size !== 0 ? -size : size;
}
