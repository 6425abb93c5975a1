"use strict";
// Shows what POST /v1/suggest answers; everything from the server is set as text, never as HTML.
(() => {
  const form = document.querySelector("form");
  const list = document.getElementById("answers");
  const note = document.getElementById("note");
  const words = document.body.dataset;

  function row(one) {
    const item = document.createElement("li");
    const meter = document.createElement("meter");
    meter.value = one.score;
    meter.title = `${Math.round(one.score * 100)}%`;
    const link = document.createElement("a");
    link.textContent = one.section ? `${one.title} › ${one.section}` : one.title;
    if (/^https?:/.test(one.url)) link.href = one.url;
    else link.href = new URL(one.url, new URL("../", location.href)).href;
    const reasons = document.createElement("ul");
    for (const reason of one.reasons) {
      reasons.append(Object.assign(document.createElement("li"), { textContent: reason.detail }));
    }
    item.append(meter, " ", link, reasons);
    return item;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const headers = { "content-type": "application/json", "accept-language": document.documentElement.lang };
    const key = document.getElementById("key").value.trim();
    if (key) headers.authorization = `Bearer ${key}`;
    list.replaceChildren();
    note.textContent = words.wait;
    try {
      const body = JSON.stringify({ text: document.getElementById("text").value });
      const response = await fetch("../v1/suggest", { method: "POST", headers, body });
      const data = await response.json();
      if (data.error) note.textContent = data.error.message;
      else {
        list.replaceChildren(...data.suggestions.map(row));
        note.textContent = data.note || (data.suggestions.length ? "" : words.none);
      }
    } catch {
      note.textContent = words.error;
    }
  });
})();
