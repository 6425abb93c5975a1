// Suggests the articles whose title or address comes closest to the address asked for.
(() => {
  "use strict";
  const parts = [...document.querySelectorAll("[data-kb-missing]")];
  if (!parts.length) return;

  const asked = decode(location.pathname);
  const own = parts.filter((part) => part.dataset.kbFolder && asked.includes(`/${part.dataset.kbFolder}`));
  const spoken = parts.filter((part) => (navigator.language || "").startsWith(part.lang.split("-")[0]));
  const part = own[0] || spoken[0] || parts[0];
  for (const other of parts) other.hidden = other !== part;
  // It is shown once it is whole, so that nothing moves; a slow network does not hold it up.
  const show = () => part.classList.add("kb-chosen");
  setTimeout(show, 1000);
  // The foot speaks the site's first language; what it says stands in the part as well.
  if (part.lang.split("-")[0] !== document.documentElement.lang.split("-")[0]) {
    document.documentElement.classList.add("kb-foreign");
  }

  const site = new URL(part.dataset.kbMissing, location).href.replace(/assets\/kb\/[^/]*$/, "");
  const path = asked.slice(new URL(site).pathname.length).replace(part.dataset.kbFolder, "");
  const words = pieces(path.replace(/\.(html?|md)$|\/index\.html$/, ""));
  if (!words.size) return show();
  fetch(part.dataset.kbMissing)
    .then((answer) => answer.json())
    .then((titles) => {
      const near = titles
        .map(([title, url]) => ({ title, url, score: score(title, decode(url), part.dataset.kbFolder) }))
        .filter((page) => page.score > 0.15)
        .sort((a, b) => b.score - a.score)
        .slice(0, 5);
      if (!near.length) return;
      const box = part.querySelector("div");
      box.querySelector("ol").append(...near.map((page) => entry(site + page.url, page.title)));
      box.hidden = false;
    })
    .catch(() => {}) // The links to the home page and to all articles stand there anyway.
    .finally(show);

  function score(title, url, folder) {
    return Math.max(alike(pieces(title)), alike(pieces(url.replace(folder, ""))), 0.95 * alike(pieces(last(url))));
  }

  // Dice's coefficient over pieces of three characters, of two in Chinese.
  function alike(other) {
    let common = 0;
    for (const piece of words) if (other.has(piece)) common += 1;
    return (2 * common) / (words.size + other.size || 1);
  }

  function pieces(text) {
    const found = new Set();
    for (const word of text.toLowerCase().match(/[\p{Script=Han}]+|[\p{L}\p{N}]+/gu) || []) {
      const size = /\p{Script=Han}/u.test(word) ? 2 : 3;
      const padded = size === 3 ? ` ${word} ` : word;
      if (padded.length <= size) found.add(padded);
      for (let i = 0; i + size <= padded.length; i += 1) found.add(padded.slice(i, i + size));
    }
    return found;
  }

  function last(url) {
    return url.replace(/\/$/, "").split("/").pop();
  }

  function entry(url, title) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    item.append(link);
    return item;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
})();
