// The box on the home page: answers stand under it while the reader types, the sentence that
// answers included; Enter opens the ask page with the text.
(() => {
  "use strict";
  const form = document.querySelector("[data-kb-home]");
  const set = JSON.parse(form.dataset.kbHome);
  const { searching, marked, element } = self.kbAnswers;
  const box = form.querySelector("input");
  const panel = form.querySelector(".kb-home-answers");
  const [said, list] = [form.querySelector("[role=status]"), panel.querySelector("ol")];
  const onward = panel.querySelector("a");
  const search = searching(set, told);
  const unanswered = self.kbSend.unanswered(set, "home");

  box.addEventListener("focus", search.warm, { once: true });
  box.addEventListener("focus", () => open(box.value.trim() && list.children.length));
  box.addEventListener("input", () => {
    search.soon(box.value.trim());
    onward.href = way();
    if (!box.value.trim()) open(false);
  });

  function told(rows, text) {
    open(rows !== null && text);
    if (!rows || !text) return void (said.textContent = "");
    list.replaceChildren(...rows.map(entry));
    said.textContent = rows.length ? set.words.home_count.replace("{count}", rows.length) : set.words.home_none;
    unanswered.found(text, rows.length > 0);
  }

  function entry(row) {
    const address = new URL(row.section?.location ?? row.location, new URL(set.base, location.href)).href;
    const passage = marked(row.section?.text || row.text || "");
    const lines = [element("strong", {}, marked(row.title)), element("span", {}, passage)];
    const link = element("a", { href: address }, lines);
    link.addEventListener("click", unanswered.opened);
    return element("li", {}, [link]);
  }

  function open(is) {
    panel.hidden = !is;
  }

  function way() {
    const text = box.value.trim().replace(/["\\]/g, " ").slice(0, 1500);
    return text ? `${set.ask}#q=${encodeURIComponent(text)}` : set.ask;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(way());
  });

  // Arrow keys go through the answers, Escape closes them.
  form.addEventListener("keydown", (event) => {
    const stops = [box, ...panel.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      box.focus();
      open(false);
    } else if (step && !panel.hidden && !event.isComposing) {
      event.preventDefault();
      stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    }
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !form.contains(relatedTarget)) open(false);
  });
  document.addEventListener("pointerdown", ({ target }) => form.contains(target) || open(false));
})();
