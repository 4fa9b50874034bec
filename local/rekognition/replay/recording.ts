import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  DetectFacesResponse,
  FaceMatch,
  IndexFacesResponse,
  SearchFacesResponse,
} from "@aws-sdk/client-rekognition";
import { counted } from "../../../core/counted.ts";
import { photoName, SEARCH_FOLDERS } from "../../../core/key-layout.ts";
import { keyToPath } from "../../../core/key-path.ts";
import { LocalAwsError } from "../../common/local-aws-error.ts";

/** The folder holds no recorded answers. */
export class RecordingError extends LocalAwsError {
  override name = "RecordingError";
}

/**
 * What Rekognition answered for some photos: `images/`, `datas/detect-faces/`, `datas/index-faces/` and searches in
 * `searchs/` or `searches/`.
 */
export interface Recording {
  readonly faceModelVersion: string;
  /** The recorded answer for an image, by the SHA-256 of its bytes. */
  detectFaces(image: string): Promise<DetectFacesResponse | undefined>;
  indexFaces(image: string): Promise<IndexFacesResponse | undefined>;
  /** The recorded similarity of two faces; "below" if a search of one did not list the other. */
  similarity(faceId: string, other: string): number | "below" | undefined;
  /** Whether there is a search of the face itself, and not only those that found it. */
  isSearched(faceId: string): boolean;
  /** The match as the search of `faceId` listed it. */
  match(faceId: string, other: string): FaceMatch | undefined;
}

type Searches = Map<string, Map<string, FaceMatch>>;

/** @throws RecordingError when there are no photos with answers in it */
export async function openRecording(folder: string): Promise<Recording> {
  const names = await namesByImage(join(folder, "images"));
  const { searches, version: searchVersion } = await readSearches(folder);
  const indexed = new Map<string, IndexFacesResponse>();
  for (const name of names.values()) {
    const response = await readJson<IndexFacesResponse>(documentPath(folder, "index-faces", name));
    if (response) indexed.set(name, response);
  }
  const [first] = indexed.values();
  const faceModelVersion = first?.FaceModelVersion ?? searchVersion;
  if (names.size === 0 || faceModelVersion === undefined) {
    throw new RecordingError(
      `No recorded answers in ${folder}: ${counted(names.size, "image")} and ` +
        `${counted(indexed.size, "answer")} of IndexFaces. It should hold images/, datas/detect-faces/ and datas/index-faces/.`,
    );
  }
  const recordedFaces = new Set(
    [...indexed.values()].flatMap(({ FaceRecords = [] }) => FaceRecords.map(({ Face }) => Face?.FaceId)),
  );
  const listed = (faceId: string, other: string) => {
    const matches = searches.get(faceId);
    return matches && (matches.get(other)?.Similarity ?? "below");
  };
  return {
    faceModelVersion,
    async detectFaces(image) {
      const name = names.get(image);
      return name === undefined ? undefined : readJson(documentPath(folder, "detect-faces", name));
    },
    async indexFaces(image) {
      const name = names.get(image);
      return name === undefined ? undefined : indexed.get(name);
    },
    similarity(faceId, other) {
      if (!recordedFaces.has(faceId) || !recordedFaces.has(other)) return undefined;
      return listed(faceId, other) ?? listed(other, faceId);
    },
    isSearched: (faceId) => searches.has(faceId),
    match: (faceId, other) => searches.get(faceId)?.get(other),
  };
}

const documentPath = (folder: string, kind: string, name: string) =>
  join(folder, "datas", keyToPath(`${kind}/${name}.json`));

/** Document names by the SHA-256 of the photo; the first of two photos with the same bytes counts. */
async function namesByImage(folder: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  for (const file of files) {
    const image = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    const photo = file.slice(folder.length + 1).replaceAll("\\", "/");
    if (!names.has(image)) names.set(image, photoName(photo));
  }
  return names;
}

async function readSearches(folder: string): Promise<{ searches: Searches; version?: string }> {
  const searches: Searches = new Map();
  let version: string | undefined;
  for (const place of [...SEARCH_FOLDERS, ...SEARCH_FOLDERS.map((name) => join("datas", name))]) {
    const files = await readdir(join(folder, place), { recursive: true }).catch(() => []);
    for (const file of files.filter((name) => name.endsWith(".json"))) {
      const response = await readJson<SearchFacesResponse>(join(folder, place, file));
      if (response?.SearchedFaceId === undefined || searches.has(response.SearchedFaceId)) continue;
      version ??= response.FaceModelVersion;
      const matches = (response.FaceMatches ?? []).map((match) => [match.Face?.FaceId ?? "", match] as const);
      searches.set(response.SearchedFaceId, new Map(matches));
    }
  }
  return { searches, ...(version !== undefined && { version }) };
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new RecordingError(`The recorded answer ${file} is not JSON. Delete it or record it again.`, {
      cause,
    });
  }
}
