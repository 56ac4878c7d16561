// Marks parts of a picture with a finger, a pen or the mouse. The parts go to the server as hundredths of the picture; without this they are typed.

const svg = 'http://www.w3.org/2000/svg';
const most = 40;
const least = 0.4;

for (const box of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-blur]'))) {
  const picture = /** @type {SVGSVGElement} */ (box.querySelector('.blur-picture'));
  const shown = /** @type {SVGGElement} */ (box.querySelector('.blur-boxes'));
  const field = /** @type {HTMLInputElement} */ (box.querySelector('input[type=hidden]'));
  const tools = /** @type {HTMLElement} */ (box.querySelector('.blur-tools'));
  const state = /** @type {HTMLElement} */ (tools.querySelector('[role=status]'));
  const { width, height } = picture.viewBox.baseVal;
  const boxes = field.value.split(';').filter(Boolean).map(part => part.split(',').map(Number)).filter(part => part.length === 4);
  /** @type {number[] | null} */
  let start = null;

  /** @param {number[]} part */
  const drawn = part => {
    const rect = document.createElementNS(svg, 'rect');
    const [left = 0, top = 0, across = 0, down = 0] = part;
    rect.setAttribute('x', String((left * width) / 100));
    rect.setAttribute('y', String((top * height) / 100));
    rect.setAttribute('width', String((across * width) / 100));
    rect.setAttribute('height', String((down * height) / 100));
    return rect;
  };
  /** @param {PointerEvent} event */
  const point = event => {
    const place = picture.getBoundingClientRect();
    const part = (/** @type {number} */ at, /** @type {number} */ size) => Math.max(0, Math.min(100, (at / size) * 100));
    return [part(event.clientX - place.left, place.width), part(event.clientY - place.top, place.height)];
  };
  /** @param {PointerEvent} event */
  const between = event => {
    const [x = 0, y = 0] = start ?? [];
    const [toX = 0, toY = 0] = point(event);
    return [Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y)].map(number => Math.round(number * 100) / 100);
  };
  /** @param {number[]} [open] */
  const show = open => {
    field.value = boxes.map(part => part.join(',')).join(';');
    shown.replaceChildren(...boxes.concat(open ? [open] : []).map(drawn));
    state.textContent = boxes.length === 0 ? (state.dataset.none ?? '') : (state.dataset.some ?? '').replace('{0}', String(boxes.length));
  };

  picture.classList.add('blur-drawn');
  picture.addEventListener('pointerdown', event => {
    if (event.button !== 0 || boxes.length >= most) return;
    event.preventDefault();
    start = point(event);
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener('pointermove', event => {
    if (start) show(between(event));
  });
  picture.addEventListener('pointerup', event => {
    if (!start) return;
    const part = between(event);
    start = null;
    if ((part[2] ?? 0) >= least && (part[3] ?? 0) >= least) boxes.push(part);
    show();
  });
  picture.addEventListener('pointercancel', () => {
    start = null;
    show();
  });
  tools.querySelector('[data-blur-undo]')?.addEventListener('click', () => {
    boxes.pop();
    show();
  });
  tools.hidden = false;
  box.querySelector('details')?.removeAttribute('open');
  show();
}

export {};
