import { describe, expect, it } from "vitest";
import { assertClaimable, isHeld } from "../../core/claim-rules.ts";
import type { Photo } from "../../core/photo-event.ts";
import type { PhotoItem } from "../../core/photo-record.ts";

const NOW = 1000;
const circumstances = { rulesVersion: "rules 1", now: NOW };
const photo = { execution: "mine", photo: "b.jpg", name: "b", etag: "e" } as Photo;
const item = (changes: Partial<PhotoItem>): PhotoItem => ({
  Etag: "e",
  Status: "CLAIMED",
  Bucket: "lookalike",
  Key: "uploads/a.jpg",
  Photo: "a.jpg",
  Name: "a",
  Owner: "another",
  LeaseUntil: NOW + 1,
  UpdatedAt: "2026-01-01T00:00:00Z",
  ...changes,
});
const claim = (changes: Partial<PhotoItem>) => () => assertClaimable(item(changes), photo, circumstances);

describe("assertClaimable", () => {
  it.each(["CLAIMED", "DETECTED", "INDEXED"] as const)(
    "leaves a photo that another execution holds alone (%s)",
    (Status) => {
      expect(claim({ Status })).toThrow(
        expect.objectContaining({ name: "PhotoBusyError", message: "Another execution is processing a.jpg" }),
      );
    },
  );

  it.each(["CLAIMED", "DETECTED", "INDEXED"] as const)(
    "takes over when the claim has run out (%s)",
    (Status) => {
      expect(claim({ Status, LeaseUntil: NOW })).not.toThrow();
    },
  );

  it("lets an execution have its own photo again", () => {
    expect(claim({ Owner: "mine" })).not.toThrow();
  });

  it("tries a failed photo again", () => {
    expect(claim({ Status: "FAILED" })).not.toThrow();
  });

  it("names the original of a duplicate", () => {
    expect(claim({ Status: "DONE" })).toThrow(
      expect.objectContaining({ name: "EtagError", message: '{"original":"a.jpg"}' }),
    );
  });

  it("rejects again without paying what was rejected by the same rules", () => {
    const rejected = {
      Status: "REJECTED",
      Reason: "FaceRequirementError",
      RulesVersion: "rules 1",
      Message: "too dark",
    } as const;
    expect(claim(rejected)).toThrow(
      expect.objectContaining({ name: "FaceRequirementError", message: "too dark" }),
    );
  });

  it("judges a photo again that other rules rejected", () => {
    expect(
      claim({ Status: "REJECTED", Reason: "FaceRequirementError", RulesVersion: "rules 0" }),
    ).not.toThrow();
  });

  it("needs no second look for a photo without faces, whatever the rules", () => {
    expect(claim({ Status: "REJECTED", Reason: "NoFaceError", RulesVersion: "rules 0" })).toThrow(
      expect.objectContaining({ name: "NoFaceError" }),
    );
  });

  it("says the reason where no message was kept, and looks again where it knows no such reason", () => {
    expect(claim({ Status: "REJECTED", Reason: "EmptyFileError" })).toThrow(
      expect.objectContaining({ name: "EmptyFileError", message: "EmptyFileError" }),
    );
    expect(claim({ Status: "REJECTED", Reason: "OfAnEarlierVersion" })).not.toThrow();
    expect(claim({ Status: "REJECTED" })).not.toThrow();
  });

  it("does not take an erased photo back", () => {
    expect(claim({ Status: "FORGOTTEN" })).toThrow(
      expect.objectContaining({
        name: "ForgottenError",
        message: expect.stringContaining("erased on request"),
      }),
    );
  });
});

describe("isHeld", () => {
  it("holds only while the lease runs and the photo is processing", () => {
    expect(isHeld(item({}), NOW)).toBe(true);
    expect(isHeld(item({}), NOW + 1)).toBe(false);
    for (const Status of ["DETECTED", "INDEXED"] as const) expect(isHeld(item({ Status }), NOW)).toBe(true);
    for (const Status of ["DONE", "FAILED", "REJECTED", "FORGOTTEN"] as const)
      expect(isHeld(item({ Status }), NOW)).toBe(false);
  });
});
