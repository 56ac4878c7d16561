// Turns notifications of this centre on and off in this browser. What is kept here is the mark by which it can be turned off.

const section = /** @type {HTMLElement | null} */ (document.querySelector('[data-push]'));

if (section) {
  const path = section.dataset.push ?? '';
  const said = /** @type {HTMLElement} */ (section.querySelector('[data-push-said]'));
  const on = /** @type {HTMLButtonElement} */ (section.querySelector('[data-push-on]'));
  const off = /** @type {HTMLButtonElement} */ (section.querySelector('[data-push-off]'));
  const kept = `push ${path}`;

  /** @param {string} what */
  const say = what => { said.textContent = said.dataset[what] ?? ''; };
  /** @param {boolean} isOn */
  const show = isOn => { on.hidden = isOn; off.hidden = !isOn; };

  const begin = async () => {
    if (await Notification.requestPermission() !== 'granted') { say('denied'); return; }
    const worker = await navigator.serviceWorker.register('/push-worker.js');
    await navigator.serviceWorker.ready;
    const key = Uint8Array.from(atob((section.dataset.pushKey ?? '').replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
    const browser = (await (await worker.pushManager.getSubscription() ?? worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))).toJSON();
    const answer = await fetch(path, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ endpoint: browser.endpoint, key: browser.keys?.p256dh, auth: browser.keys?.auth }),
    });
    if (!answer.ok) { say('failed'); return; }
    localStorage.setItem(kept, (await answer.json()).mark);
    show(true);
    say('on');
  };

  const end = async () => {
    const answer = await fetch(`${path}/${localStorage.getItem(kept)}`, { method: 'DELETE' });
    if (!answer.ok) { say('failed'); return; }
    localStorage.removeItem(kept);
    show(false);
    say('off');
    on.focus();
  };

  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
    // Where the page knows which browsers are on, one that somebody else left here is off.
    const mark = localStorage.getItem(kept);
    show(mark !== null && (section.dataset.pushKnown === undefined || section.dataset.pushKnown.split(' ').includes(mark)));
    /** @type {HTMLElement} */ (section.querySelector('[data-push-actions]')).hidden = false;
    on.addEventListener('click', () => begin().catch(() => say('failed')));
    off.addEventListener('click', () => end().catch(() => say('failed')));
  } else {
    say('missing');
  }
}

export {};
