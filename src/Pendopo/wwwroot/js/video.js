// Sends a video in pieces: the server says how much is safe, and after a cut it goes on from there, also after the page was closed and the same
// file is chosen again. Without this the form sends the file whole. Beside the player it writes the time into the captions.

const PIECE = 4 * 1024 * 1024;
const [FIRST_WAIT, LONGEST_WAIT] = [1000, 30000];

/** @param {number} milliseconds */
const pause = milliseconds => new Promise(done => { setTimeout(done, milliseconds); });

/** @param {number} bytes */
const megabytes = bytes => (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

/** Where this file was begun before, if it was. @param {File} file */
const keyOf = file => `video:${file.name}:${file.size}:${file.lastModified}`;

/** The offset of an upload; null when it is gone, undefined when the line is cut. @param {string} address */
const ask = async address => {
  const answer = await fetch(address).catch(() => undefined);
  if (!answer || answer.status >= 500) return undefined;
  return answer.ok ? answer.json() : null;
};

/** @param {HTMLFormElement} form @param {File} file @param {(words: string, done: number) => void} say */
const send = async (form, file, say) => {
  const key = keyOf(file);
  let address = localStorage.getItem(key);
  let wait = FIRST_WAIT;
  for (;;) {
    const known = address ? await ask(address) : null;
    if (known === null) {
      const begun = await fetch(/** @type {string} */ (form.dataset.upload), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ size: file.size, name: file.name }) }).catch(() => undefined);
      if (begun?.ok) {
        address = begun.headers.get('Location') ?? '';
        localStorage.setItem(key, address);
        continue;
      }
      if (begun && begun.status < 500) throw new Error((await begun.json()).title);
    } else if (known) {
      if (known.state !== 'Arriving') {
        localStorage.removeItem(key);
        return /** @type {string} */ (known.id);
      }
      let at = known.arrived;
      let answer;
      do {
        say((form.dataset.sending ?? '').replace('{0}', megabytes(at)).replace('{1}', megabytes(file.size)), at / file.size);
        answer = await fetch(/** @type {string} */ (address), {
          method: 'PATCH', body: file.slice(at, at + PIECE), headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(at) },
        }).catch(() => undefined);
        if (answer?.ok) {
          [at, wait] = [Number(answer.headers.get('Upload-Offset')), FIRST_WAIT];
        } else if (answer?.status === 422) {
          localStorage.removeItem(key);
          throw new Error((await answer.json()).title);
        }
      } while (answer?.ok && at < file.size);
      if (answer?.ok) {
        say(form.dataset.checking ?? '', 1);
        continue;
      }
      say((form.dataset.cut ?? '').replace('{0}', megabytes(at)), at / file.size);
    }
    await pause(wait);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }
};

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-upload]'))) {
  const state = /** @type {HTMLElement} */ (form.querySelector('[data-upload-state]'));
  const [words, bar] = [/** @type {HTMLElement} */ (state.querySelector('span')), /** @type {HTMLProgressElement} */ (state.querySelector('progress'))];
  form.addEventListener('submit', async event => {
    const file = /** @type {HTMLInputElement} */ (form.querySelector('input[type=file]')).files?.[0];
    if (!file) return;
    event.preventDefault();
    // Said before the first byte is sent: the server takes no video of which nobody says whom it shows.
    const shows = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="Form.UploadShows"]:checked'));
    if (!shows) {
      [words.textContent, state.hidden] = [form.dataset.unsaid ?? '', false];
      return;
    }
    const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
    [button.disabled, state.hidden] = [true, false];
    try {
      const id = await send(form, file, (text, done) => { [words.textContent, bar.value] = [text, Math.round(done * 100)]; });
      const field = /** @type {HTMLInputElement} */ (document.querySelector('[data-upload-id]'));
      field.value = id;
      /** @type {HTMLInputElement} */ (document.querySelector('[data-upload-shows]')).value = shows.value;
      field.form?.requestSubmit();
    } catch (error) {
      [words.textContent, button.disabled] = [error instanceof Error ? error.message : '', false];
    }
  });
}

// While copies are being made, the page asks now and then and shows itself anew when that is over.
const underway = /** @type {HTMLElement | null} */ (document.querySelector('[data-video-state]'));
if (underway) {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.no-script'))) line.hidden = true;
  const look = async () => {
    const known = await ask(underway.dataset.videoState ?? '');
    if (known && !['Waiting', 'Working'].includes(known.state)) { location.reload(); return; }
    const bar = underway.querySelector('progress');
    if (known && bar) bar.value = known.percent;
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
}

const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-caption-time]'));
const player = document.querySelector('video');
const captions = /** @type {HTMLTextAreaElement | null} */ (document.querySelector('textarea[name="Form.Captions"]'));
if (place && player && captions) {
  const button = document.createElement('button');
  [button.type, button.className, button.textContent] = ['button', 'button', place.dataset.label ?? ''];
  place.append(button);
  place.hidden = false;
  /** @param {number} seconds */
  const time = seconds => new Date(seconds * 1000).toISOString().slice(11, 23);
  button.addEventListener('click', () => {
    const at = player.currentTime;
    const before = captions.value === '' ? 'WEBVTT\n' : captions.value.replace(/\n*$/, '\n');
    captions.value = `${before}\n${time(at)} --> ${time(at + 3)}\n`;
    captions.focus();
    captions.setSelectionRange(captions.value.length, captions.value.length);
  });
}

export {};
