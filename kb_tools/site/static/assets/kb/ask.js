// Asking: articles are suggested while the reader types; whatever is left goes to people, with
// what was read. The ask page is one place to ask, the widget in other products another.
(() => {
  "use strict";

  /**
   * Bring the elements in `root` to life. `set` says what there is; `place` is "ask" or "widget",
   * `start` starts a search, `changed(text)` hears what is asked, `page()` is the product's page
   * asked from, `first()` what stands there before anything is asked.
   */
  self.kbAsk = (root, set, { place = "ask", start, changed = () => {}, page, first = () => [] } = {}) => {
    const { element, marked, plain, why, passage, searching } = self.kbAnswers;
    const part = (selector) => root.querySelector(selector);
    const say = (name, values = {}) =>
      set.words[name].replace(/\{(\w+)\}/g, (field, key) => String(values[key] ?? field));
    const box = part("#kb-problem");
    const [state, list, answers] = [part(".kb-ask-state"), part(".kb-answers ol"), part(".kb-answers")];
    const entries = new Map(); // by address, so that what is open stays open
    const opened = new Map();
    const search = searching(set, told, start);
    const unanswered = self.kbSend.unanswered(set, place);
    let shown = [];
    let asked = "";

    const handover = self.kbHandover(root, set, say, {
      seen: () => ({ suggested: shown, opened: [...opened.values()], ...(page && { page: page() }) }),
      finish,
    });

    box.disabled = false;
    box.addEventListener("focus", search.warm, { once: true });
    box.addEventListener("input", () => {
      search.soon(box.value.trim());
      changed(box.value.trim());
      handover.refresh();
      if (!box.value.trim()) return;
      if (!shown.length) state.textContent = say("ask_searching");
    });

    function told(rows, text) {
      asked = text;
      if (rows === null) {
        show([]);
        state.textContent = say("ask_offline");
        return;
      }
      const wanted = text ? rows : first();
      show(wanted);
      const count = wanted.length === 1 ? "ask_count_one" : wanted.length ? "ask_count" : "ask_none";
      const idle = wanted.length ? "ask_for_page" : "ask_waiting";
      state.textContent = say(text ? count : idle, { count: wanted.length });
      if (text) unanswered.found(text, wanted.length > 0);
      handover.refresh();
    }

    function show(rows) {
      shown = rows.map((row) => ({ title: plain(row.title), url: row.location }));
      answers.classList.toggle("kb-empty", !rows.length);
      const wanted = rows.map(entry);
      for (const old of [...list.children]) if (!wanted.includes(old)) old.remove();
      wanted.forEach((item, i) => list.children[i] !== item && list.insertBefore(item, list.children[i]));
    }

    /** One suggested article: title, passage, why, and what to do with it. */
    function entry(row) {
      const known = entries.get(row.location);
      if (known?.querySelector("[aria-expanded=true]")) return known;
      const address = new URL(row.section?.location ?? row.location, new URL(set.base, location.href)).href;
      const text = element("div", { className: "kb-found-text", hidden: true });
      const title = element("a", { href: address, target: "_blank", rel: "noopener" }, marked(row.title));
      title.addEventListener("click", () => remember(row));
      const read = button(say("ask_read"), () => toggle(read, text, address, row));
      read.setAttribute("aria-expanded", "false");
      const solved = button(say("ask_solved"), () => done(row));
      solved.classList.add("kb-solved");
      for (const [control, words] of [[read, say("ask_read")], [solved, say("ask_solved")]]) {
        control.setAttribute("aria-label", `${words}: ${plain(row.title)}`);
      }
      const item = element("li", {}, [
        element("h3", {}, [title]),
        element("p", { className: "kb-found-passage" }, marked(row.section?.text || row.text || "")),
        element("p", { className: "kb-found-why" }, [row.why ?? why(row, asked, set)]),
        element("p", { className: "kb-choice" }, location.protocol === "file:" ? [solved] : [read, solved]),
        text,
      ]);
      entries.set(row.location, item);
      return item;
    }

    function button(words, pressed) {
      const made = element("button", { type: "button", className: "kb-button" }, [words]);
      made.addEventListener("click", pressed);
      return made;
    }

    async function toggle(button, text, address, row) {
      const open = text.hidden;
      button.setAttribute("aria-expanded", String(open));
      text.hidden = !open;
      if (!open || text.childNodes.length) return;
      remember(row);
      const whole = element("a", { href: address, target: "_blank", rel: "noopener" }, [say("ask_whole")]);
      text.append(element("p", {}, [whole]));
      try {
        text.prepend(...(await passage(address)));
      } catch {
        text.prepend(element("p", {}, [say("ask_unread")]));
      }
    }

    function remember(row) {
      unanswered.opened();
      opened.set(row.location, { title: plain(row.title), url: row.location });
      handover.refresh();
    }

    function done(row) {
      const rank = shown.findIndex(({ url }) => url === row.location) + 1;
      unanswered.opened();
      if (set.feedback && rank) {
        const text = set.searches ? { text: self.kbSend.anonymous(asked) } : {};
        const message = { kind: "solved", lang: set.lang, url: row.location, place: rank, ...text };
        self.kbSend.post(set.feedback, message).catch(() => {});
      }
      finish(say("ask_thanks"), "");
    }

    function finish(words, more) {
      const end = part(".kb-done");
      end.querySelector("h2").textContent = words;
      end.querySelector("p").textContent = more;
      part(".kb-asking").hidden = true;
      end.hidden = false;
      end.querySelector("h2").focus();
    }

    part(".kb-done button").addEventListener("click", () => {
      part(".kb-done").hidden = true;
      part(".kb-asking").hidden = false;
      opened.clear();
      entries.clear();
      handover.again();
      ask("");
      box.focus();
    });

    /** Put a text into the box and ask it. */
    function ask(text) {
      box.value = text;
      changed(text);
      if (text && !shown.length) state.textContent = say("ask_searching");
      search.ask(text.trim());
      handover.refresh();
    }

    return { ask, box, closed: unanswered.closed };
  };
})();
