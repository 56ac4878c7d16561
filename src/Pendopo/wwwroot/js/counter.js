// Counts what is left in a field as a reader counts it: by graphemes (UAX 29), so that an emoji is one; and an address as its network does.

const split = 'Segmenter' in Intl ? new Intl.Segmenter(document.documentElement.lang, { granularity: 'grapheme' }) : null;

/** @param {string} text */
const length = text => (split ? [...split.segment(text)].length : [...text].length);

for (const field of /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll('[data-limit]'))) {
  const limit = Number(field.dataset.limit);
  const perLink = Number(field.dataset.linkCounts);
  const left = document.createElement('span');
  left.className = 'counter';
  // Read aloud with the field, not at every key.
  left.id = `${field.id}-left`;
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${left.id}`.trim());
  field.after(left);
  const show = () => {
    const used = length(perLink ? field.value.replace(/https?:\/\/\S+/gi, 'x'.repeat(perLink)) : field.value);
    left.textContent = `${used} / ${limit}`;
    left.toggleAttribute('data-over', used > limit);
  };
  field.addEventListener('input', show);
  show();
}

export {};
