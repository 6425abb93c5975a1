// Slips of the pen, put right by the words that articles have; the definition is
// kb_tools/search/spelling.py. Its candidates are the words one slip away, which stand by how they
// begin and how they end: what of a word is right, the pieces that no article has tell.

const SHORTEST = 4;
const SURE = 7; // letters from which on even the first one may be the slip
const LONGEST = 24;
const WORDS = 40; // words of a question that are put right, at most
const WORDS_READ = 6; // the same where each takes a request
const DOUBT = 0.5;
const ENDS = 3; // letters at an end of a long word by which it is found

/** Return what `weightsOf` said of a question, its slips put right; the same if there are none. */
async function respelt(index, asked, records) {
  const slips = await corrections(index, asked.folded, records);
  if (!slips.size) return asked;
  const said = new Map(asked.said);
  const right = new Set(wordsIn(asked.folded).filter((word) => !slips.has(word)).flatMap(grams));
  for (const [slip, { meant, small }] of slips) {
    const wrong = grams(slip).filter((gram) => !right.has(gram) && said.has(gram));
    const weight = Math.max(0, ...wrong.map((gram) => said.get(gram)));
    for (const gram of new Set(wrong)) said.set(gram, DOUBT * said.get(gram));
    if (small) continue;
    for (const gram of grams(meant)) said.set(gram, Math.max(weight, said.get(gram) ?? 0));
  }
  const folded = asked.folded.replace(/[\p{L}\p{N}]+/gu, (run) => slips.get(run)?.meant ?? run);
  return { ...asked, folded, said };
}

function wordsIn(folded) {
  return [...new Set([...runs(folded)].map(([, , word]) => word).filter(Boolean))];
}

/** Return misspelt word → {meant, small}; `small` are function words. */
async function corrections(index, folded, records) {
  const known = (term) => records.has(term) || index.common.has(term);
  const wrong = wordsIn(folded).map((word) => [word, suspect(word, known)]);
  const most = index.rowsPerFile > 1 ? WORDS : WORDS_READ;
  const looked = wrong.filter(([, keys]) => keys.length).slice(0, most);
  const found = await Promise.all(looked.map(([word, keys]) => correction(index, word, keys)));
  return new Map(looked.map(([word], i) => [word, found[i]]).filter(([, meant]) => meant));
}

/** Return where to look for what a word may mean; nowhere for a known word, or one unlike any. */
function suspect(word, known) {
  const letters = [...word];
  if (letters.length < SHORTEST || letters.length > LONGEST || !/^\p{L}+$/u.test(word)) return [];
  const pieces = letters.slice(1).map((_, i) => [" ", ...letters, " "].slice(i, i + GRAM).join(""));
  const unknown = [...pieces.keys()].filter((at) => !known(pieces[at]));
  const [first, last] = [unknown[0], unknown.at(-1)];
  return unknown.length && last - first <= GRAM ? keysOf(letters, last - 2, first + GRAM - 1) : [];
}

/** Return the ends by which words stand that differ between two places of a word, both included. */
function keysOf(letters, from, to) {
  const keys = new Set();
  for (const length of [letters.length - 1, letters.length, letters.length + 1]) {
    const size = Math.min(ENDS, Math.floor((length - 1) / 2));
    const [begin, end] = [letters.slice(0, size).join("") + "-", "-" + letters.slice(-size).join("")];
    const later = from >= size;
    const earlier = to < letters.length - size;
    if (later || !earlier) keys.add(begin);
    if (!later) keys.add(end);
  }
  return [...keys];
}

/** Return {meant, small} of a misspelt word; undefined for a function word, and one unlike any. */
async function correction(index, word, keys) {
  const lists = await Promise.all(keys.map((key) => shelved(index, "words", index.wordFiles, key)));
  const words = new Map(lists.flatMap((list, i) => (list ? wordsOf(list, keys[i]) : [])));
  if (words.get(word) === 0) return undefined;
  const near = [...words].filter(([other]) => oneSlip([...word], [...other]));
  const same = (other) => other[0] === word[0];
  const small = near.filter(([other, articles]) => !articles && same(other)).map(([other]) => other);
  if (small.length) return { meant: small.sort()[0], small: true };
  const meant = near.filter(([other, articles]) => articles && (same(other) || word.length >= SURE));
  const others = ([other]) => sorted(other) !== sorted(word);
  meant.sort((a, b) => others(a) - others(b) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return meant.length ? { meant: meant[0][0], small: false } : undefined;
}

function sorted(word) {
  return [...word].sort().join("");
}

/** Return [word, articles that have it] of each word in a list; function words have none. */
function wordsOf(list, key) {
  return list.split(" ").map((entry) => {
    const [, rest, articles] = /^(\D*)(\d+)$/.exec(entry);
    return [key.endsWith("-") ? key.slice(0, -1) + rest : rest + key.slice(1), Number(articles)];
  });
}

/** Whether two words differ by a letter missing, too many or wrong, or by two swapped. */
function oneSlip(one, other) {
  if (one.length > other.length) return oneSlip(other, one);
  const at = one.findIndex((letter, i) => letter !== other[i]);
  const place = at < 0 ? one.length : at;
  const rest = (letters, from) => letters.slice(from).join("");
  if (one.length < other.length) return rest(one, place) === rest(other, place + 1);
  if (at < 0) return false;
  const swapped = one[at] === other[at + 1] && one[at + 1] === other[at];
  return rest(one, at + 1) === rest(other, at + 1) || (swapped && rest(one, at + 2) === rest(other, at + 2));
}
