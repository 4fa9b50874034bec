// @ts-nocheck
import * as sdk from "@aws-sdk/client-rekognition";

/**
 * The shapes of Rekognition's service model as the SDK ships them: numbers for simple types, tuples for structures
 * (kind, namespace, name, traits, member names, member types, how many of the first are required) and lists.
 */
type Schema = number | readonly unknown[] | (() => Schema);

const [LIST, STRUCTURE] = [1, 3];
/** A simple type with this bit is a list of it. */
const LIST_OF = 64;
const SIMPLE: Record<number, (value: unknown) => boolean> = {
  0: (value) => typeof value === "string",
  1: (value) => typeof value === "number" && Number.isFinite(value),
  2: (value) => typeof value === "boolean",
  // In JSON a timestamp is seconds.
  4: (value) => typeof value === "number" && value > 1e9 && value < 1e10,
};

/** Which texts there are, for members that the SDK's schemas know as text only. */
const CHOICES: Record<string, object> = {
  "Emotion.Type": sdk.EmotionName,
  "Landmark.Type": sdk.LandmarkType,
  "Gender.Value": sdk.GenderType,
  "UnindexedFace.Reasons": sdk.Reason,
  "UnsearchedFace.Reasons": sdk.UnsearchedFaceReason,
  "UnsuccessfulFaceDeletion.Reasons": sdk.UnsuccessfulFaceDeletionReason,
  "UnsuccessfulFaceAssociation.Reasons": sdk.UnsuccessfulFaceAssociationReason,
  "UnsuccessfulFaceDisassociation.Reasons": sdk.UnsuccessfulFaceDisassociationReason,
  "AssociateFacesResponse.UserStatus": sdk.UserStatus,
  "DisassociateFacesResponse.UserStatus": sdk.UserStatus,
  "MatchedUser.UserStatus": sdk.UserStatus,
  "User.UserStatus": sdk.UserStatus,
};

/** The shape of an operation's answer. */
export function answerShape(operation: string): Schema {
  const schema = (sdk as unknown as Record<string, unknown>)[`${operation}Response$`];
  if (!Array.isArray(schema)) throw new Error(`The SDK knows no answer of ${operation}`);
  return schema;
}

/** Unknown members, wrong types, wrong choices and missing required members of an answer; none when it is right. */
export function violations(shape: Schema, value: unknown, path = "answer", owner = ""): string[] {
  if (typeof shape === "function") return violations(shape(), value, path, owner);
  const schema = shape;
  if (typeof schema === "number") {
    if (schema & LIST_OF) {
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((item, i) => violations(schema & ~LIST_OF, item, `${path}[${i}]`, owner));
    }
    if (!SIMPLE[schema]?.(value)) return [`${path} is no value of type ${schema}: ${JSON.stringify(value)}`];
    const choices = CHOICES[owner];
    return choices && !Object.values(choices).includes(value) ? [`${path} is not one of ${owner}`] : [];
  }
  const [kind, ...parts] = schema;
  if (Array.isArray(kind) || typeof kind === "function")
    return violations(kind as Schema, value, path, owner); // with traits
  if (kind === LIST) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, i) => violations(parts[3] as Schema, item, `${path}[${i}]`));
  }
  if (kind !== STRUCTURE) return [`${path} has a shape that this does not read: ${String(kind)}`];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path} is no structure`];
  const [, name, , members, types, required = 0] = parts as [
    unknown,
    string,
    unknown,
    string[],
    Schema[],
    number?,
  ];
  const given = value as Record<string, unknown>;
  return [
    ...members
      .slice(0, required)
      .filter((member) => !(member in given))
      .map((member) => `${path} lacks ${member}`),
    ...Object.entries(given).flatMap(([member, inner]) => {
      const i = members.indexOf(member);
      return i < 0
        ? [`${path}.${member} is unknown to ${name}`]
        : violations(types[i]!, inner, `${path}.${member}`, `${name}.${member}`);
    }),
  ];
}
