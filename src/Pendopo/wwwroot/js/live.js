// Live parts: an element with data-live="ADDRESS" listens to server-sent events there. An event means "this changed":
// the page is fetched again and the element with the same id is put in its place. Typing and focus inside are left alone.

/** @param {HTMLElement} part */
const refresh = async part => {
  if (part.contains(document.activeElement) && document.activeElement?.matches('input, textarea, select')) return;
  const answer = await fetch(part.dataset.liveFrom ?? location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById(part.id);
  if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
};

for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-live][id]'))) {
  const source = new EventSource(/** @type {string} */ (part.dataset.live));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const changed = () => {
    // Several changes at once are one look.
    clearTimeout(soon);
    soon = setTimeout(() => refresh(part), 250);
  };
  source.addEventListener('changed', changed);
  source.addEventListener('message', changed);
  addEventListener('pagehide', () => source.close());
}

export {};
