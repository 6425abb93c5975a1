// The index as the ranking sees it; what is in which file, kb_tools/search/shards.py says.

const FORMAT = 2; // goes up with every change of the files
const SCALE_STEPS = 64;

/** Open the index below `base`: read the facts that every question needs. */
async function openIndex(base) {
  const read = reader(base);
  const facts = await read("index");
  if (facts.format !== FORMAT) throw new Error(`the index has format ${facts.format}, not ${FORMAT}`);
  const lengths = facts.languages.flatMap(([, , packed]) => runLengths(packed));
  return {
    ...facts,
    read: (name) => read(`${facts.folder}/${name}`),
    norms: Float64Array.from(lengths, (length) => 1 - B + (B * length) / facts.mean),
    langs: facts.languages.flatMap(([lang, size]) => Array(size).fill(lang)),
    commonTerms: [],
    common: new Map(),
    shelves: new Map(),
    records: new Map(),
    alike: new Map(),
    folding: { chars: new Map(), words: new Map(facts.words), word: anyOf(facts.words) },
  };
}

function anyOf(words) {
  const longestFirst = words.map(([there]) => there).sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.join("|") || "(?!)", "gu");
}

/** Read which of some terms are common, and how common: each script has a list of its own. */
async function readCommon(index, terms) {
  if (index.rowsPerFile > 1) return;
  const latin = terms.some((term) => ASCII.test(term));
  const other = terms.some((term) => !ASCII.test(term));
  await Promise.all([latin && commonOf(index, "latin", 0), other && commonOf(index, "other", index.latin)]);
}

async function commonOf(index, script, from) {
  const [packed, frequencies] = await index.read(`common/${script}`);
  if (index.commonTerms[from]) return; // another question was quicker
  const counts = runLengths(frequencies);
  const listed = packed ? packed.split("!") : [];
  listed.forEach((term, i) => {
    index.commonTerms[from + i] = term;
    index.common.set(term, counts[i]);
  });
}

async function readMore(index, wanted, records) {
  const read = await Promise.all(wanted.map((term) => record(index, term)));
  wanted.forEach((term, i) => read[i] && records.set(term, read[i]));
}

async function record(index, term) {
  if (!index.records.has(term)) index.records.set(term, packedRecord(index, term).then(unpacked));
  return index.records.get(term);
}

async function packedRecord(index, term) {
  if (index.common.has(term)) return index.read(`often/${index.commonTerms.indexOf(term)}`);
  return shelved(index, "terms", index.files, term);
}

/** Return what stands under a key in one of many files, or undefined. */
async function shelved(index, folder, files, key) {
  const name = `${folder}/${checksum(key) % files}`;
  if (!index.shelves.has(name)) index.shelves.set(name, shelf(index, name));
  return (await index.shelves.get(name)).get(key);
}

async function shelf(index, name) {
  const parts = (await index.read(name)).split("!");
  const found = new Map();
  for (let i = 0; i + 1 < parts.length; i += 2) found.set(parts[i], parts[i + 1]);
  return found;
}

function unpacked(packed) {
  if (packed === undefined) return undefined;
  const [counted, strong = "", units = ""] = packed.split(" ");
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
  const [number, id, url, labels, summary, home, wordings, texts, scales, common] =
    file[article % index.rowsPerFile];
  const folded = texts.map((text) => fold(text, index.folding));
  const shown = { id, url, title: texts[0], wordings, labels, summary, lang: index.langs[article] };
  return { article, number, ...shown, home, folded, scales, impacts: impacts(index, article, common) };
}

/** Return how much weight the common terms have in an article, by term; of those that are known. */
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
