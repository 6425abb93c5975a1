// The ask page: the question is kept in its address, behind the `#`, which no server sees.
(() => {
  "use strict";
  const page = document.querySelector("[data-kb-askpage]");

  // The theme opens its search for ?q= and looks for an element named by the fragment: both are
  // taken from the address before it starts, and put back as a fragment, which no server sees.
  const kept = new URL(location.href);
  const first = kept.searchParams.get("q") ?? typed() ?? "";
  kept.search = kept.hash = "";
  if (first) history.replaceState(history.state, "", kept);

  const asking = self.kbAsk(page, JSON.parse(page.dataset.kbAskpage), { changed: keep });
  asking.box.value = first;
  document.addEventListener("DOMContentLoaded", () => {
    if (first) asking.ask(first);
    if (matchMedia("(hover: hover)").matches) asking.box.focus({ preventScroll: true });
  });
  addEventListener("hashchange", () => {
    const text = typed();
    if (text !== null && text !== inAddress(asking.box.value)) asking.ask(text);
  });

  function typed() {
    return new URLSearchParams(location.hash.slice(1)).get("q");
  }

  function keep(text) {
    const address = text ? `#q=${encodeURIComponent(inAddress(text))}` : location.pathname;
    history.replaceState(history.state, "", address);
  }

  function inAddress(text) {
    return text.trim().replace(/["\\]/g, " ").slice(0, 1500);
  }
})();
