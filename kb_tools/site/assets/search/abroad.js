// Articles in another script: where none in the question's own answers it, the question is asked
// once more as the synonyms say it there; the definition is kb_tools/search/find.py.

const EMPHASIS = 2; // how often a code counts there
const ASKED_AS = 0.8; // the weight of a customer's wording

/** Return the articles in another script that answer a question which none in its own does. */
async function abroad(index, asked, own, favour) {
  const chinese = HAN.test(asked.folded);
  const away = (lang) => lang.startsWith("zh") !== chinese;
  if (!index.languages.some(([lang]) => away(lang))) return [];
  const here = own.filter(({ row }) => !away(row.lang));
  if (likelihood(index, here) >= 0) return [];
  const far = await saidAbroad(index, asked.spoken);
  if (!far.length) return [];
  const other = await bridged(index, asked, far);
  const found = await ranked(index, other, (lang) => (away(lang) ? favour(lang) : 0));
  const least = Math.max(0, likelihood(index, own.filter(({ row }) => away(row.lang))));
  const twins = new Set(here.map(({ row }) => row.id));
  return likelihood(index, found) > least ? found.filter(({ row }) => !twins.has(row.id)) : [];
}

/** Return how likely the first of some hits answers: 0 is just enough; see confidence.py. */
function likelihood(index, hits) {
  if (!hits.length) return -Infinity;
  const { bias, words, echo } = index.fit;
  const [{ score, coverage, question }] = hits;
  const best = Math.max(...hits.slice(0, 3).map(echoed));
  return bias + words * (score - coverage * question.missing) + echo * best;
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

/** Return a question as it is said in the other script; codes, and words that articles know, stay. */
async function bridged(index, { folded, frequency }, far) {
  const kept = codes(folded);
  const words = wordsIn(folded).filter((word) => grams(word).every(frequency));
  const small = words.length ? new Set((await index.read("fillers"))[0].split(" ")) : new Set();
  const other = [...far, ...kept, ...words.filter((word) => !small.has(word))].join(" ");
  const said = await lessFillers(index, other, timesOf(other));
  for (const term of new Set(kept.flatMap(terms))) said.set(term, EMPHASIS * (said.get(term) ?? 1));
  const records = new Map();
  const question = { folded: other, said, also: new Map() };
  await readWorth(index, question, records);
  return { ...question, records, frequency: frequencyIn(index, records) };
}
