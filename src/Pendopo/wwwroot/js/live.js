// Live parts: an element with data-live="ADDRESS" listens to server-sent events there. An event means "this changed":
// the page is fetched again and the element with the same id is put in its place. Typing and focus inside are left alone.

/** @type {NodeListOf<HTMLElement>} */
const parts = document.querySelectorAll('[data-live][id]');

/** Asks for the page once and renews those of its parts that changed. @param {HTMLElement[]} stale */
const refresh = async stale => {
  const idle = stale.filter(part => !(part.contains(document.activeElement) && document.activeElement?.matches('input, textarea, select')));
  if (idle.length === 0) return;
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of idle) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
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
