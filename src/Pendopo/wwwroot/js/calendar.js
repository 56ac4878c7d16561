// Moves a post by dragging it to another day. Without script, and by keyboard, the link beside it asks for the new day.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-calendar-move]'));

/** @param {string} name @param {string} value */
const fill = (name, value) => { /** @type {HTMLInputElement} */ (form?.elements.namedItem(name)).value = value; };

/** @type {HTMLElement | null} */
let dragged = null;

for (const entry of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-drag]'))) {
  entry.draggable = true;
  entry.addEventListener('dragstart', event => {
    dragged = entry;
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  });
  entry.addEventListener('dragend', () => { dragged = null; });
}

for (const day of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-day]'))) {
  const mine = () => dragged !== null && day.contains(dragged);
  day.addEventListener('dragover', event => {
    if (!dragged || mine()) return;
    event.preventDefault();
    day.classList.add('month-target');
  });
  day.addEventListener('dragleave', () => day.classList.remove('month-target'));
  day.addEventListener('drop', event => {
    day.classList.remove('month-target');
    if (!dragged || mine() || !form) return;
    event.preventDefault();
    const [post, from] = (dragged.dataset.drag ?? '').split(' ');
    fill('Post', post);
    fill('From', from);
    fill('Day', day.dataset.day ?? '');
    form.requestSubmit();
  });
}

export {};
