// A question as the index answers it: what it says, and the postings that are worth reading.

const ENOUGH = 0.93; // of a question's weight, that its postings must tell
const BUDGET = 12000; // postings to read for that, at most
const RARE = 0.005; // share of the articles that has a term which is not common, before it is read
const ALMOST = 0.8; // how much the postings of a term tell of one whose characters it has
const STANDS_IN = 0.7; // how many of its characters one must have to be taken for it

/**
 * Return {folded, spoken, said, also, records, frequency} of a text: folded, with its slips put
 * right and as they are; the weights of its terms and of those that say the same; postings.
 */
async function lookUp(index, text) {
  const records = new Map();
  const first = fold(text, index.folding);
  let asked = await readSaid(index, first, records);
  if (await learnedCharacters(index, first, records)) {
    asked = await readSaid(index, fold(text, index.folding), records);
  }
  const same = rare(index, asked.also.keys());
  const [right] = await Promise.all([
    respelt(index, asked, records),
    readMore(index, same, records),
  ]);
  if (right !== asked) await readWorth(index, right, records);
  return { ...right, records, frequency: frequencyIn(index, records) };
}

/** Read what a folded text says, and which other ways there are to say it. */
async function readSaid(index, folded, records) {
  const said = timesOf(folded);
  const [asked] = await Promise.all([
    weightsOf(index, folded),
    readWorth(index, { said, also: new Map() }, records),
  ]);
  return { folded, spoken: folded, ...asked };
}

/** Read the postings of all rare terms, and of the common ones that are worth it. */
async function readWorth(index, asked, records) {
  await readCommon(index, [...asked.said.keys(), ...asked.also.keys()]);
  const known = frequencyIn(index, records);
  const frequency = (term) => known(term) || RARE * index.size;
  const { weights } = weigh({ ...asked, frequency }, index.size);
  const wanted = [...rare(index, weights.keys()), ...worthReading(index, weights, frequency)];
  await readMore(index, wanted, records);
}

function rare(index, terms) {
  return [...terms].filter((term) => !index.common.has(term));
}

/** Return how many articles have a term: of a rare one only its postings say it. */
function frequencyIn(index, records) {
  return (term) => records.get(term)?.articles ?? index.common.get(term) ?? 0;
}

/**
 * Read the tables of traditional characters and Taiwan's words, which are needed only for a
 * character that no article has; return whether they were read now.
 */
async function learnedCharacters(index, folded, records) {
  if (index.folding.chars.size) return false;
  const strange = (char) => HAN.test(char) && !index.common.has(char) && !records.has(char);
  if (![...folded].some(strange)) return false;
  const [chars, words] = await index.read("characters");
  const pairs = [...chars, "", ""];
  for (let i = 0; i < pairs.length; i += 2) index.folding.chars.set(pairs[i], pairs[i + 1]);
  Object.assign(index.folding, { words: new Map(words), word: anyOf(words) });
  return true;
}

/** Return the weightiest common terms, until they tell most of what can be found. */
function worthReading(index, weights, frequency) {
  const all = [...weights.keys()];
  if (rare(index, all).length === all.length) return [];
  const told = new Map(all.map((term) => [term, index.common.has(term) ? 0 : 1]));
  const whole = all.reduce((sum, term) => sum + weights.get(term), 0);
  const beside = neighbours(all);
  for (const term of rare(index, all)) tellBeside(term);
  const wanted = [];
  let budget = BUDGET - rare(index, all).reduce((sum, term) => sum + frequency(term), 0);
  while (left() > (1 - ENOUGH) * whole) {
    const next = most();
    if (next === undefined) break;
    wanted.push(next);
    budget -= frequency(next);
    told.set(next, 1);
    tellBeside(next);
  }
  return wanted;

  function tellBeside(term) {
    for (const [other, share] of beside.get(term)) {
      told.set(other, Math.max(ALMOST * share ** 2, told.get(other)));
    }
  }
  function left() {
    return all.reduce((sum, term) => sum + weights.get(term) * (1 - told.get(term)), 0);
  }
  function gain(term) {
    const more = ([other, share]) => Math.max(0, ALMOST * share ** 2 - told.get(other));
    const others = beside.get(term).reduce((sum, one) => sum + weights.get(one[0]) * more(one), 0);
    return weights.get(term) * (1 - told.get(term)) + others;
  }
  function most() {
    const open = all.filter((term) => told.get(term) < 1 && frequency(term) <= budget);
    return open.sort((a, b) => gain(b) - gain(a))[0];
  }
}

/** Return, for each term that was not read, the one that stands in for it. */
function standIns(weights, records) {
  const found = new Map();
  const best = new Map();
  const all = [...weights.keys()];
  if (all.every((term) => records.has(term))) return found;
  const beside = neighbours(all);
  for (const term of records.keys()) {
    for (const [other, share] of beside.get(term) ?? []) {
      if (records.has(other) || share < Math.max(STANDS_IN, best.get(other) ?? 0)) continue;
      best.set(other, share);
      found.set(other, term);
    }
  }
  return found;
}

/** Return, for each term, [other, how many of the other's characters it has] where it has any. */
function neighbours(all) {
  const shared = (term, other) => {
    if (term.includes(other)) return 1;
    for (let size = Math.min(term.length, other.length); size > 0; size--) {
      const meet = term.endsWith(other.slice(0, size)) || other.endsWith(term.slice(0, size));
      if (meet) return size / other.length;
    }
    return 0;
  };
  const near = (term) => all.filter((other) => other !== term).map((o) => [o, shared(term, o)]);
  return new Map(all.map((term) => [term, near(term).filter(([, share]) => share >= 0.5)]));
}
