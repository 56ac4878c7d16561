// A box to sign in with a finger, a pen or a mouse. It fills a hidden field with the path of the lines; who cannot draw chooses a PIN instead.

const [width, height] = [600, 200];
const svg = 'http://www.w3.org/2000/svg';

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-signature]'))) {
  const field = /** @type {HTMLInputElement} */ (box.querySelector('input'));
  const pad = document.createElementNS(svg, 'svg');
  const line = document.createElementNS(svg, 'path');
  const clear = document.createElement('button');
  pad.setAttribute('viewBox', `0 0 ${width} ${height}`);
  pad.setAttribute('class', 'sign-pad');
  pad.setAttribute('role', 'img');
  pad.setAttribute('aria-labelledby', 'sign-how');
  pad.append(line);
  clear.type = 'button';
  clear.className = 'button button-plain';
  clear.textContent = box.dataset.clear ?? '';
  box.append(pad, clear);
  box.hidden = false;

  let drawing = false;
  /** @param {PointerEvent} event */
  const point = event => {
    const place = pad.getBoundingClientRect();
    const part = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ most) => Math.max(0, Math.min(most, Math.round((at / size) * most)));
    return `${part(event.clientX - place.left, place.width, width)} ${part(event.clientY - place.top, place.height, height)}`;
  };
  /** @param {string} step */
  const add = step => {
    if (field.value.length + step.length <= 20000) {
      field.value += step;
      line.setAttribute('d', field.value);
    }
  };
  pad.addEventListener('pointerdown', event => {
    drawing = true;
    pad.setPointerCapture(event.pointerId);
    add(`M${point(event)}`);
  });
  pad.addEventListener('pointermove', event => {
    if (drawing) add(`L${point(event)}`);
  });
  pad.addEventListener('pointerup', () => {
    drawing = false;
  });
  clear.addEventListener('click', () => {
    field.value = '';
    line.setAttribute('d', '');
  });
}

export {};
