// Closes an open menu on Escape and on a press outside it.

/** @param {Element | null} except */
const closeAll = except => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (menu !== except) menu.removeAttribute('open');
  }
};

document.addEventListener('click', event => closeAll(/** @type {Element} */ (event.target).closest('details[data-menu]')));
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.activeElement?.closest('details[data-menu][open]');
  closeAll(null);
  /** @type {HTMLElement | null | undefined} */ (menu?.querySelector('summary'))?.focus();
});

export {};
