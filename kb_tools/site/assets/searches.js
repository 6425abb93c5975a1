// Searches in the theme's own box that came to nothing, told where the site asks for it.
(() => {
  "use strict";
  const told = self.kbSend.unanswered({ ...self.kbSearches, lang: document.documentElement.lang }, "search");
  document.addEventListener("kb:results", ({ detail: { text, fits } }) => {
    if (text.trim()) told.found(text.trim(), fits);
  });
  const opens = ({ target }) => target.closest(".md-search a[href]") && told.opened();
  document.addEventListener("click", opens, true); // before the theme closes its search
  document.querySelector("#__search")?.addEventListener("change", ({ target }) => {
    if (!target.checked) told.closed();
  });
})();
