// A screen in the waiting room: one post after the other. Before each turn the page is asked for again; while no answer comes, the last ones go on.

const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-wall]'));

// What was taken back during a long cut must not stand there for ever: after a day without word the posts are put away.
const forget = 24 * 60 * 60 * 1000;

if (stage) {
  let heard = Date.now();
  let at = Math.max(0, [...stage.children].findIndex(card => card instanceof HTMLElement && !card.hidden));

  const show = () => {
    const cards = /** @type {HTMLElement[]} */ ([...stage.children]);
    for (const [number, card] of cards.entries()) card.hidden = number !== at % cards.length;
  };

  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' }).catch(() => null);
    // The address was revoked: the page itself says so.
    if (answer?.status === 404) location.reload();
    if (!answer?.ok) {
      if (Date.now() - heard > forget) stage.replaceChildren();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = /** @type {HTMLElement | null} */ (page.querySelector('[data-wall]'));
    if (!fresh) return;
    heard = Date.now();
    // The program was renewed: its styles with it.
    if (page.querySelector('link[rel=stylesheet]')?.getAttribute('href') !== document.querySelector('link[rel=stylesheet]')?.getAttribute('href')) location.reload();
    stage.dataset.wall = fresh.dataset.wall;
    if (fresh.dataset.said === stage.dataset.said && stage.children.length > 0) return;
    stage.dataset.said = fresh.dataset.said;
    stage.replaceChildren(...fresh.childNodes);
    at = 0;
  };

  const turn = async () => {
    at += 1;
    await renew();
    show();
    setTimeout(turn, Number(stage.dataset.wall) * 1000);
  };

  setTimeout(turn, Number(stage.dataset.wall) * 1000);
  // Televisions go dark without it; where it is not known they have a setting of their own.
  navigator.wakeLock?.request('screen').catch(() => null);
}

export {};
