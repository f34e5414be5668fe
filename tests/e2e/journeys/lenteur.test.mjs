// A slow shared workstation: answers that come after the user went on, a lock in the middle of a
// form, a key pressed once too often. Nothing typed is lost, and nothing is done to something else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPart, saved, tabTo, unlock } from '../gestures.mjs';
import { DEMO, hold, startBrowser, startServer } from '../harness.mjs';

let server;
let browser;
let page;

before(async () => {
  server = await startServer({ demo: true });
  browser = await startBrowser();
  page = await browser.open(server.url);
  await page.getByRole('heading', { name: 'Enfants' }).waitFor();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const nav = () => page.getByRole('navigation', { name: 'Navigation principale' });

/** Goes to the page of a child from the list. */
async function openChild(name) {
  await nav().getByText('Enfants').click();
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
}

const doctor = () => page.getByRole('dialog', { name: /médecin référent/i });
async function openDoctor() {
  const card = page.getByRole('region', { name: 'Médecin référent' });
  await card.getByRole('button', { name: /Changer|Ajouter/ }).click();
  await doctor().waitFor();
}

test('a form that is on its way is not closed over, and closes no other when it has arrived', async () => {
  await openChild(/Aurélien/);
  await openDoctor();
  await doctor().getByLabel('Adresse du cabinet').fill('12 rue des Lilas');
  const slow = await hold(page, 'enfant_medecin');
  await doctor().getByRole('button', { name: 'Enregistrer' }).click();
  await slow.asked;
  await page.keyboard.press('Escape');
  assert.ok(await doctor().isVisible());
  assert.ok(await doctor().getByRole('button', { name: 'Annuler' }).isDisabled());
  await slow.release();
  await doctor().waitFor({ state: 'detached' });
  await page.getByText('12 rue des Lilas').waitFor();
});

test('a form that the lock took away is there when the screen opens again', async () => {
  await openDoctor();
  await doctor().getByLabel('Adresse du cabinet').fill('3 impasse du Puits');
  // The seat was locked without the window knowing: the next act is refused.
  await page.evaluate(() =>
    fetch('/ipc/coffre_verrouiller', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-escale': '1' },
      body: '{}',
    }),
  );
  await doctor().getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: 'Ouvrir Escale' }).waitFor();
  assert.doesNotMatch(await page.content(), /impasse du Puits/);
  await unlock(page, DEMO);
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
  await openDoctor();
  await doctor()
    .getByText(/ce que vous aviez commencé à écrire/)
    .waitFor();
  assert.equal(await doctor().getByLabel('Adresse du cabinet').inputValue(), '3 impasse du Puits');
});

test('a form closed by a key is kept, and given up by its button', async () => {
  await page.keyboard.press('Escape');
  await doctor().waitFor({ state: 'detached' });
  await openDoctor();
  const address = doctor().getByLabel('Adresse du cabinet');
  assert.equal(await address.inputValue(), '3 impasse du Puits');
  await doctor().getByRole('button', { name: 'Annuler' }).click();
  await openDoctor();
  assert.equal(await address.inputValue(), '12 rue des Lilas');
  assert.equal(
    await doctor()
      .getByText(/commencé à écrire/)
      .count(),
    0,
  );
  await page.keyboard.press('Escape');
  await doctor().waitFor({ state: 'detached' });
});

test('the card of a new child waits for the person who goes to look at another', async () => {
  await nav().getByText('Enfants').click();
  await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
  await page.getByLabel('Nom de naissance').fill('Roussel');
  await page.getByLabel('Prénoms de naissance').fill('Inès');
  await page.getByLabel('Date de naissance').fill('10/10/2022');
  await page.getByText(/lundi 10\s+octobre\s+2022/).waitFor();
  await openChild(/Aurélien/);
  await nav().getByText('Enfants').click();
  await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
  await page.getByText(/ce que vous aviez commencé à écrire/).waitFor();
  assert.equal(await page.getByLabel('Nom de naissance').inputValue(), 'Roussel');
  assert.equal(await page.getByLabel('Date de naissance').inputValue(), '10/10/2022');
  await page.getByRole('link', { name: 'Annuler' }).click();
  await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
  assert.equal(await page.getByLabel('Nom de naissance').inputValue(), '');
});

test('the person who has gone elsewhere is not called to the bilan that they had asked for', async () => {
  await openChild(/Aurélien/);
  await page.getByRole('button', { name: 'Nouveau bilan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nouveau bilan' });
  const second = dialog.getByLabel('Second professionnel du binôme');
  await second.locator('option').nth(2).waitFor({ state: 'attached' });
  await second.selectOption({ index: 1 });
  // The parts of another type are on their way: those of the former are not ticked for it.
  await dialog.getByText(/^\d+\s+parties proposées$/).waitFor();
  await dialog.getByRole('button', { name: 'Changer' }).click();
  const free = dialog.getByRole('group', { name: 'Parties du bilan' }).locator('input:enabled');
  await free.first().waitFor();
  const parts = await hold(page, 'volets_proposer');
  await dialog.getByLabel('Type de bilan').selectOption('ADM');
  await parts.asked;
  assert.equal(await free.count(), 0);
  await dialog.getByLabel('Type de bilan').selectOption('ANN');
  await parts.release();
  await free.first().waitFor();
  const slow = await hold(page, 'bilan_creer');
  await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
  await slow.asked;
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Enfants' }).waitFor();
  const there = page.url();
  await slow.release();
  assert.equal(page.url(), there);
  // The bilan was made all the same, and is on the page of the child.
  await openChild(/Aurélien/);
  await page
    .getByRole('link', { name: /^Bilan annuel/ })
    .last()
    .click();
  await page.locator('#volet-title').waitFor();
});

test('a figure with its unit, left by a key that moves no focus, is saved', async () => {
  await openPart(page, 'Antécédents');
  await openPart(page, 'Croissance et constantes');
  await tabTo(page, '[data-question="cro.poids"] input');
  await page.keyboard.type('14,2 kg');
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: 'Antécédents' }).waitFor();
  await saved(page);
  await page.goForward();
  await page.getByRole('heading', { level: 2, name: 'Croissance et constantes' }).waitFor();
  assert.equal(await page.locator('[data-question="cro.poids"] input').inputValue(), '14,2');
});

test('the part that is signed is the one whose button was pressed', async () => {
  await page.locator('[data-question="cro.poids"] input').fill('14,3');
  const slow = await hold(page, 'volet_repondre');
  await page.getByRole('button', { name: 'Terminer et signer ma partie' }).click();
  await slow.asked;
  await openPart(page, 'Antécédents');
  const sent = page.waitForRequest('**/ipc/volet_signer');
  await slow.release();
  assert.equal((await sent).postDataJSON().volet, 'S05');
  // And the focus does not jump back to it.
  await page.waitForLoadState('networkidle');
  await page.getByRole('heading', { level: 2, name: 'Antécédents' }).waitFor();
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});
