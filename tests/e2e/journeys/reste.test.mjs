// Screens that teams missed at first: the calendar of the protocol, the papers of a bilan that is
// not signed, the tick that lets an answer into the letter, an objection in plain words.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPart, saved, unlock } from '../gestures.mjs';
import {
  accessibilityFaults,
  DEMO,
  overflow,
  shoot,
  startBrowser,
  startServer,
} from '../harness.mjs';

const ALCOHOL = 'Exposition prénatale à l’alcool';

let server;
let browser;
let page;

before(async () => {
  server = await startServer({ demo: true });
  browser = await startBrowser();
  page = await browser.open(server.url);
  await page.getByRole('link', { name: /Emma/ }).first().waitFor();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Judges the screen as it stands, and keeps its picture. */
async function fine(name) {
  assert.deepEqual(await accessibilityFaults(page), [], name);
  assert.deepEqual(await overflow(page), [], name);
  await shoot(page, name);
}

/** Opens the account of a member of the team. */
async function as(identifiant) {
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
  await unlock(page, { ...DEMO, identifiant });
  await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor();
}

/** Opens the page of a child from the list. */
async function openChild(name) {
  await page.getByRole('link', { name: 'Enfants' }).first().click();
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
}

const card = () => page.getByRole('region', { name: /^Protocole 0–7\sans/ });

test('an administrator sets the ages of the protocol, as people write them', async () => {
  await page.getByRole('link', { name: 'Réglages' }).click();
  await card()
    .getByText(/Examens obligatoires de l’enfant/)
    .waitFor();
  await card().getByText('Voir les 16 bilans').click();
  await card().getByText('24e ou 25e mois').waitFor();
  await card().getByRole('button', { name: 'Régler les âges…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ajouter un bilan' }).click();
  // The new line has the focus: an age, a name, and the source that every calendar needs.
  await page.keyboard.type('bientôt');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Avant la grande section');
  await dialog.getByLabel('Source').fill('Convention du centre avec le département');
  await page.keyboard.press('Enter');
  await dialog.getByText(/Un âge\s: 9\smois, 4\sans/).waitFor();
  const age = dialog.getByLabel('Âge du bilan 17');
  assert.equal(await age.inputValue(), 'bientôt');
  await fine('reste-protocole-refus');
  await age.fill('4 ans et demi');
  await age.press('Tab');
  assert.match(await age.inputValue(), /^4\sans 6\smois$/);
  await dialog.getByRole('button', { name: 'Retirer le bilan 1', exact: true }).click();
  await dialog.getByRole('button', { name: 'Enregistrer le calendrier' }).click();
  await card().getByText('réglé par le centre').waitFor();
  await card()
    .getByText(/Convention du centre avec le département/)
    .waitFor();
  const ages = await card().getByRole('listitem').allInnerTexts();
  assert.equal(ages.length, 16);
  // In the order of the ages, wherever it was typed.
  assert.match(ages[12], /^4\sans\s+4 ans$/);
  assert.match(ages[13], /^4\sans 6\smois\s+Avant la grande section$/);
  await fine('reste-protocole');
});

test('the others read the calendar of the centre, and are offered nothing that refuses', async () => {
  await as('valerie.petit');
  await page.getByRole('link', { name: 'Réglages' }).click();
  await card().getByText('réglé par le centre').waitFor();
  assert.equal(await card().getByRole('button').count(), 0);
  // A signed bilan leads the secretary to its papers, one that is open nowhere.
  await openChild(/Emma/);
  const bilans = page.getByRole('region', { name: 'Au fil du temps' }).getByRole('link', {
    name: /^Bilan/,
  });
  assert.equal(await bilans.count(), 1);
  await bilans.click();
  await page.getByRole('heading', { level: 2, name: 'Courrier au médecin' }).waitFor();
  await as(DEMO.identifiant);
  await page.getByRole('link', { name: 'Réglages' }).click();
  await card().getByRole('button', { name: 'Régler les âges…' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Revenir au calendrier livré' })
    .click();
  await card()
    .getByText(/Examens obligatoires de l’enfant/)
    .waitFor();
  assert.equal(await card().getByText('réglé par le centre').count(), 0);
});

test('an answer under reinforced secrecy goes to the doctor by a tick, as the preview shows', async () => {
  await openChild(/Emma/);
  await page
    .getByRole('link', { name: /^Bilan annuel/ })
    .first()
    .click();
  await openPart(page, 'Antécédents');
  const row = page.locator('[data-question="ant.expo_alcool"]');
  const tick = row.getByRole('checkbox', { name: /^Au courrier du médecin/ });
  assert.equal(await tick.count(), 0, 'there is nothing to tick yet');
  await row.getByRole('radio', { name: 'Oui', exact: true }).click();
  await tick.waitFor();
  await saved(page);
  const withheld = page
    .getByRole('complementary')
    .locator('details', { hasText: 'Secret renforcé' });
  const preview = async () => {
    await page.getByRole('link', { name: 'Aperçu des papiers' }).click();
    await page.getByRole('heading', { level: 2, name: 'Courrier au médecin' }).waitFor();
    await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
  };
  await preview();
  await withheld.getByText(ALCOHOL).waitFor({ state: 'attached' });
  assert.equal(await page.locator('.sheet').getByText(ALCOHOL).count(), 0);
  await page.getByRole('link', { name: 'Retour au bilan' }).click();
  await openPart(page, 'Antécédents');
  await tick.focus();
  await page.keyboard.press('Space');
  // The preview waits for a tick that is still on its way, and shows it.
  await preview();
  await page.locator('.sheet').getByText(ALCOHOL).waitFor();
  await fine('reste-apercu-coche');
  await page.getByRole('link', { name: 'Fiche de besoins' }).click();
  await page.getByRole('heading', { level: 2, name: 'Fiche de besoins' }).waitFor();
  await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
  assert.equal(await page.locator('.sheet').getByText(ALCOHOL).count(), 0);
  await page.getByRole('link', { name: 'Retour au bilan' }).click();
  await openPart(page, 'Antécédents');
  assert.equal(await tick.isChecked(), true);
  await row.scrollIntoViewIfNeeded();
  await fine('reste-coche');
  // Another answer keeps the tick; emptying the answer removes it.
  await row.getByRole('radio', { name: 'Non', exact: true }).click();
  await saved(page);
  assert.equal(await tick.isChecked(), true);
  await row.getByRole('button', { name: /^Effacer/ }).click();
  await tick.waitFor({ state: 'detached' });
  await row.getByRole('radio', { name: 'Oui', exact: true }).click();
  await tick.waitFor();
  assert.equal(await tick.isChecked(), false);
});

test('what is left to do leads where it is done', async () => {
  await page.getByRole('button', { name: /^Avant la signature/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Avant la signature' });
  await dialog.getByRole('link', { name: /Mode de vie.*n’est pas commencée/ }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#volet-title:focus', { hasText: 'Mode de vie' }).waitFor();
  assert.equal(await dialog.count(), 0);
  // Where nothing is under reinforced secrecy, nothing is said of it.
  await openPart(page, 'Vue et audition');
  assert.equal(await page.getByText(/sous secret renforcé ne va sur aucun papier/).count(), 0);
});

test('who does not fill in the part reads no tick that could be used', async () => {
  await as('julie.lefevre');
  await openChild(/Emma/);
  await page
    .getByRole('link', { name: /^Bilan annuel/ })
    .first()
    .click();
  await openPart(page, 'Antécédents');
  await page.getByText(/ce sont les soignants qui la remplissent/).waitFor();
  assert.equal(await page.getByRole('checkbox').count(), 0);
  await page.getByRole('link', { name: 'Aperçu des papiers' }).click();
  await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
  assert.ok(!(await page.locator('main').innerText()).includes(ALCOHOL));
});

test('an objection names the parts of a bilan as people do', async () => {
  await as(DEMO.identifiant);
  await openChild(/Chloé/);
  await page.getByRole('button', { name: /^Ajouter\sune opposition/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Opposition écrite du mineur' });
  await dialog.getByText('Toute la partie «\u00a0Adolescence\u00a0»').waitFor();
  assert.doesNotMatch(await dialog.innerText(), /\bS\d\d\b/);
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});
