/** What each decision says, in faces: pure, from the words of the user and who is who now. All throw DecisionRefused. */
import { isBirthDate } from "./born.ts";
import type { Verdict } from "./decisions.ts";
import { type Directory, refused } from "./directory.ts";
import { type Person, summaryOf } from "./snapshot.ts";

export function name(directory: Directory, who: string, text: string, isShared: boolean): Verdict {
  const person = directory.person(who);
  const name = text.trim().normalize("NFC");
  if (name === "" && person.name === null) throw refused({ code: "EMPTY_NAME" });
  if (name === (person.name ?? "")) throw refused({ code: "ALREADY_SO" });
  const by = directory.now.people.find((other) => other !== person && other.name === name);
  if (by && !isShared && name !== "") {
    throw refused({ code: "NAME_TAKEN", name, person: summaryOf(person), by: summaryOf(by) });
  }
  return { type: "name", name, faces: directory.personRef(person).faces, person: person.id };
}

export function merge(directory: Directory, keep: string, gone: string): Verdict {
  const [one, two] = directory.twoPeople(keep, gone);
  directory.assertNotApart(new Set(one.places), new Set(two.places));
  return { type: "merge", people: [directory.personRef(one), directory.personRef(two)] };
}

/** @param newId of the person that the faces become */
export function split(directory: Directory, faces: string[], newId: string): Verdict {
  const places = directory.faces(faces);
  const homes = new Set(places.map((place) => directory.now.home[place]));
  const [home] = homes;
  if (homes.size === 1 && home?.places.length === places.length) throw refused({ code: "ALREADY_SO" });
  return { type: "split", faces: directory.refs(places), person: newId };
}

/** @param to a person, or `new`, unless somebody is called so */
export function move(directory: Directory, faces: string[], to: string, newId: string): Verdict {
  const isNew = to.toLowerCase() === "new" && !directory.now.people.some(({ name }) => name === to);
  return isNew
    ? split(directory, faces, newId)
    : moveTo(directory, directory.faces(faces), directory.person(to));
}

function moveTo(directory: Directory, places: number[], to: Person): Verdict {
  const moving = places.filter((place) => directory.now.home[place] !== to);
  const rest = to.places.filter((place) => !places.includes(place));
  if (rest.length === 0) throw refused({ code: "ALREADY_SO" });
  // Faces that are there already are moved too: it pins them.
  directory.assertNotApart(new Set(moving), new Set(rest), moving);
  return {
    type: "move",
    faces: directory.refs(places),
    to: directory.personRef({ ...to, places: rest }),
  };
}

export function ignore(directory: Directory, facesOrPeople: string[]): Verdict {
  const places = [...new Set(facesOrPeople.flatMap((word) => directory.facesOf(word)))];
  if (places.length === 0) throw refused({ code: "NO_FACES" });
  if (places.every((place) => directory.now.home[place] === undefined)) throw refused({ code: "ALREADY_SO" });
  return { type: "ignore", faces: directory.refs(places) };
}

export function reject(directory: Directory, faces: string[], who: string): Verdict {
  const [places, person] = [directory.faces(faces), directory.person(who)];
  const stranger = places.find((place) => directory.now.home[place] !== person);
  if (stranger !== undefined) {
    throw refused({
      code: "NOT_THEIRS",
      face: directory.faceKey(stranger),
      person: summaryOf(person),
    });
  }
  if (places.length === person.places.length) throw refused({ code: "ALREADY_SO" });
  const rest = { ...person, places: person.places.filter((place) => !places.includes(place)) };
  return { type: "reject", faces: directory.refs(places), from: directory.personRef(rest) };
}

export function same(directory: Directory, a: string, b: string): Verdict {
  const [one, two] = [directory.asFace(a), directory.asFace(b)];
  if (one !== undefined && two !== undefined) return sameFaces(directory, one, two);
  if (one !== undefined) return moveTo(directory, [one], directory.person(b));
  if (two !== undefined) return moveTo(directory, [two], directory.person(a));
  return merge(directory, a, b);
}

/** The face that fits its own person worse goes to the other's. */
function sameFaces(directory: Directory, a: number, b: number): Verdict {
  if (a === b) throw refused({ code: "SAME_FACE", face: directory.faceKey(a) });
  const { graph, now } = directory;
  const [one, two] = [now.home[a], now.home[b]];
  const ownMean = (place: number, home: Person | undefined) =>
    home === undefined || home.places.length === 1 ? -1 : (graph.mean(place, new Set(home.places)) ?? 0);
  const isFirst = ownMean(a, one) < ownMean(b, two);
  const [moving, staying] = isFirst ? [a, b] : [b, a];
  const home = isFirst ? two : one;
  if (home === undefined) throw refused({ code: "FACE_IGNORED", face: directory.faceKey(staying) });
  directory.assertNotApart(new Set([moving]), new Set(home.places), [moving], new Set([a, b]));
  const to = { person: home.id, faces: directory.refs([staying]) };
  return { type: "move", faces: directory.refs([moving]), to };
}

export function different(directory: Directory, a: string, b: string): Verdict {
  const [one, two] = [directory.asFace(a), directory.asFace(b)];
  if (one !== undefined && two !== undefined) {
    if (one === two) throw refused({ code: "SAME_FACE", face: directory.faceKey(one) });
    const [x, y] = directory.refs([one, two]);
    return { type: "different", faces: [x!, y!] };
  }
  if (one !== undefined) return faceIsNot(directory, one, b);
  if (two !== undefined) return faceIsNot(directory, two, a);
  const [p, q] = directory.twoPeople(a, b);
  return { type: "distinct", people: [directory.personRef(p), directory.personRef(q)] };
}

/** Says so of a face that is with another person too: it never comes to this one. */
function faceIsNot(directory: Directory, place: number, who: string): Verdict {
  const person = directory.person(who);
  if (directory.now.home[place] === person)
    return reject(directory, [directory.graph.faces[place]!.faceId], who);
  return { type: "reject", faces: directory.refs([place]), from: directory.personRef(person) };
}

export function born(directory: Directory, who: string, date: string): Verdict {
  const person = directory.person(who);
  if (!isBirthDate(date)) throw refused({ code: "BAD_DATE", text: date });
  if (person.born === date) throw refused({ code: "ALREADY_SO" });
  return { type: "born", born: date, person: directory.personRef(person) };
}

/** @param id of a decision; by default the latest that stands */
export function undo({ decisions }: Directory, id?: number): Verdict {
  const undone = id === undefined ? decisions.at(-1) : decisions.find((decision) => decision.id === id);
  if (undone) return { type: "undo", undoes: undone.id };
  throw refused(id === undefined ? { code: "NOTHING_TO_UNDO" } : { code: "UNKNOWN_DECISION", id });
}
