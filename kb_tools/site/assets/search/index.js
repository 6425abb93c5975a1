// The index as the ranking sees it; what is in which file, kb_tools/search/shards.py says.

const SCALE_STEPS = 64;
const ENOUGH = 0.9;

/** Open the index below `base`: read the facts that every question needs. */
async function openIndex(base) {
  const read = reader(base);
  const facts = await read("index");
  const lengths = facts.languages.flatMap(([, , packed]) => ascending(packed));
  const dfs = unpack(facts.frequencies);
  return {
    ...facts,
    read: (name) => read(`${facts.folder}/${name}`),
    norms: Float64Array.from(lengths, (length) => 1 - B + (B * length) / facts.mean),
    langs: facts.languages.flatMap(([lang, size]) => Array(size).fill(lang)),
    commonTerms: facts.common,
    common: new Map(facts.common.map((term, i) => [term, dfs[i]])),
    shelves: new Map(),
    folding: { chars: new Map(), words: new Map(facts.words), word: anyOf(facts.words) },
  };
}

function anyOf(words) {
  const longestFirst = words.map(([there]) => there).sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.join("|") || "(?!)", "gu");
}

/**
 * Return {folded, counts, records, frequency} of a text: its terms with how often it has them,
 * and the postings of those that are not too common. The table of traditional characters is read
 * only for a character that no article has.
 */
async function lookUp(index, text) {
  const found = await readRare(index, text);
  const strange = (char) => HAN.test(char) && !found.frequency(char);
  if (index.folding.chars.size || ![...found.folded].some(strange)) return found;
  const pairs = [...(await index.read("characters")), "", ""];
  for (let i = 0; i < pairs.length; i += 2) index.folding.chars.set(pairs[i], pairs[i + 1]);
  return readRare(index, text);
}

async function readRare(index, text) {
  const folded = fold(text, index.folding);
  const counts = new Map();
  for (const term of terms(folded)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const records = new Map();
  const frequency = (term) => records.get(term)?.articles ?? index.common.get(term) ?? 0;
  await readMore(index, [...counts.keys()].filter((term) => !index.common.has(term)), records);
  return { folded, counts, records, frequency };
}

/** Read the postings of the weightiest common terms, until most of what can be found is there. */
async function readCommon(index, { weights }, records) {
  const common = [...weights].filter(([term]) => index.common.has(term));
  let sum = [...records.keys()].reduce((all, term) => all + (weights.get(term) ?? 0), 0);
  const enough = ENOUGH * common.reduce((all, [, weight]) => all + weight, sum);
  const wanted = [];
  for (const [term, weight] of common.sort(([, a], [, b]) => b - a)) {
    if (sum >= enough) break;
    wanted.push(term);
    sum += weight;
  }
  await readMore(index, wanted, records);
}

async function readMore(index, wanted, records) {
  const read = await Promise.all(wanted.map((term) => record(index, term)));
  wanted.forEach((term, i) => read[i] && records.set(term, read[i]));
}

async function record(index, term) {
  const number = checksum(term) % index.files;
  const text = await index.read(`terms/${number}`);
  if (!index.shelves.has(number)) index.shelves.set(number, shelf(text));
  const shelved = index.shelves.get(number);
  const packed = shelved.get(term);
  if (Array.isArray(packed)) shelved.set(term, unpacked(packed));
  return shelved.get(term);
}

function shelf(text) {
  const parts = text.split("!");
  const found = new Map();
  for (let i = 0; i + 3 < parts.length; i += 4) found.set(parts[i], parts.slice(i + 1, i + 4));
  return found;
}

function unpacked([counted, strong, units]) {
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
  return { article, number, ...shown, home, folded, scales, impacts: impacts(index, common) };
}

/** Return how much weight the common terms have in an article, by term. */
function impacts(index, packed) {
  const values = unpack(packed);
  const found = new Map();
  for (let i = 0, place = 0; i < values.length; i += 2) {
    place += values[i];
    found.set(index.commonTerms[place++], values[i + 1] + 1);
  }
  return found;
}

/** Return an article's parts as [anchor, heading, text]. */
async function partsOf(index, row) {
  return (await index.read(`text/${row.home}`))[row.article];
}
