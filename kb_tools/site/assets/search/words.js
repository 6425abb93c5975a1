// Other ways of saying it, and words that say little; the definition is kb_tools/search/question.py.

const SYNONYM = 0.2;
const LONG = 20;
const ENDS_WORD = /[a-z0-9]/;

/**
 * Return {weights, also} of a folded question: term → 1 + ln of how often it is said, function
 * words of a long question less; term → weight of what says the same.
 */
async function weightsOf(index, folded) {
  const counts = new Map();
  for (const term of terms(folded)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weights = new Map([...counts].map(([term, times]) => [term, 1 + Math.log(times)]));
  const least = LONG / Math.max(LONG, lengthOf(folded));
  if (least < 1) {
    for (const term of fillers(folded, await index.read("fillers"))) {
      weights.set(term, weights.get(term) * least);
    }
  }
  const also = new Map();
  for (const phrase of await saidAlike(index, folded)) {
    for (const term of terms(phrase)) if (!weights.has(term)) also.set(term, SYNONYM);
  }
  return { weights, also };
}

/** How many words a folded text has; two Chinese characters are taken for one. */
function lengthOf(folded) {
  let [words, chinese] = [0, 0];
  for (const [, run, word] of runs(folded)) word ? words++ : (chinese += [...run].length);
  return words + Math.floor(chinese / 2);
}

/** Return the terms of a folded text that stand in function words alone. */
function fillers(folded, [latin, chinese]) {
  const small = new Set(latin.split(" "));
  const said = [...runs(folded)];
  const words = new Set(said.map(([, , word]) => word).filter(Boolean));
  const among = (kept) => new Set([...words].filter(kept).flatMap(grams));
  const telling = among((word) => !small.has(word));
  const found = [...among((word) => small.has(word))].filter((gram) => !telling.has(gram));
  const text = said.map(([, run]) => run).filter(Boolean).join(" ");
  const left = new Set(terms(text.replace(new RegExp(chinese, "gu"), " ")));
  return [...found, ...new Set(terms(text).filter((term) => !left.has(term)))];
}

/** Return the other ways of saying what a folded text says, in its own script. */
async function saidAlike(index, folded) {
  const others = new Map();
  if (/[a-z0-9]/.test(folded)) gather(others, await groupsOf(index, "latin"));
  if (/[^\0-\x7f]/.test(folded)) gather(others, await groupsOf(index, "other"));
  const said = new Set(phrasesIn(folded, others));
  return new Set([...said].flatMap((phrase) => others.get(phrase)).filter((o) => !said.has(o)));
}

function gather(others, groups) {
  for (const group of groups) {
    for (const phrase of group) {
      others.set(phrase, [...(others.get(phrase) ?? []), ...group.filter((o) => o !== phrase)]);
    }
  }
}

async function groupsOf(index, script) {
  return (await index.read(`alike/${script}`)).map((line) => line.split(",").filter(Boolean));
}

/** Yield the longest phrase at each place of a folded text; words of an alphabet are taken whole. */
function* phrasesIn(folded, phrases) {
  const byStart = new Map();
  for (const phrase of [...phrases.keys()].sort((a, b) => b.length - a.length)) {
    byStart.set(phrase[0], [...(byStart.get(phrase[0]) ?? []), phrase]);
  }
  for (let at = 0; at < folded.length; at++) {
    const found = byStart.get(folded[at])?.find((phrase) => standsAt(folded, at, phrase));
    if (found) yield found;
    if (found) at += found.length - 1;
  }
}

function standsAt(folded, at, phrase) {
  if (!folded.startsWith(phrase, at)) return false;
  const begins = (place) => place >= 0 && ENDS_WORD.test(folded[place] ?? "");
  const last = at + phrase.length;
  return !(begins(at) && begins(at - 1)) && !(phrase.at(-1) <= "\x7f" && begins(last));
}
