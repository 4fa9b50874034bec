import type { SearchFacesByImageRequest } from "@aws-sdk/client-rekognition";
import { analyzeImage } from "./analyze-image.ts";
import { loadImage, type WithImage } from "./image.ts";
import { reasonsAgainst } from "./quality-filter.ts";
import { comparableCollection, type RekognitionService } from "./service.ts";

type Request = WithImage<Pick<SearchFacesByImageRequest, "CollectionId" | "Image" | "QualityFilter">>;

/** The collection to search, and the image's faces, largest first, each with the reasons not to search for it. */
export async function facesToSearch(service: RekognitionService, request: Request) {
  const collection = await comparableCollection(service, request.CollectionId!);
  const image = await loadImage(request.Image, service.readObject);
  const measured = await analyzeImage(service, image, request.Image, { descriptors: true });
  const faces = measured.map((face) => {
    return { face, reasons: reasonsAgainst(face, image, request.QualityFilter) };
  });
  return { collection, faces };
}
