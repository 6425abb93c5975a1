// Articles in another script: where none in the question's own answers it, the question is asked
// once more as the synonyms say it there; the definition is kb_tools/search/find.py.

const EMPHASIS = 2; // how often a code counts there
const LITTLE = 0.5; // how much function words count there
const ASKED_AS = 0.8; // the weight of a customer's wording

/** Return the articles in another script that answer a question which none in its own does. */
async function abroad(index, asked, own, favour) {
  const chinese = HAN.test(asked.folded);
  const away = (lang) => lang.startsWith("zh") !== chinese;
  if (!index.languages.some(([lang]) => away(lang))) return [];
  const here = own.filter(({ row }) => !away(row.lang));
  if (probability(index, here) >= index.fit.threshold) return [];
  const { far, unsaid } = await saidAbroad(index, asked.spoken);
  if (!far.length) return [];
  const listed = await index.read("fillers");
  const other = await bridged(index, asked, far, listed);
  const found = await ranked(index, other, (lang) => (away(lang) ? favour(lang) : 0));
  const least = Math.max(index.fit.threshold, probability(index, own.filter(({ row }) => away(row.lang))));
  const sure = probability(index, found) * shareTold(asked, unsaid, listed) > least;
  if (own.length && !sure) return [];
  const twins = new Set(here.map(({ row }) => row.id));
  return found.filter(({ row }) => !twins.has(row.id));
}

/** Return the probability that any of some hits answers; the definition is confidence.py. */
function probability(index, hits) {
  if (!hits.length) return 0;
  const { bias, words, echo } = index.fit;
  const [{ score, coverage, question }] = hits;
  const best = Math.max(...hits.slice(0, 3).map(echoed));
  return 1 / (1 + Math.exp(-(bias + words * (score - coverage * question.missing) + echo * best)));
}

/** Return the greatest share of one of an article's wordings that its question has. */
function echoed({ row, question: { weights, idfs } }) {
  const met = (text) => {
    const known = [...new Set(terms(text))].filter((term) => weights.has(term));
    const square = (term) => idfs.get(term) * Math.min(idfs.get(term), weights.get(term));
    return known.reduce((sum, term) => sum + square(term), 0);
  };
  const kind = (unit) => (unit > 0 && unit <= row.wordings ? ASKED_AS : 1);
  return Math.max(...row.folded.map((text, unit) => met(text) * (row.scales[unit] / kind(unit)) ** 2));
}

/**
 * Return a question as it is said in the other script; codes, and words that articles know, stay.
 * However often a term stands there it counts once: ways of saying a phrase repeat each other.
 */
async function bridged(index, asked, far, listed) {
  const kept = codes(asked.folded);
  const named = knownOf(asked, tellingOf(asked.folded, listed).words);
  const folded = [...far, ...kept, ...new Set(named)].join(" ");
  const said = new Map(terms(folded).map((term) => [term, 1]));
  for (const term of fillers(folded, listed)) said.set(term, LITTLE);
  for (const term of new Set(kept.flatMap(terms))) said.set(term, EMPHASIS * said.get(term));
  const records = new Map();
  const question = { folded, said, also: new Map() };
  await readWorth(index, question, records);
  return { ...question, records, frequency: frequencyIn(index, records) };
}

/** Return the share of a question that is said so; `unsaid` is what is not. */
function shareTold(asked, unsaid, listed) {
  const whole = tellingOf(asked.spoken, listed); // its slips are in what is unsaid, too
  const left = tellingOf(unsaid, listed);
  const length = ({ words, chinese }) => 2 * words.length + chinese;
  const lost = length(left) - 2 * knownOf(asked, left.words).length;
  return length(whole) ? Math.max(0, 1 - lost / length(whole)) : 1;
}

/** Return the words all of whose pieces articles have. */
function knownOf({ frequency }, words) {
  return words.filter((word) => grams(word).every(frequency));
}
