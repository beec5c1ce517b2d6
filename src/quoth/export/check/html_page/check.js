// The counts are buttons: press a verdict to see only its quotations. Without this script all of them are shown.
(() => {
  "use strict";
  for (const legend of document.querySelectorAll(".verdicts")) {
    const buttons = [...legend.querySelectorAll("button")];
    const cards = [...legend.closest("article").querySelectorAll(".card")];
    for (const button of buttons) button.disabled = false;
    legend.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const pressed = button.ariaPressed === "true";
      for (const other of buttons) other.ariaPressed = "false";
      button.ariaPressed = pressed ? "false" : "true";
      let count = 0;
      for (const card of cards) {
        card.hidden = !pressed && card.dataset.verdict !== button.dataset.verdict;
        count += !card.hidden;
      }
      document.querySelector(".status").textContent = `${count} of ${cards.length} quotations shown`;
    });
  }
  // Whoever follows a link to a quotation that the filter hides sees them all again.
  window.addEventListener("hashchange", () => {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".card[hidden]");
    if (!card) return;
    card.closest("article").querySelector('.verdicts [aria-pressed="true"]').click();
    card.scrollIntoView();
  });
})();
