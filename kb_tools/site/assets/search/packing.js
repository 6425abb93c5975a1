// Numbers as printable text; the other half, with the definition, is kb_tools/search/packing.py.

const LAST = 64;
const MORE = 27;
const DIGITS = (() => {
  const digits = new Int8Array(128);
  let next = 0;
  for (let code = 35; code < 127; code++) if (code !== 92) digits[code] = next++;
  return digits;
})();

/** Return the numbers in a packed text. */
function unpack(text) {
  const values = [];
  let value = 0;
  let factor = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = DIGITS[text.charCodeAt(i)];
    if (digit < LAST) {
      values.push(value + factor * digit);
      value = 0;
      factor = 1;
    } else {
      value += factor * digit;
      factor *= MORE;
    }
  }
  return values;
}

/** Return the numbers in a text of (distance to the next, how many more of it). */
function runLengths(text) {
  const values = unpack(text);
  const found = [];
  let value = 0;
  for (let i = 0; i < values.length; i += 2) {
    value += values[i];
    for (let more = values[i + 1]; more >= 0; more--) found.push(value);
  }
  return found;
}

/** Return [documents, counts] of a packed list of postings. */
function postings(text) {
  const values = unpack(text);
  const documents = [];
  const counts = [];
  let document = 0;
  for (let i = 0; i < values.length; i++) {
    document += values[i] >> 1;
    documents.push(document++);
    counts.push(values[i] & 1 ? values[++i] + 2 : 1);
  }
  return [documents, counts];
}
