// Small comforts on every page. Each works alone; without JavaScript nothing essential is lost.
(() => {
  "use strict";

  const lang = document.documentElement.lang || "en";

  // "3 months ago" beside the exact date, true on the day it is read.
  const units = [["year", 365.25], ["month", 30.44], ["day", 1]];
  const now = new Date();
  for (const time of document.querySelectorAll("time[data-kb-ago]")) {
    const days = (Date.parse(time.dateTime) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 86400000;
    const [unit, size] = units.find(([, size]) => Math.abs(days) >= size) || units[2];
    const ago = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
    const text = ago.format(Math.round(days / size), unit);
    time.nextElementSibling.append(lang.startsWith("zh") ? `（${text}）` : `(${text})`);
  }

  // What the theme adds to an article: buttons beside code are no landmarks, and a table that is
  // wider than a phone can be scrolled with the keyboard too.
  const article = document.querySelector("article");
  const mend = () => {
    for (const buttons of article.querySelectorAll("nav.md-code__nav:not([role])")) buttons.setAttribute("role", "none");
    for (const box of article.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  if (article) {
    new MutationObserver(mend).observe(article, { childList: true, subtree: true });
    addEventListener("load", mend);
    addEventListener("resize", mend);
  }

  // On paper nothing can be unfolded.
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("article details:not([open], .kb-contents, .kb-linked)")) {
      folded.open = true;
      addEventListener("afterprint", () => (folded.open = false), { once: true });
    }
  });

  // The permanent link copies itself, and says whether that worked.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-kb-copy]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const said = link.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = link.dataset.kbCopied;
    } catch {
      said.textContent = `${link.dataset.kbFailed} ${link.href}`;
    }
  });

  // The language a reader chose is the one that "/" and permanent links lead to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[hreflang]");
    if (!link) return;
    try {
      localStorage.setItem("kb.language", link.hreflang);
    } catch {
      // A browser that keeps nothing asks again next time.
    }
  });

  // Beside what a search found, the way to people, with what was typed; first when nothing fits.
  const people = document.querySelector("a[data-kb-ask-page]");
  const found = document.querySelector(".md-search-result");
  if (people && found) {
    const link = document.createElement("a");
    link.className = "kb-search-ask";
    link.textContent = people.dataset.kbAskPage;
    // The theme makes a landmark of each result's labels: a dozen with the same name.
    new MutationObserver(() => {
      for (const labels of found.querySelectorAll("nav.md-tags:not([role])")) labels.setAttribute("role", "none");
    }).observe(found, { childList: true, subtree: true });
    document.addEventListener("kb:results", ({ detail: { text, fits } }) => {
      const typed = encodeURIComponent(text.trim().replace(/["\\]/g, " "));
      link.href = `${people.href.split("#")[0]}#q=${typed}`;
      link.hidden = !typed;
      found[fits ? "after" : "before"](link);
    });
  }
})();
