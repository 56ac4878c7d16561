// Buttons that copy the words of a field. Without this the words are marked and copied by hand.

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('[data-copy]'))) {
  const form = button.form;
  const field = /** @type {HTMLTextAreaElement | null} */ (form?.elements.namedItem(button.dataset.copy ?? ''));
  const said = form?.querySelector('[role=status]');
  // Only pages that came over a safe line may write there.
  if (!field || !said || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    said.textContent = button.dataset.done ?? '';
  });
  field.addEventListener('input', () => { said.textContent = ''; });
}

export {};
