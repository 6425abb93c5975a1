// The index as the ranking sees it; what is in which file, kb_tools/search/shards.py says.

const SCALE_STEPS = 64;
const COMMON = 0.15;
const FREQUENCIES = 63;
const ENOUGH = 0.97; // of a question's weight, that its postings must tell
const BUDGET = 16000; // postings to read for that, at most
const ALSO = 6; // terms that say the same, of which as many are read where each takes a request
const ALMOST = 0.8; // how much the postings of a term tell of one whose characters it has
const STANDS_IN = 0.7; // how many of its characters one must have to be taken for it

/** Open the index below `base`: read the facts that every question needs. */
async function openIndex(base) {
  const read = reader(base);
  const facts = await read("index");
  const lengths = facts.languages.flatMap(([, , packed]) => runLengths(packed));
  const shares = unpack(facts.frequencies).map((step) => COMMON ** (step / FREQUENCIES));
  const commonTerms = facts.common ? facts.common.split("!") : [];
  return {
    ...facts,
    read: (name) => read(`${facts.folder}/${name}`),
    norms: Float64Array.from(lengths, (length) => 1 - B + (B * length) / facts.mean),
    langs: facts.languages.flatMap(([lang, size]) => Array(size).fill(lang)),
    commonTerms,
    common: new Map(commonTerms.map((term, i) => [term, Math.round(shares[i] * facts.size)])),
    shelves: new Map(),
    folding: { chars: new Map(), words: new Map(facts.words), word: anyOf(facts.words) },
  };
}

function anyOf(words) {
  const longestFirst = words.map(([there]) => there).sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.join("|") || "(?!)", "gu");
}

/**
 * Return {folded, said, also, records, frequency} of a text: the weights of its terms and of those
 * that say the same, and the postings of all that are not too common. The table of traditional
 * characters is read only for a character that no article has.
 */
async function lookUp(index, text) {
  await learnCharacters(index, fold(text, index.folding));
  const folded = fold(text, index.folding);
  const records = new Map();
  const rare = (all) => [...all].filter((term) => !index.common.has(term));
  const early = readMore(index, rare(new Set(terms(folded))), records);
  const { weights, also } = await weightsOf(index, folded);
  await Promise.all([early, readMore(index, alsoRead(index, rare(also.keys())), records)]);
  const frequency = (term) => records.get(term)?.articles ?? index.common.get(term) ?? 0;
  return { folded, said: weights, also, records, frequency };
}

/** Of the terms that say the same, those whose postings are worth a request each. */
function alsoRead(index, terms) {
  if (index.rowsPerFile > 1) return terms;
  return terms.filter((term) => term.length > 1).slice(0, ALSO);
}

async function learnCharacters(index, folded) {
  if (index.folding.chars.size) return;
  const known = new Map();
  const strange = [...folded].filter((char) => HAN.test(char) && !index.common.has(char));
  await readMore(index, strange, known);
  if (strange.every((char) => known.has(char))) return;
  const pairs = [...(await index.read("characters")), "", ""];
  for (let i = 0; i < pairs.length; i += 2) index.folding.chars.set(pairs[i], pairs[i + 1]);
}

/**
 * Read the postings of the weightiest common terms, until they tell most of what can be found.
 * Return, for each term that was not read, the one that stands in for it.
 */
async function readCommon(index, { weights }, records) {
  const told = new Map([...weights.keys()].map((term) => [term, records.has(term) ? 1 : 0]));
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const beside = neighbours([...weights.keys()]);
  for (const term of records.keys()) tellBeside(term);
  const wanted = [];
  let budget = BUDGET - [...records.values()].reduce((sum, { articles }) => sum + articles, 0);
  while (left() > (1 - ENOUGH) * whole) {
    const next = most();
    if (next === undefined) break;
    wanted.push(next);
    budget -= index.common.get(next);
    told.set(next, 1);
    tellBeside(next);
  }
  await readMore(index, wanted, records);
  return standIns();

  function tellBeside(term) {
    for (const [other, share] of beside.get(term) ?? []) {
      told.set(other, Math.max(ALMOST * share ** 2, told.get(other)));
    }
  }
  function left() {
    return [...weights].reduce((sum, [term, weight]) => sum + weight * (1 - told.get(term)), 0);
  }
  function gain(term) {
    const more = ([other, share]) => Math.max(0, ALMOST * share ** 2 - told.get(other));
    const others = beside.get(term).reduce((sum, one) => sum + weights.get(one[0]) * more(one), 0);
    return weights.get(term) * (1 - told.get(term)) + others;
  }
  function most() {
    const open = [...weights.keys()].filter((t) => told.get(t) < 1 && index.common.get(t) <= budget);
    return open.sort((a, b) => gain(b) - gain(a))[0];
  }
  function standIns() {
    const found = new Map();
    const best = new Map();
    for (const term of records.keys()) {
      for (const [other, share] of beside.get(term) ?? []) {
        if (records.has(other) || share < Math.max(STANDS_IN, best.get(other) ?? 0)) continue;
        best.set(other, share);
        found.set(other, term);
      }
    }
    return found;
  }
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

async function readMore(index, wanted, records) {
  const read = await Promise.all(wanted.map((term) => record(index, term)));
  wanted.forEach((term, i) => read[i] && records.set(term, read[i]));
}

async function record(index, term) {
  const place = index.common.has(term) ? index.commonTerms.indexOf(term) : -1;
  const number = place < 0 ? checksum(term) % index.files : `often/${place}`;
  if (!index.shelves.has(number)) index.shelves.set(number, shelf(index, term, number));
  const shelved = await index.shelves.get(number);
  const packed = shelved.get(term);
  if (typeof packed === "string") shelved.set(term, unpacked(packed.split(" ")));
  return shelved.get(term);
}

async function shelf(index, term, number) {
  if (index.common.has(term)) return new Map([[term, await index.read(number)]]);
  const parts = (await index.read(`terms/${number}`)).split("!");
  const found = new Map();
  for (let i = 0; i + 1 < parts.length; i += 2) found.set(parts[i], parts[i + 1]);
  return found;
}

function unpacked([counted, strong = "", units = ""]) {
  const record = { counted: postings(counted), strong: postings(strong), units: unitsOf(units) };
  return { ...record, articles: record.counted[0].length + record.strong[0].length };
}

function unitsOf(text) {
  const values = unpack(text);
  const found = [];
  let article = 0;
  for (let i = 0; i < values.length; i += 2) {
    article += values[i];
    const step = values[i + 1] % SCALE_STEPS;
    const unit = Math.floor(values[i + 1] / SCALE_STEPS);
    found.push({ article, unit, scale: step ? 2 ** ((step - 48) / 8) : 0 });
  }
  return found;
}

/** The checksum of a term, CRC-32, by which its file is found. */
function checksum(term) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(term)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** Return an article's row: what a list of results shows, and exact figures. */
async function rowOf(index, article) {
  const file = await index.read(`rows/${Math.floor(article / index.rowsPerFile)}`);
  const [number, id, url, labels, summary, home, texts, scales, common] =
    file[article % index.rowsPerFile];
  const folded = texts.map((text) => fold(text, index.folding));
  const shown = { id, url, title: texts[0], labels, summary, lang: index.langs[article] };
  return { article, number, ...shown, home, folded, scales, impacts: impacts(index, article, common) };
}

/** Return how much weight the common terms have in an article, by term. */
function impacts(index, article, packed) {
  const [counted, strong] = packed.split(" ").map(postings);
  const found = new Map();
  strong[0].forEach((place, i) => found.set(index.commonTerms[place], strong[1][i]));
  counted[0].forEach((place, i) => {
    found.set(index.commonTerms[place], impact(counted[1][i] / index.norms[article]));
  });
  return found;
}

/** Return an article's parts as [anchor, heading, text]. */
async function partsOf(index, row) {
  return (await index.read(`text/${row.home}`))[row.article];
}
