import type { Face, Include } from "../faces/face.ts";
import { AwsError } from "../gateway/aws-error.ts";
import type { ImageField, LoadedImage } from "./image.ts";
import type { RekognitionService } from "./service.ts";

/** The faces that the models find in an image. Refused where only recorded answers may be given. */
export async function analyzeImage(
  { models, replayOnly }: RekognitionService,
  image: LoadedImage,
  field: ImageField | undefined,
  include: Include,
): Promise<Face[]> {
  if (!replayOnly) return models.analyze(image, include);
  throw notRecorded(field);
}

export function notRecorded(field: ImageField | undefined): AwsError {
  const name = field?.S3Object?.Name ?? "the image of this request";
  return new AwsError(
    "InvalidParameterException",
    `No answer of this operation is recorded for ${name}, and only recorded answers are replayed (--replay-only)`,
  );
}
