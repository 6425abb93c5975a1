// What no article solved goes to people: by an address of the site, by mail, on a page of
// contacts, or by copying; always with everything that was typed, suggested and opened.
(() => {
  "use strict";
  const MAIL = 1800; // longer addresses are cut off by some mail programs

  /** Bring the ways to people in `root` to life; `seen()` says what goes along. */
  self.kbHandover = (root, set, say, { seen, finish }) => {
    const part = (selector) => root.querySelector(selector);
    const [box, said, take] = [part("#kb-problem"), part(".kb-ask-said"), part("[data-kb-take]")];
    const [form, contact] = [part("form"), part("[data-kb-contact]")];
    let token = self.kbSend.fresh(); // a question that is sent again is the same question
    let about = null; // the text that was last told about: answers that come later leave it alone

    take.addEventListener("click", () => written() && copy());
    contact?.addEventListener("click", () => {
      const mail = contact.protocol.startsWith("mailto");
      if (box.value.trim() && (!mail || "kbCut" in contact.dataset)) copy();
    });
    form?.addEventListener("submit", send);

    /** Everything that people need, as text. */
    function whole() {
      const { suggested, opened, page } = seen();
      const named = (name, pages) =>
        pages.length ? [`${say(name)}:`, ...pages.map(({ title, url }) => `- ${title} ${new URL(url, new URL(set.base, location.href)).href}`), ""] : [];
      const from = page ? [`${say("ask_page")}: ${page}`, ""] : [];
      return [box.value.trim(), "", ...from, ...named("ask_suggested", suggested), ...named("ask_opened", opened)].join("\n").trim();
    }

    /** Say how it went with the text that is written now. */
    function tell(words) {
      about = box.value;
      said.textContent = words;
    }

    /** Put the text into the link that writes a mail, as much as fits into an address. */
    function refresh() {
      if (box.value !== about) said.textContent = "";
      if (!contact?.protocol.startsWith("mailto")) return;
      const address = contact.getAttribute("href").split("?")[0];
      const subject = encodeURIComponent(box.value.trim().split("\n")[0].slice(0, 60) || set.site);
      const link = (text) => `${address}?subject=${subject}&body=${encodeURIComponent(text)}`;
      const full = link(whole());
      let href = full;
      for (let size = 800; href.length > MAIL && size > 10; size = Math.floor(size / 1.5)) {
        href = link(`${[...box.value.trim()].slice(0, size).join("")} …\n${say("ask_cut")}`);
      }
      contact.toggleAttribute("data-kb-cut", href !== full);
      contact.setAttribute("href", href);
    }

    async function copy() {
      const text = whole();
      try {
        await navigator.clipboard.writeText(text);
        tell(say("ask_copied"));
      } catch {
        const shown = part(".kb-whole");
        shown.value = text;
        shown.hidden = false;
        shown.select();
        tell(say("ask_copy_here"));
      }
    }

    function written() {
      if (box.value.trim()) return true;
      tell(say("ask_write_first"));
      box.focus();
      return false;
    }

    async function send(event) {
      event.preventDefault();
      const reply = form.querySelector("input");
      if (!written()) return;
      reply.value = reply.value.trim();
      const valid = /^[^@\s]+@[^@\s]+$/.test(reply.value);
      reply.setAttribute("aria-invalid", String(!valid));
      if (!valid) {
        tell(say("ask_reply_first"));
        reply.focus();
        return;
      }
      const button = form.querySelector("button");
      button.disabled = true;
      tell(say("ask_sending"));
      const words = { lang: set.lang, text: box.value.trim(), reply_to: reply.value };
      try {
        await self.kbSend.post(set.questions, { kind: "question", token, ...words, ...seen() });
        finish(say("ask_sent", { reply: reply.value }), set.promise);
      } catch {
        tell(say("ask_failed"));
      } finally {
        button.disabled = false;
      }
    }

    return {
      refresh,
      /** Begin a new question. */
      again: () => {
        token = self.kbSend.fresh();
        said.textContent = "";
      },
    };
  };
})();
