(() => {
  const { copy, copied } = document.currentScript.dataset;
  const status = document.getElementById("copied");

  function withButton(code) {
    const frame = document.createElement("div");
    const button = document.createElement("button");
    frame.className = "copied";
    button.type = "button";
    button.className = "quiet";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = status.textContent = copied;
      setTimeout(() => {
        button.textContent = copy;
        status.textContent = "";
      }, 2000);
    });
    code.replaceWith(frame);
    frame.append(code, button);
  }

  // Only a secure context has a clipboard.
  if (navigator.clipboard) document.querySelectorAll("pre.copy").forEach(withButton);

  addEventListener("change", ({ target }) => {
    if (!target.closest(".tabs")) return;
    const { top } = target.getBoundingClientRect();
    for (const other of document.querySelectorAll(".tabs input"))
      if (other.value === target.value) other.checked = true;
    scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
  });
})();
