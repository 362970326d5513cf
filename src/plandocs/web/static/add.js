// Dropping files and folders anywhere on the form, and saying what was chosen before it is sent.
// Without this script files are chosen with the two buttons.
"use strict";

(() => {
  const form = document.getElementById("add");
  const files = document.getElementById("files");
  const folder = document.getElementById("folder");
  const chosen = document.getElementById("chosen");
  const button = form.querySelector("button");

  const megabytes = (bytes) => (bytes / 1048576).toLocaleString("th", { maximumFractionDigits: 1 });

  function show() {
    const all = [...files.files, ...folder.files];
    const bytes = all.reduce((sum, file) => sum + file.size, 0);
    chosen.hidden = !all.length;
    chosen.className = "";
    if (!all.length) return;
    const names = all.slice(0, 3).map((file) => file.name).join(", ");
    const more = all.length > 3 ? ` และอีก ${all.length - 3} ไฟล์` : "";
    chosen.textContent = `เลือกแล้ว ${all.length} ไฟล์ ${megabytes(bytes)} เมกะไบต์: ${names}${more}`;
    const over = bytes > Number(form.dataset.limit) || all.length > Number(form.dataset.most);
    if (over) {
      chosen.className = "notice bad";
      chosen.textContent += " เกินที่ส่งได้ครั้งเดียว โปรดแบ่งส่ง";
    }
    button.disabled = over;
  }

  async function* filesIn(entry) {
    if (entry.isFile) {
      yield await new Promise((done, failed) => entry.file(done, failed));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const child of some) yield* filesIn(child);
    }
  }

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const dropped = entries.length ? [] : [...event.dataTransfer.files];
    for (const entry of entries) for await (const file of filesIn(entry)) dropped.push(file);
    const kept = new DataTransfer();
    for (const file of [...files.files, ...dropped]) kept.items.add(file);
    files.files = kept.files;
    show();
  });
  // A file dropped beside the form would otherwise open in the browser and take the page away.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  for (const input of [files, folder]) input.addEventListener("change", show);
  form.addEventListener("submit", () => {
    button.disabled = true;
    chosen.hidden = false;
    chosen.className = "";
    chosen.textContent = "กำลังส่งไฟล์ โปรดรอสักครู่";
  });
  window.addEventListener("pageshow", () => {
    button.disabled = false;
    show();
  });
})();
