// The caller screen: every change is fetched at once, and looked for again when the line was cut. A new number chimes and is said aloud where the browser can.

const stage = /** @type {HTMLElement | null} */ (document.querySelector('[data-call]'));
const sound = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-sound]'));

// A screen asks at least so often, whatever it heard.
const atLeast = 30_000;

if (stage) {
  /** @type {AudioContext | undefined} */
  let audio;

  /** @returns {Map<string, string>} */
  const numbers = () => new Map([...stage.querySelectorAll('[data-number]')].map(part => [part.querySelector('h2')?.textContent ?? '', /** @type {HTMLElement} */ (part).dataset.number ?? '']));

  const chime = () => {
    if (!audio) return;
    for (const [index, tone] of [660, 523].entries()) {
      const note = audio.createOscillator();
      const volume = audio.createGain();
      note.frequency.value = tone;
      volume.gain.setValueAtTime(0.25, audio.currentTime + index * 0.45);
      volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + index * 0.45 + 0.6);
      note.connect(volume).connect(audio.destination);
      note.start(audio.currentTime + index * 0.45);
      note.stop(audio.currentTime + index * 0.45 + 0.6);
    }
  };

  /** @param {string} number @param {string} room */
  const say = (number, room) => {
    if (!audio || !('speechSynthesis' in window)) return;
    const words = new SpeechSynthesisUtterance((stage.dataset.say ?? '{0} {1}').replace('{0}', number.replace('-', ' ')).replace('{1}', room));
    words.lang = stage.dataset.language ?? 'id';
    speechSynthesis.speak(words);
  };

  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-call]');
    if (!fresh) return;
    const before = numbers();
    stage.replaceChildren(...fresh.childNodes);
    const clock = document.querySelector('.call-foot time');
    if (clock) clock.textContent = page.querySelector('.call-foot time')?.textContent ?? '';
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (stage.querySelectorAll('[data-number]'))) {
      const number = part.dataset.number ?? '';
      if (number === '' || before.get(part.querySelector('h2')?.textContent ?? '') === number) continue;
      part.classList.add('call-new');
      chime();
      say(number.split(' ')[0], part.dataset.room ?? '');
    }
  };

  const line = new EventSource(stage.dataset.call ?? '');
  line.addEventListener('open', renew);
  line.addEventListener('changed', renew);
  setInterval(renew, atLeast);

  if (sound) {
    // A browser lets a page sound only after somebody touched it.
    sound.hidden = false;
    sound.addEventListener('click', () => {
      audio = new AudioContext();
      chime();
      sound.hidden = true;
    });
  }
  navigator.wakeLock?.request('screen').catch(() => null);
}

export {};
