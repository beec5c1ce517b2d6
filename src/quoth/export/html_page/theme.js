// Light or dark: the dark sheet follows the system until the reader says otherwise, and only that choice is kept.
(() => {
  "use strict";
  const button = document.querySelector("#theme");
  const dark = document.querySelector("#dark");
  const paint = (theme) => { dark.media = theme === "dark" ? "screen" : "not all"; };
  const remembered = (theme) => {
    try {
      if (theme) localStorage.setItem("quoth-theme", theme);
      return localStorage.getItem("quoth-theme");
    } catch {
      return theme ?? null; // a page opened from a file may have no storage
    }
  };
  const turn = () => {
    const theme = matchMedia(dark.media).matches ? "light" : "dark";
    remembered(theme);
    paint(theme);
  };
  if (remembered()) paint(remembered());

  button.addEventListener("click", turn);
  document.addEventListener("keydown", (event) => {
    if (event.key === "t" && !(event.ctrlKey || event.metaKey || event.altKey) && !document.querySelector("dialog[open]")) turn();
  });
})();
