import type { FaceDetail } from "@aws-sdk/client-rekognition";
import { RejectionError } from "../core/errors.ts";
import { meetsRequirements, type PhotoSize, type Requirements, shortcomings } from "../core/requirements.ts";

/** Throws the rejection of a photo without a face that meets the requirements. */
export function checkFaces(faces: FaceDetail[], requirements: Requirements, size: PhotoSize): void {
  if (faces.length === 0) throw new RejectionError("NoFaceError", "No face was found");
  if (faces.some((face) => meetsRequirements(face, requirements, size))) return;
  const lacking = [...new Set(faces.flatMap((face) => shortcomings(face, requirements, size)))].join(", ");
  const subject = faces.length === 1 ? "The only face is" : `None of ${faces.length} faces is good enough:`;
  throw new RejectionError("FaceRequirementError", `${subject} ${lacking}`);
}
