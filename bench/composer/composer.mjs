// Measures from the last key to the word "kept" in a composer: node composer.mjs ADDRESS PEOPLE.tsv [--rounds N]
import { setTimeout as pause } from 'node:timers/promises';
import { browse, readPeople } from '../../docs/screenshots/chromium.mjs';

const [address, peopleFile, ...more] = process.argv.slice(2);
const ROUNDS = Number(more[more.indexOf('--rounds') + 1]) || 100;
const OTHERS = 19, KEYS = 6, BETWEEN_KEYS = 70, OTHERS_KEEP_EVERY = 1000;
const browser = await browse(address);
const { tell, open, read, after, signIn } = await browser.page();
const share = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

/** Types a few keys as a person does and waits for the word that they are kept. */
async function burst() {
  await read(`(() => {
    const field = document.querySelector("[name='Form.Text']"), state = document.querySelector('[data-autosave-state]'), kept = state.dataset.kept.split('{0}')[0].trim();
    field.focus();
    window.lastKey = 0;
    field.oninput = () => { window.lastKey = performance.now(); };
    window.keptAfter = new Promise(done => {
      const watch = new MutationObserver(() => {
        if (!state.textContent.startsWith(kept)) return;
        const took = performance.now() - window.lastKey;
        window.waitsForLast(() => { watch.disconnect(); done(took); });
      });
      watch.observe(state, { childList: true, characterData: true, subtree: true });
    });
    window.typed = false;
    window.waitsForLast = end => { if (window.typed) end(); };
  })()`);
  for (let key = 0; key < KEYS; key++) {
    if (key === KEYS - 1) await read('window.typed = true');
    await tell('Input.dispatchKeyEvent', { type: 'char', text: 'abcdef'[key] });
    await pause(BETWEEN_KEYS);
  }
  return read('window.keptAfter');
}

async function series(name) {
  const took = [];
  for (let round = 0; round < ROUNDS; round++) {
    took.push(await burst());
    await pause(100);
  }
  console.log(`${name}: p50 ${share(took, 0.5).toFixed(0)} ms, p95 ${share(took, 0.95).toFixed(0)} ms, longest ${Math.max(...took).toFixed(0)} ms of ${took.length}`);
}

/** Nineteen more drafts, each kept once a second with a text that grows, as their writers' pages do. */
async function writers() {
  const { cookies } = await tell('Network.getCookies', { urls: [address] });
  const cookie = cookies.map(one => `${one.name}=${one.value}`).join('; ');
  const kept = { asked: 0, ok: 0 };
  let going = true;
  const token = await read(`document.querySelector('form[data-autosave] input[name^="__RequestVerification"]').name + '=' + encodeURIComponent(document.querySelector('form[data-autosave] input[name^="__RequestVerification"]').value)`);
  const write = async number => {
    const begun = await fetch(new URL('/desk/posts', address), { method: 'POST', redirect: 'manual', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, body: `${token}&Kind=Tip` });
    const draft = new URL(begun.headers.get('location'), address).href;
    await pause(number * OTHERS_KEEP_EVERY / OTHERS);
    for (let text = 'Mencuci tangan. '; going; text += 'Pakai sabun. ') {
      kept.asked++;
      const answer = await fetch(`${draft}/draft`, { method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'X-Autosave': '1' }, body: `${token}&Form.BasedOn=1&Form.Title=Tangan&Form.Text=${encodeURIComponent(text)}` });
      if (answer.ok) kept.ok++;
      await answer.arrayBuffer();
      await pause(OTHERS_KEEP_EVERY);
    }
  };
  const all = Array.from({ length: OTHERS }, (_, number) => write(number));
  return async () => { going = false; await Promise.all(all); return kept; };
}

try {
  await signIn(readPeople(peopleFile).officer);
  await open('/desk/posts/new');
  await after(() => read(`document.querySelector("form[action='/desk/posts'] button").click()`));
  await pause(1000);
  for (let warm = 0; warm < 5; warm++) await burst();
  await series('one writer');
  const end = await writers();
  await series('one of twenty who write at once');
  const kept = await end();
  console.log(`the other nineteen: ${kept.ok} of ${kept.asked} keeps answered with success`);
  process.exitCode = kept.ok === kept.asked ? 0 : 1;
} finally {
  await browser.end();
}
