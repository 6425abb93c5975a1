// Follows the link in the reader's language: the one chosen before, else the browser's.
(() => {
  "use strict";
  const links = [...document.querySelectorAll("a[hreflang]")];
  let chosen = null;
  try {
    chosen = localStorage.getItem("kb.language");
  } catch {
    // A browser that keeps nothing: its own languages tell enough.
  }
  const script = (tag) => (/^zh-(hant|tw|hk|mo)/i.test(tag) ? "zh-hant" : tag.toLowerCase());
  const wanted = [chosen, ...(navigator.languages || [navigator.language])].filter(Boolean).map(script);
  const speaks = (tag) => links.find((a) => script(a.hreflang) === tag);
  const nearly = (tag) => links.find((a) => script(a.hreflang).split("-")[0] === tag.split("-")[0]);
  let link = links[0];
  for (const tag of wanted) {
    const found = speaks(tag) || nearly(tag);
    if (found) {
      link = found;
      break;
    }
  }
  if (link) location.replace(link.href + (link.href.includes("#") ? "" : location.hash));
})();
