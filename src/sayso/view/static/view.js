// Hover, focus and click. All else in the page works without this.
"use strict";
(() => {
  const text = document.getElementById("text");
  const card = document.getElementById("card");
  if (!text || !card) return;
  let shown = null;

  /** What is known of an item, as its row or list entry beside the article says it. */
  const facts = (id) => {
    const item = document.getElementById(id);
    const list = document.createElement("dl");
    for (const part of item ? item.querySelectorAll("[data-l]") : []) {
      const said = part.textContent.replace(/\s+/g, " ").trim();
      if (!said) continue;
      list.append(
        Object.assign(document.createElement("dt"), { textContent: part.dataset.l }),
        Object.assign(document.createElement("dd"), { textContent: said, dir: "auto" }),
      );
    }
    return list;
  };

  const items = (at) => at.dataset.i.split(" ");

  const light = (ids) => {
    for (const at of document.querySelectorAll(".kin")) at.classList.remove("kin");
    for (const id of ids) for (const at of text.querySelectorAll(`.${id}, .m-${id}, .ev-${id}`)) at.classList.add("kin");
  };

  const hide = () => {
    card.hidden = true;
    shown = null;
    light([]);
  };

  const show = (at) => {
    if (at === shown) return;
    const lists = items(at).map(facts).filter((list) => list.childElementCount);
    if (!lists.length) return hide();
    shown = at;
    card.replaceChildren(...lists);
    card.hidden = false;
    light(items(at).slice(0, 1));
    place(at);
  };

  const place = (at) => {
    const box = at.getClientRects()[0] || at.getBoundingClientRect();
    const left = Math.min(box.left, window.innerWidth - card.offsetWidth - 8);
    const below = box.bottom + 8 + card.offsetHeight <= window.innerHeight;
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - card.offsetHeight - 6)}px`;
  };

  const marked = (event) => (event.target instanceof Element ? event.target.closest("#text [data-i]") : null);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const at = marked(event);
    if (at) show(at);
    else if (!(event.target instanceof Element && event.target.closest("#card"))) hide();
  });
  document.addEventListener("focusin", (event) => {
    const at = marked(event);
    if (at) show(at);
    else hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  window.addEventListener("scroll", () => {
    if (shown && shown === document.activeElement) place(shown);
    else if (shown) hide();
  }, { passive: true });

  const lightStatement = (id) => {
    for (const name of ["on", "by-on"]) for (const lit of document.querySelectorAll(`.${name}`)) lit.classList.remove(name);
    if (!id) return;
    for (const lit of text.querySelectorAll(`.${id}`)) lit.classList.add("on");
    const speaker = [...document.getElementById(id).classList].find((name) => name.startsWith("by-"));
    if (speaker !== "by-none") for (const lit of document.querySelectorAll(`.${speaker}`)) lit.classList.add("by-on");
  };

  // Every character of a statement leads to it and lights it with its speaker's others, not only its link. The style
  // does that for what the address names, where there are not too many statements; this does it for all, and for
  // names and events that stand in a statement and lead elsewhere.
  document.addEventListener("click", (event) => {
    const at = marked(event);
    const chosen = at && !String(window.getSelection()) ? items(at) : [];
    lightStatement(chosen.find((id) => id.startsWith("s-")));
    if (chosen.length && at.localName !== "a") location.hash = chosen[0];
  });
  const follow = () => {
    const at = document.getElementById(location.hash.slice(1));
    const statement = at && [...at.classList].find((name) => /^s-[0-9]+$/.test(name));
    if (statement) lightStatement(statement);
  };
  window.addEventListener("hashchange", follow);
  follow();
})();
