// Counts an undo down and takes it away when its time is over. Without script the button stays and the server decides.

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-undo]'))) {
  const left = form.querySelector('[data-undo-left]');
  const until = Date.now() + Number(form.dataset.undo) * 1000;
  let held = 0;
  const tick = setInterval(() => {
    // Time stands still while the focus is inside, so that nobody loses the button under their finger (WCAG 2.2.1).
    if (form.contains(document.activeElement)) { held += 1000; return; }
    const seconds = Math.ceil((until + held - Date.now()) / 1000);
    if (seconds <= 0) { clearInterval(tick); form.hidden = true; return; }
    if (left) left.textContent = `(${seconds})`;
  }, 1000);
}

export {};
