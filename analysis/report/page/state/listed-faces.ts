import { computed } from "@preact/signals";
import type { ListedFace } from "./filters.ts";
import { confidences, data, personOf, photoOf } from "./model.ts";

/** Every face with what is known of it, in the order of photos. */
export const listedFaces = computed<ListedFace[]>(() =>
  data.value.faces.map((face, place) => {
    const person = personOf(place);
    const taken = photoOf.value.get(face.photo)?.taken;
    return {
      face,
      place,
      ...(person && { person: person.id }),
      ...(person?.name !== undefined && { personName: person.name }),
      ...(taken !== undefined && { taken }),
      confidence: confidences.value.get(place) ?? null,
    };
  }),
);
