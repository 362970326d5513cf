// Keys for the review page: j/k next and previous card, a accept, e edit, r reject, u undo.
// Without this script every decision is made with the buttons.
"use strict";

(() => {
  const cards = [...document.querySelectorAll("article.card")];
  const help = document.getElementById("keys");
  if (!cards.length || !help) return;
  help.hidden = false;
  let current = Math.max(0, cards.findIndex((card) => "#" + card.id === location.hash));
  let sent = false;

  function go(position) {
    current = Math.min(Math.max(position, 0), cards.length - 1);
    cards.forEach((card, index) => card.classList.toggle("current", index === current));
    cards[current].focus({ preventScroll: true });
    cards[current].scrollIntoView({ block: "start" });
  }

  function act(key) {
    const target = cards[current].querySelector(`[data-key="${key}"]`);
    if (!target) return;
    if (target.tagName === "FORM") {
      if (!sent) {
        sent = true; // a key held down must not decide on the next card as well
        target.requestSubmit();
      }
      return;
    }
    target.open = true;
    const field = target.querySelector("textarea, input:not([type=hidden])");
    if (field) field.focus();
  }

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && writing) {
      const open = event.target.closest("details");
      if (open) open.open = false;
      go(current);
      return;
    }
    if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    // On a Thai keyboard layout the same keys type ฟ ำ พ ี ่ า: the key's place on the keyboard decides.
    const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
    if (key === "j") go(current + 1);
    else if (key === "k") go(current - 1);
    else if ("aeru".includes(key) && key) act(key);
    else return;
    event.preventDefault();
  });

  for (const [index, card] of cards.entries()) {
    card.addEventListener("focusin", () => {
      current = index;
      cards.forEach((other, position) => other.classList.toggle("current", position === index));
    });
  }
  window.addEventListener("pageshow", () => {
    sent = false;
  });
  if (location.hash.startsWith("#s-")) go(current);
})();
