// Keeps an unfinished form: in the browser at every key, at the address in data-autosave at every pause and at least every few
// seconds. The copy in the browser goes when the server has it, and comes back when the page is opened after a crash.

const PAUSE = 150;
const LONGEST = 1500;
const AGAIN = 12000;

/** What was typed. Hidden fields are the page's own and change with every answer of the server. @param {HTMLFormElement} form */
const valuesOf = form => {
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    if (typeof value === 'string' && !(field instanceof HTMLInputElement && field.type === 'hidden')) values[name] = value;
  }
  return JSON.stringify(values);
};

/** @param {HTMLFormElement} form @param {string} name @param {string} [time] */
const say = (form, name, time) => {
  const state = form.querySelector('[data-autosave-state]');
  if (state instanceof HTMLElement) state.textContent = (state.dataset[name] ?? state.dataset.local ?? '').replace('{0}', time ?? '');
};

/** Fills fields from a copy that the last visit left. Somebody else's newer text is not overwritten.
 * @param {HTMLFormElement} form @param {string} key @param {string} served */
const restore = (form, key, served) => {
  const copy = JSON.parse(localStorage.getItem(key) ?? 'null');
  if (copy?.served !== served) return false;
  for (const [name, value] of Object.entries(JSON.parse(copy.now))) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = String(value);
    if (field instanceof HTMLInputElement && ['text', 'email', 'tel', 'url', 'date', 'time'].includes(field.type)) field.value = String(value);
  }
  return true;
};

/** @param {HTMLFormElement} form */
const watch = form => {
  const address = /** @type {string} */ (form.dataset.autosave);
  const key = `draft:${address}`;
  let served = valuesOf(form);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let due;
  let waitingSince = 0;
  /** @type {AbortController | undefined} */
  let underWay;

  const keep = async () => {
    // One at a time: a slow line must not let an older copy arrive after a newer one.
    if (underWay) { due = setTimeout(keep, PAUSE); return; }
    waitingSince = 0;
    underWay = new AbortController();
    const now = valuesOf(form);
    say(form, 'keeping');
    const answer = await fetch(address, { method: 'POST', body: new FormData(form), headers: { 'X-Autosave': '1' }, signal: underWay.signal }).catch(() => null);
    underWay = undefined;
    if (answer?.ok) {
      // From now on the server serves this: what is typed later is a copy of it.
      served = now;
      if (valuesOf(form) === now) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ served, now: valuesOf(form) }));
      // The centre's clock, as everywhere: a laptop set to another zone does not change it.
      const { lang, dataset } = document.documentElement;
      say(form, 'kept', new Date().toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit', timeZone: dataset.zone, timeZoneName: 'short' }));
      return;
    }
    // What the server refuses it will refuse again; what it did not hear is told again.
    say(form, answer && answer.status < 500 ? 'refused' : 'local');
    if (!answer || answer.status >= 500) due = setTimeout(keep, AGAIN);
  };

  const changed = () => {
    localStorage.setItem(key, JSON.stringify({ served, now: valuesOf(form) }));
    waitingSince ||= Date.now();
    clearTimeout(due);
    due = setTimeout(keep, Math.max(0, Math.min(PAUSE, waitingSince + LONGEST - Date.now())));
  };

  form.addEventListener('input', changed);
  // What the person sends themselves is the last word: no copy follows it.
  form.addEventListener('submit', () => { clearTimeout(due); underWay?.abort(); localStorage.removeItem(key); });
  if (restore(form, key, served)) changed();
};

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-autosave]'))) watch(form);

export {};
