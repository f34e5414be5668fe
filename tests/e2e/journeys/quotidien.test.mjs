// A day on the demo store: finding a child, typing while the screen locks, wrong passwords.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPart, unlock } from '../gestures.mjs';
import { DEMO, startBrowser, startServer } from '../harness.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await startServer({ demo: true });
  browser = await startBrowser();
  page = await browser.open(server.url);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('Ctrl+K finds a child without accents, and Enter opens the page', async () => {
  await page.getByRole('heading', { name: 'Enfants' }).waitFor();
  await page.getByText('Données fictives').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('leboeuf');
  await page.getByRole('option', { name: /Aurélien/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Aurélien/ }).waitFor();
});

test('the list says what to do when nothing matches', async () => {
  await page.getByRole('link', { name: 'Enfants' }).first().click();
  await page.getByLabel('Filtrer la liste').fill('zzzz');
  await page.getByText(/Aucun enfant ne correspond à/).waitFor();
  await page.getByLabel('Filtrer la liste').fill('');
  await page
    .getByRole('link', { name: /Aurélien/ })
    .first()
    .waitFor();
});

test('what is being typed when the screen is locked is there when it opens again', async () => {
  await page
    .getByRole('link', { name: /Aurélien/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Nouveau bilan' }).click();
  const dialog = page.getByRole('dialog');
  const second = dialog.getByLabel('Second professionnel du binôme');
  await second.locator('option').nth(2).waitFor({ state: 'attached' });
  const first = await dialog.getByLabel('Premier professionnel du binôme').inputValue();
  const others = await second
    .locator('option:not([disabled])')
    .evaluateAll((options) => options.map((option) => option.value));
  await second.selectOption(others.find((value) => value !== first));
  await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
  await openPart(page, 'Synthèse du binôme');
  const place = page.url();
  const text = page.locator('[data-question="syn.texte"] textarea');
  await text.fill('Une phrase commencée juste avant la pause');
  // No pause of 600 ms here: the lock itself has to send what waits.
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
  await page.getByRole('heading', { name: 'Ouvrir Escale' }).waitFor();
  assert.doesNotMatch(await page.content(), /Une phrase commencée/);

  await unlock(page, { ...DEMO, mot_de_passe: 'pas le bon mot de passe' });
  await page.getByText('ne correspond pas').waitFor();
  await unlock(page, DEMO);
  await page.getByRole('heading', { level: 2, name: 'Synthèse du binôme' }).waitFor();
  assert.equal(page.url(), place);
  assert.equal(await text.inputValue(), 'Une phrase commencée juste avant la pause');
});

test('a list of rows is filled in, moved and emptied by keyboard', async () => {
  await openPart(page, 'Antécédents');
  const row = page.locator('[data-question="ant.allergies"]');
  await row.getByRole('button', { name: 'Ajouter' }).press('Enter');
  await page.keyboard.type('Arachide');
  await row.getByRole('button', { name: 'Ajouter' }).press('Enter');
  await page.keyboard.type('Pénicilline');
  await row.getByRole('button', { name: 'Ligne 2, monter' }).press('Enter');
  await page.getByText(/^Enregistré à /).waitFor();
  await openPart(page, 'Contexte et sources');
  await openPart(page, 'Antécédents');
  assert.equal(await row.locator('input').first().inputValue(), 'Pénicilline');
  await row.getByRole('button', { name: 'Ligne 1, retirer' }).press('Enter');
  await row.getByRole('button', { name: 'Ligne 1, retirer' }).press('Enter');
  await row.getByRole('button', { name: /Rien à signaler/ }).press('Enter');
  await row.locator('.tag.ok').waitFor();
});

test('the keyboard alone goes from the address bar to the content and back, without a trap', async () => {
  await page.getByRole('link', { name: 'Enfants' }).first().click();
  await page
    .getByRole('link', { name: /Aurélien/ })
    .first()
    .waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  const seen = new Set();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    seen.add(
      await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 40) ?? ''),
    );
  }
  for (const label of ['Aller au contenu', 'Réglages', 'Nouvel enfant']) {
    assert.ok(
      [...seen].some((text) => text.includes(label)),
      `Tab never met ${label}`,
    );
  }
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});
