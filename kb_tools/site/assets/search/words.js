// Other ways of saying it, and words that say little; the definition is kb_tools/search/question.py.

const SYNONYM = 0.2;
const BRIDGES = 2; // ways of saying a phrase in another script that are tried
const LONG = 20;
const ENDS_WORD = /[a-z0-9]/;

/** Return term → how often a folded text says it. */
function timesOf(folded) {
  const counts = new Map();
  for (const term of terms(folded)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return new Map([...counts].map(([term, times]) => [term, 1 + Math.log(times)]));
}

/**
 * Return {said, also} of a folded question: term → 1 + ln of how often it is said, function words
 * of a long question less; term → weight of what says the same.
 */
async function weightsOf(index, folded) {
  const [said, near] = await Promise.all([
    lessFillers(index, folded, timesOf(folded)),
    saidAlike(index, folded),
  ]);
  const also = new Map();
  for (const phrase of near) {
    for (const term of terms(phrase)) if (!said.has(term)) also.set(term, SYNONYM);
  }
  return { said, also };
}

async function lessFillers(index, folded, said) {
  const least = LONG / Math.max(LONG, lengthOf(folded));
  if (least === 1) return said;
  const less = fillers(folded, await index.read("fillers"));
  return new Map([...said].map(([term, weight]) => [term, less.has(term) ? weight * least : weight]));
}

/** How many words a folded text has; two Chinese characters are taken for one. */
function lengthOf(folded) {
  let [words, chinese] = [0, 0];
  for (const [, run, word] of runs(folded)) word ? words++ : (chinese += [...run].length);
  return words + Math.floor(chinese / 2);
}

/** Return {words, chinese} of a folded text: words that are no function words, and how many
 * Chinese characters stand in none. */
function tellingOf(folded, [latin, chinese]) {
  const small = new Set(latin.split(" "));
  const said = [...runs(folded)];
  const words = said.map(([, , word]) => word).filter((word) => word && !small.has(word));
  const text = said.map(([, run]) => run).filter(Boolean).join(" ");
  return { words, chinese: [...text.replace(new RegExp(chinese, "gu"), "").replaceAll(" ", "")].length };
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
  return new Set([...found, ...terms(text).filter((term) => !left.has(term))]);
}

/** Return the other ways of saying what a folded text says, in its own script. */
async function saidAlike(index, folded) {
  const scripts = [/[a-z0-9]/.test(folded) && "latin", !ASCII.test(folded) && "other"];
  const tables = await Promise.all(scripts.filter(Boolean).map((script) => othersOf(index, script)));
  const others = new Map(tables.flatMap((table) => [...table]));
  const said = new Set(phrasesIn(folded, others).map(([phrase]) => phrase));
  const near = [...said].flatMap((phrase) => [...others.get(phrase)]);
  return new Set(near.filter((other) => !said.has(other)));
}

/**
 * Return {far, unsaid} of a folded text: the ways of saying it in another script, a few for each
 * phrase, and the text without these phrases.
 */
async function saidAbroad(index, folded) {
  const [latin, other] = await Promise.all([groupsOf(index, "latin"), groupsOf(index, "other")]);
  const others = othersIn(latin.map((group, i) => [...group, ...other[i]]));
  const found = phrasesIn(folded, others);
  const said = new Set(found.map(([phrase]) => phrase));
  const away = (phrase) => [...others.get(phrase)].filter((o) => ASCII.test(o) !== ASCII.test(phrase));
  const seen = new Set(said);
  const fresh = (phrase) => !seen.has(phrase) && seen.add(phrase);
  const far = [...said].flatMap((phrase) => away(phrase).filter(fresh).slice(0, BRIDGES));
  let [unsaid, from] = ["", 0];
  for (const [phrase, at] of found.filter(([phrase]) => away(phrase).length)) {
    unsaid += `${folded.slice(from, at)} `;
    from = at + phrase.length;
  }
  return { far, unsaid: unsaid + folded.slice(from) };
}

/** Return phrase → the others of its groups, of one script. */
async function othersOf(index, script) {
  if (!index.alike.has(script)) index.alike.set(script, groupsOf(index, script).then(othersIn));
  return index.alike.get(script);
}

async function groupsOf(index, script) {
  return (await index.read(`alike/${script}`)).map((line) => line.split(",").filter(Boolean));
}

/** Return phrase → the others of its groups. */
function othersIn(groups) {
  const others = new Map(groups.flat().map((phrase) => [phrase, new Set()]));
  for (const group of groups) {
    for (const phrase of group) for (const o of group) if (o !== phrase) others.get(phrase).add(o);
  }
  return others;
}

/** Return [longest phrase, place] of a folded text's; words of an alphabet are taken whole. */
function phrasesIn(folded, phrases) {
  const byStart = new Map();
  for (const phrase of [...phrases.keys()].sort((a, b) => b.length - a.length)) {
    byStart.set(phrase[0], [...(byStart.get(phrase[0]) ?? []), phrase]);
  }
  const found = [];
  for (let at = 0; at < folded.length; at++) {
    const phrase = byStart.get(folded[at])?.find((one) => standsAt(folded, at, one));
    if (phrase) found.push([phrase, at]);
    if (phrase) at += phrase.length - 1;
  }
  return found;
}

function standsAt(folded, at, phrase) {
  if (!folded.startsWith(phrase, at)) return false;
  const begins = (place) => place >= 0 && ENDS_WORD.test(folded[place] ?? "");
  const last = at + phrase.length;
  return !(begins(at) && begins(at - 1)) && !(phrase.at(-1) <= "\x7f" && begins(last));
}
