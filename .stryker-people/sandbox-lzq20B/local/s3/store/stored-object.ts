// @ts-nocheck
import type { Checksums } from "../checksums/checksum.ts";

/** A checksum of the whole body, or (COMPOSITE) of the parts' checksums. */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** What is given when an object is written, besides its bytes. */
export interface ObjectDraft {
  /** Hex MD5; of a multipart upload the MD5 of the parts' MD5s, `-` and their number. */
  etag: string;
  size: number;
  /** Response headers kept with the object (content-type, x-amz-meta-…), by lower-case name. */
  headers: Record<string, string>;
  checksums?: Checksums;
  checksumType?: ChecksumType;
  /** The parts' sizes, of a multipart upload. */
  parts?: number[];
  /** The parts' checksums, where the upload had an algorithm. */
  partChecksums?: string[];
  /** As the x-amz-tagging header has it: `a=b&c=d`. */
  tagging?: string;
  /** The multipart upload that this came from. */
  upload?: string;
}

interface Write {
  key: string;
  /** Absent: `null`, which is what a bucket gives that does not (or did not yet) keep versions. */
  versionId?: string;
  /** Milliseconds since 1970. */
  time: number;
  /** Orders the writes to a key, as in an event notification: later ones compare greater as text. */
  sequencer: string;
}

/** One version of an object. */
export interface StoredObject extends ObjectDraft, Write {
  /** Where the body is while this is the newest version, relative to the bucket's `objects` folder. */
  path: string;
}

/** What a delete without a version id puts on top of the versions: the key looks empty, nothing is lost. */
export interface DeleteMarker extends Write {
  isDeleteMarker: true;
}

export type Version = StoredObject | DeleteMarker;
