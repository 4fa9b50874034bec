/** What each decision says, in faces: pure, from the words of the user and who is who now. All throw DecisionRefused. */
import { isBirthDate, isInFuture } from "./birth-date.ts";
import type { NewDecision } from "./decisions.ts";
import { foldedName, nameFault, tidyName } from "./person-name.ts";
import { type Resolver, refused } from "./resolver.ts";
import { type Person, summaryOf } from "./snapshot.ts";

export function name(resolver: Resolver, who: string, text: string, isShared: boolean): NewDecision {
  const person = resolver.person(who);
  const fault = nameFault(text, (word) => resolver.isFace(word));
  if (fault !== undefined) throw refused({ code: "BAD_NAME", name: text, fault });
  const name = tidyName(text);
  if (name === "" && person.name === null) throw refused({ code: "EMPTY_NAME" });
  if (name === (person.name ?? "")) throw refused({ code: "ALREADY_SO" });
  const by = resolver.now.people.find(
    (other) => other !== person && other.name !== null && foldedName(other.name) === foldedName(name),
  );
  if (by && !isShared && name !== "") {
    throw refused({ code: "NAME_TAKEN", name, person: summaryOf(person), by: summaryOf(by) });
  }
  return { type: "name", name, faces: resolver.personRef(person).faces, person: person.id };
}

export function merge(resolver: Resolver, keep: string, gone: string): NewDecision {
  const [one, two] = resolver.twoPeople(keep, gone);
  resolver.assertNotApart(new Set(one.places), new Set(two.places));
  return { type: "merge", people: [resolver.personRef(one), resolver.personRef(two)] };
}

/** @param newId of the person that the faces become */
export function split(resolver: Resolver, faces: string[], newId: string): NewDecision {
  const places = resolver.faces(faces);
  const homes = new Set(places.map((place) => resolver.now.home[place]));
  const [home] = homes;
  if (homes.size === 1 && home?.places.length === places.length) throw refused({ code: "ALREADY_SO" });
  return { type: "split", faces: resolver.refs(places), person: newId };
}

/** @param to a person, or `new`, unless somebody is called so */
export function move(resolver: Resolver, faces: string[], to: string, newId: string): NewDecision {
  const isNew = to.toLowerCase() === "new" && !resolver.now.people.some(({ name }) => name === to);
  return isNew ? split(resolver, faces, newId) : moveTo(resolver, resolver.faces(faces), resolver.person(to));
}

function moveTo(resolver: Resolver, places: number[], to: Person): NewDecision {
  const moving = places.filter((place) => resolver.now.home[place] !== to);
  const rest = to.places.filter((place) => !places.includes(place));
  // Faces that are there by their looks are moved too: it pins them.
  if (rest.length === 0 || isPinned(resolver, places, to)) throw refused({ code: "ALREADY_SO" });
  resolver.assertNotApart(new Set(moving), new Set(rest), moving);
  return {
    type: "move",
    faces: resolver.refs(places),
    to: resolver.personRef({ ...to, places: rest }),
  };
}

/** Whether decisions put all of these to the person. */
const isPinned = ({ now }: Resolver, places: number[], person: Person): boolean =>
  places.every((place) => now.home[place] === person && now.placement.placedBy.has(place));

export function ignore(resolver: Resolver, facesOrPeople: string[]): NewDecision {
  const places = [...new Set(facesOrPeople.flatMap((word) => resolver.facesOf(word)))];
  if (places.length === 0) throw refused({ code: "NO_FACES" });
  if (places.every((place) => resolver.now.home[place] === undefined)) throw refused({ code: "ALREADY_SO" });
  return { type: "ignore", faces: resolver.refs(places) };
}

export function reject(resolver: Resolver, faces: string[], who: string): NewDecision {
  const [places, person] = [resolver.faces(faces), resolver.person(who)];
  const stranger = places.find((place) => resolver.now.home[place] !== person);
  if (stranger !== undefined) {
    throw refused({
      code: "NOT_THEIRS",
      face: resolver.faceKey(stranger),
      person: summaryOf(person),
    });
  }
  if (places.length === person.places.length) throw refused({ code: "ALREADY_SO" });
  const rest = { ...person, places: person.places.filter((place) => !places.includes(place)) };
  return { type: "reject", faces: resolver.refs(places), from: resolver.personRef(rest) };
}

export function same(resolver: Resolver, a: string, b: string): NewDecision {
  const [one, two] = [resolver.asFace(a), resolver.asFace(b)];
  if (one !== undefined && two !== undefined) return sameFaces(resolver, one, two);
  if (one !== undefined) return moveTo(resolver, [one], resolver.person(b));
  if (two !== undefined) return moveTo(resolver, [two], resolver.person(a));
  return merge(resolver, a, b);
}

/** The face that fits its own person worse goes to the other's. */
function sameFaces(resolver: Resolver, a: number, b: number): NewDecision {
  if (a === b) throw refused({ code: "SAME_FACE", face: resolver.faceKey(a) });
  const { graph, now } = resolver;
  const [one, two] = [now.home[a], now.home[b]];
  const ownMean = (place: number, home: Person | undefined) =>
    home === undefined || home.places.length === 1 ? -1 : (graph.mean(place, new Set(home.places)) ?? 0);
  const isFirst = ownMean(a, one) < ownMean(b, two);
  const [moving, staying] = isFirst ? [a, b] : [b, a];
  const home = isFirst ? two : one;
  if (home === undefined) throw refused({ code: "FACE_IGNORED", face: resolver.faceKey(staying) });
  if (isPinned(resolver, [moving], home)) throw refused({ code: "ALREADY_SO" });
  resolver.assertNotApart(new Set([moving]), new Set(home.places), [moving], new Set([a, b]));
  const to = { person: home.id, faces: resolver.refs([staying]) };
  return { type: "move", faces: resolver.refs([moving]), to };
}

export function different(resolver: Resolver, a: string, b: string): NewDecision {
  const [one, two] = [resolver.asFace(a), resolver.asFace(b)];
  if (one !== undefined && two !== undefined) {
    if (one === two) throw refused({ code: "SAME_FACE", face: resolver.faceKey(one) });
    if (resolver.isTold("different", [one], [two])) throw refused({ code: "ALREADY_SO" });
    const [x, y] = resolver.refs([one, two]);
    return { type: "different", faces: [x!, y!] };
  }
  if (one !== undefined) return faceIsNot(resolver, one, b);
  if (two !== undefined) return faceIsNot(resolver, two, a);
  const [p, q] = resolver.twoPeople(a, b);
  if (resolver.isTold("distinct", p.places, q.places)) throw refused({ code: "ALREADY_SO" });
  return { type: "distinct", people: [resolver.personRef(p), resolver.personRef(q)] };
}

/** Says so of a face that is with another person too: it never comes to this one. */
function faceIsNot(resolver: Resolver, place: number, who: string): NewDecision {
  const person = resolver.person(who);
  if (resolver.now.home[place] === person)
    return reject(resolver, [resolver.graph.faces[place]!.faceId], who);
  if (resolver.isTold("reject", [place], person.places)) throw refused({ code: "ALREADY_SO" });
  return { type: "reject", faces: resolver.refs([place]), from: resolver.personRef(person) };
}

export function born(resolver: Resolver, who: string, date: string): NewDecision {
  const person = resolver.person(who);
  if (!isBirthDate(date)) throw refused({ code: "BAD_DATE", text: date });
  if (isInFuture(date)) throw refused({ code: "FUTURE_DATE", date });
  if (person.born === date) throw refused({ code: "ALREADY_SO" });
  return { type: "born", born: date, person: resolver.personRef(person) };
}

/** @param id of a decision; by default the latest that stands */
export function undo({ decisions }: Resolver, id?: number): NewDecision {
  const undone = id === undefined ? decisions.at(-1) : decisions.find((decision) => decision.id === id);
  if (undone) return { type: "undo", undoes: undone.id };
  throw refused(id === undefined ? { code: "NOTHING_TO_UNDO" } : { code: "UNKNOWN_DECISION", id });
}
