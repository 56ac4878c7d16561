// Offers the saved answers while somebody types "/" in an answer. Without script the list above the field does the same.

const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector('textarea[data-replies]'));
const answers = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-reply]'))]
  .map(link => ({ name: link.textContent?.trim() ?? '', text: link.dataset.reply ?? '' }));

if (field && answers.length > 0) {
  const list = document.createElement('ul');
  list.id = `${field.id}-replies`;
  list.className = 'replies';
  list.role = 'listbox';
  list.hidden = true;
  field.after(list);
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-autocomplete', 'list');
  let chosen = 0;

  /** The slash before the caret and what stands behind it, or null. */
  const asked = () => /(?:^|\s)\/([\p{L}\p{N} ]{0,30})$/u.exec(field.value.slice(0, field.selectionStart));

  /** @param {string} words */
  const fitting = words => answers.filter(answer => answer.name.toLowerCase().includes(words.trim().toLowerCase())).slice(0, 8);

  const close = () => {
    list.hidden = true;
    field.removeAttribute('aria-activedescendant');
  };

  /** @param {{ text: string }} answer */
  const put = answer => {
    const match = asked();
    if (!match) return;
    const from = field.selectionStart - match[1].length - 1;
    field.setRangeText(answer.text, from, field.selectionStart, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    close();
    field.focus();
  };

  const show = () => {
    const match = asked();
    const found = match ? fitting(match[1]) : [];
    list.hidden = found.length === 0;
    if (list.hidden) { close(); return; }
    chosen = Math.min(chosen, found.length - 1);
    list.replaceChildren(...found.map((answer, index) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${index}`;
      item.role = 'option';
      item.ariaSelected = String(index === chosen);
      item.textContent = answer.name;
      item.addEventListener('mousedown', event => { event.preventDefault(); put(answer); });
      return item;
    }));
    field.setAttribute('aria-activedescendant', `${list.id}-${chosen}`);
  };

  field.addEventListener('input', () => { chosen = 0; show(); });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', event => {
    if (list.hidden) return;
    const found = fitting(asked()?.[1] ?? '');
    if (event.key === 'Escape') { close(); event.preventDefault(); }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
      show();
      event.preventDefault();
    }
    if (event.key === 'Enter' && found[chosen]) { put(found[chosen]); event.preventDefault(); }
  });
}

export {};
