// @ts-nocheck
function stryNS_9fa48() {
  var g = typeof globalThis === 'object' && globalThis && globalThis.Math === Math && globalThis || new Function("return this")();
  var ns = g.__stryker__ || (g.__stryker__ = {});
  if (ns.activeMutant === undefined && g.process && g.process.env && g.process.env.__STRYKER_ACTIVE_MUTANT__) {
    ns.activeMutant = g.process.env.__STRYKER_ACTIVE_MUTANT__;
  }
  function retrieveNS() {
    return ns;
  }
  stryNS_9fa48 = retrieveNS;
  return retrieveNS();
}
stryNS_9fa48();
function stryCov_9fa48() {
  var ns = stryNS_9fa48();
  var cov = ns.mutantCoverage || (ns.mutantCoverage = {
    static: {},
    perTest: {}
  });
  function cover() {
    var c = cov.static;
    if (ns.currentTestId) {
      c = cov.perTest[ns.currentTestId] = cov.perTest[ns.currentTestId] || {};
    }
    var a = arguments;
    for (var i = 0; i < a.length; i++) {
      c[a[i]] = (c[a[i]] || 0) + 1;
    }
  }
  stryCov_9fa48 = cover;
  cover.apply(null, arguments);
}
function stryMutAct_9fa48(id) {
  var ns = stryNS_9fa48();
  function isActive(id) {
    if (ns.activeMutant === id) {
      if (ns.hitCount !== void 0 && ++ns.hitCount > ns.hitLimit) {
        throw new Error('Stryker: Hit count limit reached (' + ns.hitCount + ')');
      }
      return true;
    }
    return false;
  }
  stryMutAct_9fa48 = isActive;
  return isActive(id);
}
import { commandLine } from "../../core/command-line.ts";
import { CommandError } from "../terminal/command.ts";
import type { Change, People } from "./people.ts";
type Decide = (people: People, words: string[], options: {
  sharedName: boolean;
}) => Promise<Change>;
interface Verb {
  /** Its words: `FACE… PERSON|new`. */
  usage: string;
  min: number;
  max: number;
  decide: Decide;
}
const MANY = Number.POSITIVE_INFINITY;
const last = stryMutAct_9fa48("330") ? () => undefined : (stryCov_9fa48("330"), (() => {
  const last = (words: string[]) => words.at(stryMutAct_9fa48("331") ? +1 : (stryCov_9fa48("331"), -1))!;
  return last;
})());

/** The decisions of the command line. */
const VERBS: Record<string, Verb> = stryMutAct_9fa48("332") ? {} : (stryCov_9fa48("332"), {
  name: stryMutAct_9fa48("333") ? {} : (stryCov_9fa48("333"), {
    usage: stryMutAct_9fa48("334") ? "" : (stryCov_9fa48("334"), "PERSON NAME"),
    min: 2,
    max: 2,
    decide: stryMutAct_9fa48("335") ? () => undefined : (stryCov_9fa48("335"), (people, [who, name], {
      sharedName
    }) => people.name(who!, name!, stryMutAct_9fa48("336") ? {} : (stryCov_9fa48("336"), {
      isShared: sharedName
    })))
  }),
  merge: stryMutAct_9fa48("337") ? {} : (stryCov_9fa48("337"), {
    usage: stryMutAct_9fa48("338") ? "" : (stryCov_9fa48("338"), "PERSON PERSON"),
    min: 2,
    max: 2,
    decide: stryMutAct_9fa48("339") ? () => undefined : (stryCov_9fa48("339"), (people, [keep, gone]) => people.merge(keep!, gone!))
  }),
  move: stryMutAct_9fa48("340") ? {} : (stryCov_9fa48("340"), {
    usage: stryMutAct_9fa48("341") ? "" : (stryCov_9fa48("341"), "FACE… PERSON|new"),
    min: 2,
    max: MANY,
    decide: stryMutAct_9fa48("342") ? () => undefined : (stryCov_9fa48("342"), (people, words) => people.move(stryMutAct_9fa48("343") ? words : (stryCov_9fa48("343"), words.slice(0, stryMutAct_9fa48("344") ? +1 : (stryCov_9fa48("344"), -1))), last(words)))
  }),
  split: stryMutAct_9fa48("345") ? {} : (stryCov_9fa48("345"), {
    usage: stryMutAct_9fa48("346") ? "" : (stryCov_9fa48("346"), "FACE…"),
    min: 1,
    max: MANY,
    decide: stryMutAct_9fa48("347") ? () => undefined : (stryCov_9fa48("347"), (people, words) => people.split(words))
  }),
  not: stryMutAct_9fa48("348") ? {} : (stryCov_9fa48("348"), {
    usage: stryMutAct_9fa48("349") ? "" : (stryCov_9fa48("349"), "FACE… PERSON"),
    min: 2,
    max: MANY,
    decide: stryMutAct_9fa48("350") ? () => undefined : (stryCov_9fa48("350"), (people, words) => people.notThisPerson(stryMutAct_9fa48("351") ? words : (stryCov_9fa48("351"), words.slice(0, stryMutAct_9fa48("352") ? +1 : (stryCov_9fa48("352"), -1))), last(words)))
  }),
  same: stryMutAct_9fa48("353") ? {} : (stryCov_9fa48("353"), {
    usage: stryMutAct_9fa48("354") ? "" : (stryCov_9fa48("354"), "A B"),
    min: 2,
    max: 2,
    decide: stryMutAct_9fa48("355") ? () => undefined : (stryCov_9fa48("355"), (people, [a, b]) => people.same(a!, b!))
  }),
  different: stryMutAct_9fa48("356") ? {} : (stryCov_9fa48("356"), {
    usage: stryMutAct_9fa48("357") ? "" : (stryCov_9fa48("357"), "A B"),
    min: 2,
    max: 2,
    decide: stryMutAct_9fa48("358") ? () => undefined : (stryCov_9fa48("358"), (people, [a, b]) => people.different(a!, b!))
  }),
  ignore: stryMutAct_9fa48("359") ? {} : (stryCov_9fa48("359"), {
    usage: stryMutAct_9fa48("360") ? "" : (stryCov_9fa48("360"), "FACE|PERSON…"),
    min: 1,
    max: MANY,
    decide: stryMutAct_9fa48("361") ? () => undefined : (stryCov_9fa48("361"), (people, words) => people.ignore(words))
  }),
  born: stryMutAct_9fa48("362") ? {} : (stryCov_9fa48("362"), {
    usage: stryMutAct_9fa48("363") ? "" : (stryCov_9fa48("363"), "PERSON DATE"),
    min: 2,
    max: 2,
    decide: stryMutAct_9fa48("364") ? () => undefined : (stryCov_9fa48("364"), (people, [who, date]) => people.born(who!, date!))
  }),
  undo: stryMutAct_9fa48("365") ? {} : (stryCov_9fa48("365"), {
    usage: stryMutAct_9fa48("366") ? "" : (stryCov_9fa48("366"), "[N]"),
    min: 0,
    max: 1,
    decide: stryMutAct_9fa48("367") ? () => undefined : (stryCov_9fa48("367"), (people, [id]) => people.undo((stryMutAct_9fa48("370") ? id !== undefined : stryMutAct_9fa48("369") ? false : stryMutAct_9fa48("368") ? true : (stryCov_9fa48("368", "369", "370"), id === undefined)) ? undefined : numberOf(id)))
  })
});
export const DECISION_USAGE = Object.entries(VERBS).map(stryMutAct_9fa48("371") ? () => undefined : (stryCov_9fa48("371"), ([verb, {
  usage
}]) => stryMutAct_9fa48("372") ? `` : (stryCov_9fa48("372"), `${verb} ${usage}`))).join(stryMutAct_9fa48("373") ? "" : (stryCov_9fa48("373"), " | "));
export const isDecision = stryMutAct_9fa48("374") ? () => undefined : (stryCov_9fa48("374"), (() => {
  const isDecision = (verb: string | undefined): verb is string => stryMutAct_9fa48("377") ? verb !== undefined || Object.hasOwn(VERBS, verb) : stryMutAct_9fa48("376") ? false : stryMutAct_9fa48("375") ? true : (stryCov_9fa48("375", "376", "377"), (stryMutAct_9fa48("379") ? verb === undefined : stryMutAct_9fa48("378") ? true : (stryCov_9fa48("378", "379"), verb !== undefined)) && Object.hasOwn(VERBS, verb));
  return isDecision;
})());

/**
 * Takes the decision that the words of the command line ask for: `merge P1 P2`, `move alice1.jpg#2 Anna`.
 *
 * @throws CommandError for too few or too many words; DecisionRefused
 */
export async function decide(people: People, [verb, ...words]: string[], options: {
  sharedName: boolean;
}): Promise<Change> {
  if (stryMutAct_9fa48("380")) {
    {}
  } else {
    stryCov_9fa48("380");
    const {
      usage,
      min,
      max,
      decide
    } = VERBS[verb!]!;
    if (stryMutAct_9fa48("383") ? words.length < min && words.length > max : stryMutAct_9fa48("382") ? false : stryMutAct_9fa48("381") ? true : (stryCov_9fa48("381", "382", "383"), (stryMutAct_9fa48("386") ? words.length >= min : stryMutAct_9fa48("385") ? words.length <= min : stryMutAct_9fa48("384") ? false : (stryCov_9fa48("384", "385", "386"), words.length < min)) || (stryMutAct_9fa48("389") ? words.length <= max : stryMutAct_9fa48("388") ? words.length >= max : stryMutAct_9fa48("387") ? false : (stryCov_9fa48("387", "388", "389"), words.length > max)))) {
      if (stryMutAct_9fa48("390")) {
        {}
      } else {
        stryCov_9fa48("390");
        throw new CommandError(stryMutAct_9fa48("391") ? `` : (stryCov_9fa48("391"), `Usage: ${commandLine(stryMutAct_9fa48("392") ? "" : (stryCov_9fa48("392"), "people"))} ${verb} ${usage}`));
      }
    }
    return await decide(people, words, options);
  }
}
function numberOf(text: string): number {
  if (stryMutAct_9fa48("393")) {
    {}
  } else {
    stryCov_9fa48("393");
    if (stryMutAct_9fa48("395") ? false : stryMutAct_9fa48("394") ? true : (stryCov_9fa48("394", "395"), (stryMutAct_9fa48("399") ? /^\D+$/ : stryMutAct_9fa48("398") ? /^\d$/ : stryMutAct_9fa48("397") ? /^\d+/ : stryMutAct_9fa48("396") ? /\d+$/ : (stryCov_9fa48("396", "397", "398", "399"), /^\d+$/)).test(text))) return Number(text);
    throw new CommandError(stryMutAct_9fa48("400") ? `` : (stryCov_9fa48("400"), `"${text}" is not the number of a decision. List them: ${commandLine(stryMutAct_9fa48("401") ? "" : (stryCov_9fa48("401"), "people"))} decisions`));
  }
}