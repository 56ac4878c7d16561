// Photographs pages of a running sample world: node --experimental-websocket take.mjs ADDRESS PEOPLE.tsv
// README's pictures go beside this file, those of the guides into docs/guide/pictures, once in each language.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browse, readPeople } from './chromium.mjs';

const [address, peopleFile] = process.argv.slice(2);
const people = readPeople(peopleFile);
const here = import.meta.dirname;
const guide = join(here, '..', 'guide', 'pictures');
const browser = await browse(address, '--hide-scrollbars');
const desk = [1280, 860];
const phone = [390, 780];

async function visitor(language, role) {
  const page = await browser.page();
  await page.tell('Network.setExtraHTTPHeaders', { headers: { 'Accept-Language': language } });
  await page.tell('Emulation.setLocaleOverride', { locale: language === 'id' ? 'id_ID' : 'en_GB' });
  if (role) await page.signIn(people[role]);
  return page;
}

/** The address of the first link that matches, on the page that is open. */
const link = (page, selector) => page.read(`document.querySelector(${JSON.stringify(selector)}).getAttribute('href')`);

/** Opens a page, brings a part of it to the top, and keeps what is seen. A picture is small: it is read on a page, and lies in everybody's copy. */
async function photograph(page, file, path, [width, height], top) {
  await page.tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1.5, mobile: width < 600 });
  await page.open(path);
  if (top) await page.read(`document.querySelector(${JSON.stringify(top)}).scrollIntoView(); scrollBy(0, -16)`);
  await page.read('Promise.all([...document.images].filter(image => image.loading !== "lazy").map(image => image.decode().catch(() => {})))');
  const { data } = await page.tell('Page.captureScreenshot', { format: 'webp', quality: 72 });
  const picture = Buffer.from(data, 'base64');
  writeFileSync(file, picture);
  console.log(`${String(Math.ceil(picture.length / 1024)).padStart(4)} KB  ${path}`);
}

async function readme() {
  const anybody = await visitor('id');
  const keep = (page, name, path) => photograph(page, join(here, `${name}.webp`), path, [1280, 900]);
  await keep(anybody, 'home', '/@melati');
  await keep(anybody, 'post', await link(anybody, "main article a[href*='/posts/']"));
  const officer = await visitor('id', 'officer');
  await keep(officer, 'inbox', '/desk/inbox');
  await officer.open('/desk/posts?state=writing');
  await keep(officer, 'editor', await link(officer, "main td a[href^='/desk/posts/'], main th a[href^='/desk/posts/']"));
}

async function officerGuide(language) {
  const page = await visitor(language, 'officer');
  const keep = (name, path, top, size = desk) => photograph(page, join(guide, `${name}.${language}.webp`), path, size, top);
  const first = async (path, selector) => { await page.open(path); return link(page, selector); };
  await keep('composer', await first('/desk/posts?state=writing', "main table a[href^='/desk/posts/']"));
  await keep('calendar', '/desk/calendar');
  await keep('team', '/desk/team');
  await keep('infographic', await first('/desk/infographics', ".sheets a[href^='/desk/infographics/']"), '.maker');
  const campaign = await first('/desk/campaigns', "main table a[href^='/desk/campaigns/']");
  await keep('campaign', campaign);
  await keep('guests', `${campaign}/guests`);
  await keep('conversation', await first('/desk/inbox', '.conversations a'));
  await keep('figures', '/desk/figures');
}

async function reviewerGuide(language) {
  const page = await visitor(language, 'reviewer');
  const keep = (name, path, size, top) => photograph(page, join(guide, `${name}.${language}.webp`), path, size, top);
  await keep('waiting', '/desk', desk);
  await page.open('/desk');
  const post = await link(page, "main a[href^='/desk/posts/0']");
  await keep('reading', post, desk);
  await keep('review', post, phone, 'section[aria-labelledby=review]');
}

async function administratorGuide(language) {
  const page = await visitor(language, 'administrator');
  const keep = (name, path, top) => photograph(page, join(guide, `${name}.${language}.webp`), path, desk, top);
  await keep('people', '/admin/people');
  await page.open('/admin/roles');
  await keep('role', await link(page, "main a[href^='/admin/roles/0']"));
  await keep('channels', '/desk/channels');
  await keep('operations', '/admin/operations');
  await keep('audit', '/admin/audit');
}

async function headGuide(language) {
  const page = await visitor(language, 'head');
  const keep = (name, path, size) => photograph(page, join(guide, `${name}.${language}.webp`), path, size);
  await page.open('/desk/inbox/surges');
  await keep('surge', await link(page, "main a[href^='/desk/inbox/surges/0']"), [1280, 1040]);
  await keep('weekly', '/desk/figures/weekly', phone);
}

async function clinicianGuide(language) {
  const page = await visitor(language, 'clinician');
  await page.open('/desk/inbox');
  await photograph(page, join(guide, `private.${language}.webp`), await link(page, '.conversations a'), phone);
}

/** Shares a campaign, shows it to another centre, and shares it no more. */
async function districtGuide(language) {
  const page = await visitor(language, 'district-officer');
  await page.open('/desk/campaigns');
  const campaign = await link(page, "main table a[href^='/desk/campaigns/']");
  const share = async answer => {
    await page.open(campaign);
    await page.after(() => page.read(`document.querySelector("input[name='Form.Share'][value=${answer}]").form.requestSubmit()`));
  };
  await photograph(page, join(guide, `share.${language}.webp`), campaign, [1280, 480], 'section[aria-labelledby=pool]');
  await share('yes');
  await photograph(await visitor(language, 'officer@kenanga'), join(guide, `pool.${language}.webp`), '/desk/pool', [1280, 600]);
  await share('no');
}

async function guestGuide(language) {
  const officer = await visitor(language, 'officer');
  await officer.open('/desk/campaigns');
  await officer.open(`${await link(officer, "main table a[href^='/desk/campaigns/']")}/guests`);
  const guest = await officer.read("new URL(document.querySelector('dd.address').innerText.trim()).pathname");
  await photograph(await visitor(language), join(guide, `guest.${language}.webp`), guest, phone);
}

mkdirSync(guide, { recursive: true });
try {
  await readme();
  for (const language of ['id', 'en']) {
    await officerGuide(language);
    await reviewerGuide(language);
    await administratorGuide(language);
    await headGuide(language);
    await clinicianGuide(language);
    await districtGuide(language);
    await guestGuide(language);
  }
} finally {
  await browser.end();
}
