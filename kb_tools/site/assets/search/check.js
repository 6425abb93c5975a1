// Asks the shipped search in Node what `kb check-search` wants to know.
// Usage: node check.js FOLDER, questions as JSON on standard input: [[language, text], …].

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.resolve(process.argv[2]);
globalThis.self = globalThis;
globalThis.location = { protocol: "http:" };
globalThis.fetch = async (url) => {
  const file = path.join(folder, decodeURIComponent(new URL(url).pathname));
  return { ok: fs.existsSync(file), status: 404, text: async () => fs.readFileSync(file, "utf8") };
};
vm.runInThisContext(fs.readFileSync(path.join(folder, "search", "search.js"), "utf8"));

async function main() {
  const questions = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const [lang, text] of questions) {
    const search = self.KbSearch.open(new URL("http://kb/search/"), lang);
    process.stdout.write(`${JSON.stringify(await search.rank(text))}\n`);
  }
}

main();
