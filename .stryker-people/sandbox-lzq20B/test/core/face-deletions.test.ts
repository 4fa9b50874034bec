// @ts-nocheck
import { expect, it } from "vitest";
import { sortUndeleted } from "../../core/face-deletions.ts";

const OF_A_USER = "ASSOCIATED_TO_AN_EXISTING_USER";

it("takes a face that is not there for deleted", () => {
  const sorted = { ofUsers: new Map(), left: 0, reasons: [] };
  expect(sortUndeleted([{ FaceId: "f", Reasons: ["FACE_NOT_FOUND"] }])).toEqual(sorted);
  expect(sortUndeleted()).toEqual(sorted);
});

it("lists the faces that have to leave their user first, by user", () => {
  const undeleted = [
    { FaceId: "f1", UserId: "u", Reasons: [OF_A_USER] },
    { FaceId: "f2", UserId: "v", Reasons: [OF_A_USER] },
    { FaceId: "f3", UserId: "u", Reasons: [OF_A_USER] },
  ];
  expect(sortUndeleted(undeleted)).toEqual({
    ofUsers: new Map([
      ["u", ["f1", "f3"]],
      ["v", ["f2"]],
    ]),
    left: 0,
    reasons: [],
  });
});

it("counts the others, and names each reason once", () => {
  const undeleted = [
    { FaceId: "f1", Reasons: ["INTERNAL", "ODD"] },
    { FaceId: "f2", Reasons: ["INTERNAL"] },
    { FaceId: "f3", Reasons: [OF_A_USER] },
    { FaceId: "f4", UserId: "u", Reasons: ["ODD"] },
    { FaceId: "f5" },
  ];
  expect(sortUndeleted(undeleted)).toEqual({
    ofUsers: new Map(),
    left: 5,
    reasons: ["INTERNAL", "ODD", OF_A_USER],
  });
});
