// Looking at a statement lights its cue, its source and whatever else its speaker said. Nothing is fetched
// or kept.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const keys = (element, kind) => (element.dataset[kind] ?? "").split(" ").filter(Boolean);

  // For content, cue, source and mention: from a key to its elements.
  const places = {};
  for (const kind of ["content", "cue", "source", "mention"]) {
    places[kind] = new Map();
    for (const element of all(`[data-${kind}]`)) {
      for (const key of keys(element, kind)) {
        if (!places[kind].has(key)) places[kind].set(key, []);
        places[kind].get(key).push(element);
      }
    }
  }
  const of = (kind, key) => places[kind].get(key) ?? [];
  const notes = new Map(all(".note").map((note) => [note.dataset.key, note]));
  const said = new Map();
  for (const [key, note] of notes) {
    if (!said.has(note.dataset.speaker)) said.set(note.dataset.speaker, []);
    said.get(note.dataset.speaker).push(key);
  }

  let chosen = null;
  let shown = null;
  let marked = [];

  const mark = (elements, ...names) => {
    for (const element of elements) {
      element.classList.add(...names);
      marked.push([element, names]);
    }
  };

  const light = (key) => {
    if (key === shown) return;
    shown = key;
    for (const [element, names] of marked) element.classList.remove(...names);
    marked = [];
    document.body.classList.toggle("lit", key !== null);
    if (key === null) return;
    const note = notes.get(key);
    const speaker = note.dataset.speaker;
    document.body.style.setProperty("--lit", getComputedStyle(note).getPropertyValue("--hue"));
    mark([note, ...of("content", key)], "on");
    mark(of("cue", key), "on-cue");
    mark(of("source", key), "on-source");
    mark(of("mention", speaker), "on-mention");
    if (speaker.endsWith("-x")) return;
    for (const other of said.get(speaker)) {
      if (other !== key) mark([notes.get(other), ...of("content", other)], "kin");
    }
  };

  const choose = (key, { scroll = false } = {}) => {
    if (chosen) notes.get(chosen).classList.remove("chosen");
    chosen = key;
    light(key);
    if (key === null) return;
    const note = notes.get(key);
    note.classList.add("chosen");
    history.replaceState(null, "", `#${key}`);
    if (scroll) {
      (of("content", key)[0] ?? note).scrollIntoView({ block: "center", behavior: "smooth" });
      note.querySelector("a").focus({ preventScroll: true });
    }
  };

  const step = (by) => {
    const visible = [...notes.keys()].filter((key) => !notes.get(key).classList.contains("out"));
    if (!visible.length) return;
    let index = visible.indexOf(chosen) + by;
    if (chosen === null) {
      const first = visible.findIndex((key) => (of("content", key)[0] ?? notes.get(key)).getBoundingClientRect().bottom > 60);
      index = by > 0 ? Math.max(first, 0) : first - 1;
    }
    choose(visible[Math.min(Math.max(index, 0), visible.length - 1)], { scroll: true });
  };

  // The legend: show only the pressed speakers of a document; none pressed shows everybody.
  const filter = (button) => {
    const article = button.closest("article");
    button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
    const pressed = all('.legend [aria-pressed="true"]', article).map((other) => other.dataset.speaker);
    let count = 0;
    for (const note of all(".note", article)) {
      const out = pressed.length > 0 && !pressed.includes(note.dataset.speaker);
      note.classList.toggle("out", out);
      count += !out;
    }
    for (const element of all("[data-content]", article)) {
      element.classList.toggle("out", keys(element, "content").every((key) => notes.get(key).classList.contains("out")));
    }
    if (chosen && notes.get(chosen).classList.contains("out")) choose(null);
    one(".status").textContent = `${count} statements shown`;
  };

  const underPointer = (target) => {
    const note = target.closest?.(".note");
    if (note) return note.dataset.key;
    const content = target.closest?.("[data-content]");
    return content ? keys(content, "content").at(-1) : null;
  };

  document.addEventListener("mouseover", (event) => light(underPointer(event.target) ?? chosen));
  document.addEventListener("focusin", (event) => {
    const note = event.target.closest(".note");
    if (note) light(note.dataset.key);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".legend button");
    if (button) return filter(button);
    if (event.target.closest("dialog, .bar, .contents, .skip")) return undefined;
    const key = underPointer(event.target);
    if (key && event.target.closest("a")) event.preventDefault();
    if (!window.getSelection().isCollapsed) return undefined;
    const inText = !event.target.closest(".note");
    choose(key);
    if (key && inText) notes.get(key).scrollIntoView({ block: "nearest" });
    if (key && !inText) of("content", key)[0]?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    return undefined;
  });

  const help = one("#help");
  one("#ask").addEventListener("click", () => help.showModal());
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));

  const bound = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => chosen !== null && (step(1), true),
    ArrowUp: () => chosen !== null && (step(-1), true),
    "?": () => help.showModal(),
    Escape: () => (choose(null), document.activeElement?.blur()),
    Enter: () => {
      const note = document.activeElement?.closest(".note") ?? notes.get(chosen);
      if (!note || document.activeElement?.closest("button")) return false;
      choose(note.dataset.key);
      filter(one(`.legend [data-speaker="${CSS.escape(note.dataset.speaker)}"]`));
      return true;
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !(event.key in bound)) return;
    if (bound[event.key]() !== false) event.preventDefault();
  });

  const arrive = () => {
    const key = decodeURIComponent(location.hash.slice(1));
    if (notes.has(key)) choose(key, { scroll: true });
  };
  window.addEventListener("hashchange", arrive);
  arrive();
})();
