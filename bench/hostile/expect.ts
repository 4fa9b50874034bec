/** What must become of a file, and what its reason must say. */
export interface Expected {
  /**
   * `taken`: through the models, kept or without a face. `rejected`: with this reason. `unreadable`: the disk would not
   * give it. `other`: left alone, being no photo by its name.
   */
  outcome: "taken" | "rejected" | "unreadable" | "other";
  /** Matches what people are told. */
  says?: RegExp;
  /** Where the bytes are sent by a client that repairs nothing, if that differs. */
  direct?: Expected;
}

export interface HostileFile {
  /** Bytes where it is no text. */
  name: string | Buffer;
  bytes: Buffer;
  kind: string;
  expected: Expected;
}

export const TAKEN: Expected = { outcome: "taken" };
export const REPAIRED: Expected = {
  outcome: "taken",
  direct: { outcome: "rejected", says: /lacks its end marker/ },
};
export const CUT: Expected = {
  outcome: "rejected",
  says: /cut off|damaged|cannot be read|empty|not an image/i,
};
export const format = (name: string): Expected => ({
  outcome: "rejected",
  says: new RegExp(`^${name}; Rekognition takes JPEG and PNG only`),
});
