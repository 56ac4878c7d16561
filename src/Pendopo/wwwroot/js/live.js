// Live parts: an element with data-live="ADDRESS" listens to server-sent events there. An event means "this changed":
// the page is fetched again and the element with the same id is put in its place. Typing and focus inside are left alone.

/** @type {NodeListOf<HTMLElement>} */
const parts = document.querySelectorAll('[data-live][id]');

/** What somebody unfolded stays so. @param {HTMLElement} part @param {HTMLElement} fresh */
const keepOpen = (part, fresh) => {
  for (const open of part.querySelectorAll('[id] details[open]')) {
    const holder = /** @type {HTMLElement} */ (open.closest('[id]'));
    const at = [...holder.querySelectorAll('details')].indexOf(/** @type {HTMLDetailsElement} */ (open));
    fresh.querySelectorAll(`#${CSS.escape(holder.id)} details`)[at]?.setAttribute('open', '');
  }
};

/** What its page did not put there. @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
const isChanged = field => {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected));
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) return field.checked !== field.defaultChecked;
  return field.type !== 'hidden' && field.value !== field.defaultValue;
};

/** Somebody is in a form of it, typed into one, or reads there what was wrong. @param {HTMLElement} part */
const isBusy = part => {
  /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
  const fields = part.querySelectorAll('input, textarea, select');
  const here = document.activeElement;
  return (part.contains(here) && here?.closest('form, input, textarea, select') != null) || part.querySelector('[aria-invalid="true"]') !== null || [...fields].some(isChanged);
};

/** Asks for the page once and renews those of its parts that changed. @param {HTMLElement[]} stale */
const refresh = async stale => {
  const idle = stale.filter(part => !isBusy(part));
  if (idle.length === 0) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of idle) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    keepOpen(part, fresh);
    if (fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
};

/** One line to the server an address, not one a part: a browser opens only six to one server. @param {string} address @param {HTMLElement[]} mine */
const listen = (address, mine) => {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const changed = () => {
    // Several changes at once are one look.
    clearTimeout(soon);
    soon = setTimeout(() => refresh(mine), 250);
  };
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('changed', changed);
    source.addEventListener('message', changed);
  };
  const close = () => {
    source?.close();
    source = undefined;
  };
  // A page that nobody looks at holds no line; it looks once when it is looked at again.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) close();
    else if (!source) {
      open();
      changed();
    }
  });
  addEventListener('pagehide', close);
  if (!document.hidden) open();
};

/** @type {Map<string, HTMLElement[]>} */
const byAddress = new Map();
for (const part of parts) {
  const address = /** @type {string} */ (part.dataset.live);
  byAddress.set(address, [...(byAddress.get(address) ?? []), part]);
}
for (const [address, mine] of byAddress) listen(address, mine);

export {};
