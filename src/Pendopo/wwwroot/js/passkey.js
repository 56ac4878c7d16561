// Passkeys: shows the parts of a page that need them where the browser knows them, runs the ceremony, and sends the form with its outcome.
// @ts-check

/** @param {HTMLElement} part */
function offer(part) {
  const form = part.matches('form') ? /** @type {HTMLFormElement} */ (part) : part.querySelector('form');
  const says = part.querySelector('[data-passkey-says]');
  if (!form) return;
  part.hidden = false;
  form.addEventListener('submit', async event => {
    const field = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name$=".Credential"]'));
    const chosen = part.dataset.passkeyWhen ? new FormData(form).get(part.dataset.passkeyWhen) === 'passkey' : true;
    if (!field || field.value || !chosen) return;
    event.preventDefault();
    try {
      field.value = JSON.stringify(await ceremony(part, form));
      form.requestSubmit();
    } catch {
      // Cancelled, timed out, or no key on this device: the page says so and everything else on it still works.
      if (says) says.textContent = part.dataset.failed ?? '';
    }
  });
}

/**
 * @param {HTMLElement} part
 * @param {HTMLFormElement} form
 */
async function ceremony(part, form) {
  const answer = await fetch(part.dataset.options ?? '', { method: 'POST', body: part.dataset.passkey === 'create' ? new FormData(form) : null, headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const options = await answer.json();
  const credential = part.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return /** @type {PublicKeyCredential} */ (credential).toJSON();
}

if (window.PublicKeyCredential && 'parseCreationOptionsFromJSON' in PublicKeyCredential) {
  document.querySelectorAll('[data-passkey]').forEach(part => offer(/** @type {HTMLElement} */ (part)));
}
