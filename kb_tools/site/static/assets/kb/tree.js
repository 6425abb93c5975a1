// A decision tree, one question at a time. The page holds all of it, so that it can be read,
// searched and printed without this; the answers stay links, so that the browser's own way back
// works and every step has an address.
(() => {
  "use strict";
  const root = document.querySelector("[data-kb-tree]");
  const { steps: ids, words, ask } = JSON.parse(root.dataset.kbTree);
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const bar = root.querySelector(".kb-tree-bar");
  const [said, back, again, all] = ["[role=status]", "[data-kb-back]", "[data-kb-again]", "[data-kb-all]"].map(
    (selector) => bar.querySelector(selector),
  );
  const trail = root.querySelector(".kb-trail");
  const steps = new Map();
  for (const id of ids) {
    const heading = root.querySelector(`h2[id="${CSS.escape(id)}"]`);
    if (heading) steps.set(id, sectionOf(heading));
  }
  if (!steps.size) return;
  let path = [];

  /** Put a heading and what is under it into a section of its own. */
  function sectionOf(heading) {
    const section = document.createElement("section");
    section.className = "kb-step";
    heading.before(section);
    heading.tabIndex = -1;
    const ends = (node) => node?.nodeName === "H2" || node?.classList?.contains("kb-unsolved");
    do section.append(section.nextSibling);
    while (section.nextSibling && !ends(section.nextSibling));
    for (const list of section.querySelectorAll("ul, ol")) answersOf(list);
    return section;
  }

  /** Show the items that are nothing but a link as answers; Markdown joins them to steps above. */
  function answersOf(list) {
    const only = (item) => item.querySelector("a")?.textContent.trim() === item.textContent.trim();
    const answers = [...list.children].filter(only);
    if (!answers.length || (list.nodeName === "OL" && answers[0] === list.firstElementChild)) return;
    const own = document.createElement("ul");
    own.className = "kb-tree-answers";
    for (const item of answers) item.classList.add("kb-tree-answer");
    list.after(own);
    own.append(...answers);
    if (!list.children.length) list.remove();
  }

  function idIn(address) {
    try {
      return decodeURIComponent(address.hash.slice(1));
    } catch {
      return "";
    }
  }

  /** The step that the address names, or the first one. */
  function named() {
    const id = idIn(location);
    if (steps.has(id)) return id;
    const inside = id && document.getElementById(id)?.closest(".kb-step");
    const found = [...steps].find(([, section]) => section === inside);
    return found ? found[0] : ids[0];
  }

  function show(id, focus) {
    const place = path.indexOf(id);
    path = place < 0 ? [...path, id] : path.slice(0, place + 1);
    for (const [other, section] of steps) section.classList.toggle("kb-here", other === id);
    const onward = steps.get(id).querySelector(".kb-tree-answers");
    said.textContent = say(/[?？]$/.test(title(id)) ? "tree_step" : "tree_end", { n: path.length });
    back.hidden = again.hidden = path.length < 2;
    trail.replaceChildren(...path.slice(0, -1).map(passed));
    trail.hidden = path.length < 2;
    root.classList.toggle("kb-at-end", !onward);
    if (unsolved) unsolved.querySelector("a").href = `${ask}#q=${encodeURIComponent(asked())}`;
    if (!focus) return;
    const heading = steps.get(id).querySelector("h2");
    heading.focus({ preventScroll: true });
    if (bar.getBoundingClientRect().top < 60) bar.scrollIntoView({ block: "start" });
  }

  /** A question that was answered, and with what: a link back to it. */
  function passed(id, i) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${id}`;
    link.textContent = title(id);
    item.append(link, answer(id, path[i + 1]));
    return item;
  }

  function title(id) {
    const heading = steps.get(id).querySelector("h2").cloneNode(true);
    for (const mark of heading.querySelectorAll(".headerlink")) mark.remove();
    return heading.textContent.trim();
  }

  function answer(id, next) {
    const links = [...steps.get(id).querySelectorAll(".kb-tree-answer a")];
    const taken = links.find((link) => idIn(link) === next && link.hash)?.textContent.trim();
    return taken ? ` ${taken}` : "";
  }

  /** The way here, for people who are asked to help. */
  function asked() {
    const name = document.querySelector("h1").firstChild.textContent.trim();
    const lines = path.map((id, i) => `${title(id)}${answer(id, path[i + 1])}`);
    return [name, ...lines].join("\n").slice(0, 1500);
  }

  for (const link of root.querySelectorAll(".kb-tree-answer a[href^='#']")) {
    if (steps.has(idIn(link))) link.dataset.kbLeads = title(idIn(link)); // on paper
  }

  const unsolved = root.querySelector(".kb-unsolved");
  addEventListener("hashchange", () => show(named(), true));
  back.addEventListener("click", () => go(path.at(-2)));
  again.addEventListener("click", () => go(ids[0]));
  all.addEventListener("click", () => {
    const whole = root.classList.toggle("kb-whole-tree");
    all.textContent = say(whole ? "tree_one" : "tree_all");
    if (!whole) steps.get(path.at(-1)).querySelector("h2").focus();
  });

  function go(id) {
    location.hash = `#${id}`;
  }

  steps.get(ids[0]).before(bar, trail);
  bar.hidden = false;
  root.classList.add("kb-one");
  show(named(), false);
})();
