// Keeps an unfinished form: in the browser at every pause, at the server when data-autosave names an address.
// The copy in the browser goes when the form is sent; it is offered back by filling fields that are still as served.

const PAUSE = 1200;

/** @param {HTMLFormElement} form */
const valuesOf = form => {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && !name.startsWith('_') && !name.startsWith('__')) values[name] = value;
  }
  return values;
};

/** @param {HTMLFormElement} form */
const watch = form => {
  const key = `draft:${location.pathname}:${form.dataset.autosave}`;
  const served = JSON.stringify(valuesOf(form));
  const state = form.querySelector('[data-autosave-state]');
  /** @param {string} name @param {string} [time] */
  const say = (name, time) => {
    if (state instanceof HTMLElement) state.textContent = (state.dataset[name] ?? '').replace('{0}', time ?? '');
  };
  restore(form, key, served);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  const keep = async () => {
    const now = JSON.stringify(valuesOf(form));
    if (now === served && !localStorage.getItem(key)) return;
    localStorage.setItem(key, JSON.stringify({ served, now }));
    say('keeping');
    try {
      const answer = await fetch(/** @type {string} */ (form.dataset.autosave), { method: 'POST', body: new FormData(form), headers: { 'X-Autosave': '1' } });
      if (!answer.ok) throw new Error(String(answer.status));
      localStorage.removeItem(key);
      say('kept', new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }));
    } catch {
      say('local');
      pause = setTimeout(keep, PAUSE * 10);
    }
  };

  form.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(keep, PAUSE); });
  form.addEventListener('submit', () => { clearTimeout(pause); localStorage.removeItem(key); });
  addEventListener('pagehide', () => {
    const now = JSON.stringify(valuesOf(form));
    if (pause !== undefined && now !== served && !form.dataset.sent) localStorage.setItem(key, JSON.stringify({ served, now }));
  });
  form.addEventListener('submit', () => { form.dataset.sent = '1'; });
};

/** @param {HTMLFormElement} form @param {string} key @param {string} served */
const restore = (form, key, served) => {
  const stored = localStorage.getItem(key);
  if (!stored) return;
  const copy = JSON.parse(stored);
  // Somebody else saved meanwhile: their text is not overwritten.
  if (copy.served !== served) return;
  for (const [name, value] of Object.entries(JSON.parse(copy.now))) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = String(value);
    if (field instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'password', 'hidden'].includes(field.type)) field.value = String(value);
  }
  form.dispatchEvent(new Event('input', { bubbles: true }));
};

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-autosave]'))) watch(form);

export {};
