// The index's files: by fetch over HTTP, by script elements in a folder opened by double click
// and in pages of other origins, so that no host has to allow those anything.
// Each file is one call, `kbSearchFile("name", value)`, so that both ways can read it.

const arrived = new Map();
self.kbSearchFile = (name, value) => arrived.get(name)?.(value);

/** Return a function that reads a file below `base` once and remembers it. */
function reader(base) {
  const foreign = self.document && new URL(base).origin !== self.location.origin;
  const read = foreign || self.location.protocol === "file:" ? byScript : byFetch;
  const known = new Map();
  return (name) => {
    if (!known.has(name)) known.set(name, read(base, name));
    known.get(name).catch(() => {
      failed = true;
      known.delete(name);
    });
    return known.get(name);
  };
}

async function byFetch(base, name) {
  const answer = await (name === "index" ? firstFile(base) : fetch(new URL(`${name}.js`, base)));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const text = await answer.text();
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
}

/** The index, which the worker may have asked for already. */
function firstFile(base) {
  const asked = self.kbSearchFirst ?? fetch(new URL("index.js", base), { cache: "no-cache" });
  self.kbSearchFirst = undefined; // the next time, anew
  return asked;
}

/** What keeps a browser from an old index: the hour, or the moment once that one failed. */
let failed = false;
function age() {
  const now = Date.now();
  return failed ? now : Math.floor(now / 3600000);
}

function byScript(base, name) {
  return new Promise((resolve, reject) => {
    arrived.set(name, resolve);
    const script = document.createElement("script");
    const { href } = new URL(name === "index" ? `${name}.js?h=${age()}` : `${name}.js`, base);
    script.src = self.kbTrusted.createScriptURL(href);
    script.referrerPolicy = "no-referrer";
    const missing = () => reject(new Error(`${name}: not found`));
    script.onerror = missing;
    script.onload = () => {
      script.remove();
      missing(); // where it has not arrived: some hosts send a page in place of a file that is gone
    };
    document.head.append(script);
  });
}
