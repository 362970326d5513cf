// What a screen reader or a keyboard would stumble over, and what leaves this computer; empty when nothing.
(() => {
  const told = [];
  const name = (e) => (e.getAttribute("aria-label") || "") + [...(e.labels || [])].map((l) => l.textContent).join("");
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea, progress, meter"))
    if (!name(e).trim() && !e.closest("td")) told.push("no name: " + e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll("button, a[href], summary"))
    if (!(e.textContent.trim() || e.getAttribute("aria-label") || e.querySelector("img[alt]"))) told.push("empty: " + e.outerHTML.slice(0, 80));
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) told.push("id twice: " + id);
  for (const e of document.querySelectorAll("[aria-labelledby], [aria-describedby]"))
    for (const id of ((e.getAttribute("aria-labelledby") || "") + " " + (e.getAttribute("aria-describedby") || "")).split(" "))
      if (id && !document.getElementById(id)) told.push("points nowhere: " + id);
  if (document.querySelectorAll("h1").length !== 1) told.push("not one h1");
  if (document.querySelectorAll("main").length !== 1 || document.documentElement.lang !== "th") told.push("no main or lang");
  for (const e of document.querySelectorAll("th")) if (e.closest("thead") && !e.scope) told.push("th without scope");
  for (const e of document.querySelectorAll("link, script, img, form, iframe"))
    for (const at of ["href", "src", "action"]) {
      const to = e.getAttribute(at);
      if (to && new URL(to, location.href).origin !== location.origin) told.push("leaves this computer: " + to);
    }
  return told.join("; ");
})();
