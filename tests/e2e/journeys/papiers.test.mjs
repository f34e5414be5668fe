// What each paper of a bilan says and leaves out: an objection, a place that must stay secret, a
// bilan that is not signed, a child without a doctor, an account that may not read a bilan.

import assert from 'node:assert/strict';
import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { tabTo, unlock } from '../gestures.mjs';
import {
  accessibilityFaults,
  DEMO,
  overflow,
  shoot,
  startBrowser,
  startServer,
} from '../harness.mjs';

const PAPERS = ['Courrier au médecin', 'Fiche de besoins', 'Attestation', 'Feuille de route'];
const record = async (name) =>
  JSON.parse(await readFile(new URL(`../../cases/${name}.json`, import.meta.url), 'utf8'));

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

/** Opens the page of a child from the search. */
async function openChild(name) {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(name);
  await page.getByRole('option', { name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
}

/** Opens the papers of the latest closed bilan of the child on the screen. */
async function openPapers(bilan) {
  await page.getByRole('link', { name: bilan }).last().click();
  await page.getByRole('link', { name: 'Les papiers' }).click();
  await page.getByRole('heading', { level: 2, name: PAPERS[0] }).waitFor();
  await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
}

/** Goes to another paper with the keyboard. */
async function openPaper(name) {
  const at = PAPERS.indexOf(name) + 1;
  await page.getByRole('heading', { level: 1 }).getByRole('link').focus();
  await tabTo(page, `[aria-label="Papiers du bilan"] li:nth-child(${at}) a`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
}

const sheet = () => page.locator('.sheet').innerText();
const withheld = (reason) =>
  page.getByRole('complementary').locator('details', { hasText: reason }).first();

test('the sheet for the ASE is stripped of what the minor objects to, and says why to the pair', async () => {
  await page.getByRole('link', { name: /Emma/ }).first().waitFor();
  await openChild('Chloé');
  await openPapers(/^Bilan annuel/);
  await openPaper('Fiche de besoins');
  const group = withheld('Opposition écrite du mineur');
  await group.getByText('Cannabis').waitFor();
  await group.getByText('Contraception', { exact: true }).waitFor();
  assert.match(await group.locator('summary').innerText(), /7\s+éléments/);
  const out = await sheet();
  assert.match(out, /Vaccin à faire chez le médecin/);
  assert.doesNotMatch(out, /contracep|cannabis|consommat|oppos|grossesse|anxi|kg/i);
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.deepEqual(await overflow(page), []);
  await shoot(page, 'papiers-opposition');
});

test('a paper is saved under a number, and the next one replaces it', async () => {
  await page.getByRole('button', { name: 'Enregistrer (PDF)' }).focus();
  await page.keyboard.press('Enter');
  const said = page.getByText(/^Fiche n°\s+\d{4}-\d{5} enregistrée\.$/);
  await said.waitFor();
  const first = /\d{4}-\d{5}/.exec(await said.innerText())[0];
  const saved = await readdir(path.join(server.folder, 'enregistres'));
  assert.equal(saved.filter((file) => file.endsWith('.pdf')).length, 1);
  assert.doesNotMatch(saved.join(' '), /chlo|vincent/i);
  await page.getByRole('button', { name: 'Imprimer' }).click();
  await page.getByText(/ouverte pour impression\.$/).waitFor();
  const list = page.getByRole('list', { name: 'Exemplaires faits' });
  await list.getByText(new RegExp(`remplace le n°\\s+${first}`)).waitFor();
  assert.equal(await list.getByRole('listitem').count(), 2);
  await access(path.join(server.folder, 'enregistres', 'imprimes'));
});

test('the letter tells its parts apart, and the doctor what was found', async () => {
  await openPaper('Courrier au médecin');
  for (const name of ['L’essentiel', 'Ce qui est recommandé', 'Le détail du bilan']) {
    await page.getByRole('heading', { level: 3, name }).waitFor();
  }
  const recommended = page.locator('.sheet section', {
    hasText: 'Ce qui est recommandé',
  });
  await recommended.getByText('Vaccin HPV').first().waitFor();
  assert.equal(await recommended.getByText('Poids').count(), 0);
  assert.match(await sheet(), /Anxiété légère[\s\S]*57,9\s+kg/);
});

test('the column of time leads back to the paper that was made', async () => {
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.getByRole('link', { name: 'Fiche de besoins pour l’ASE' }).first().click();
  await page.getByRole('heading', { level: 2, name: 'Fiche de besoins' }).waitFor();
  await page.getByRole('list', { name: 'Exemplaires faits' }).waitFor();
  await page.getByRole('link', { name: 'Retour au bilan' }).click();
  await page.getByRole('button', { name: 'Enregistrer le courrier (PDF)' }).waitFor();
  // Wait for the focus of the part: keys pressed before would go elsewhere.
  await page.locator('#volet-title:focus').waitFor();
});

test('a place that must stay secret is on none of the four papers', async () => {
  const place = (await record('case-06-lieu-confidentiel')).demande['demande.lieu_accueil'];
  const secrets = [place.nom, ...place.adresse.lignes, place.adresse.commune, place.telephone];
  await openChild('Noé');
  await openPapers(/^Bilan d’admission/);
  for (const paper of PAPERS) {
    await openPaper(paper);
    await withheld('Lieu d’accueil confidentiel').waitFor();
    const shown = await page.locator('main').innerText();
    for (const secret of secrets) assert.ok(!shown.includes(secret), `${paper}: ${secret}`);
  }
  assert.deepEqual(await accessibilityFaults(page), []);
  await shoot(page, 'papiers-lieu-confidentiel');
});

test('a child without a doctor: the letter says what it lacks, and where to mend it', async () => {
  await openChild('Ibrahima');
  await openPapers(/^Bilan d’admission/);
  await page.getByText(/Aucun médecin n’est désigné pour Ibrahima/).waitFor();
  await page.getByRole('link', { name: 'Désigner le médecin' }).click();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
});

test('a prescription without sessions cannot be made, and says what to write first', async () => {
  await openChild('Jade');
  await openPapers(/^Bilan d’admission/);
  await page.getByRole('link', { name: 'Prescription de séances' }).click();
  await page.getByText(/Aucune préconisation de ce bilan n’a de séances à prescrire/).waitFor();
  await page.getByText('impossible pour l’instant').waitFor();
  assert.equal(await page.getByRole('button', { name: /Enregistrer|Imprimer/ }).count(), 0);
  await page.getByRole('link', { name: 'Ouvrir le bilan' }).click();
  await page.locator('#volet-title:focus').waitFor();
});

test('a bilan that is not signed shows its papers, and makes none', async () => {
  await openChild('Emma');
  await page
    .getByRole('link', { name: /^Bilan annuel/ })
    .first()
    .click();
  await page.getByRole('navigation', { name: 'Parties du bilan' }).waitFor();
  const address = await page.evaluate(() => window.location.hash);
  const [, , bilan] = address.split('/');
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
  await page.evaluate((id) => {
    window.location.hash += `/papiers/${id}/B`;
  }, bilan);
  await page.getByText(/une fois le bilan validé par ses deux signatures/).waitFor();
  await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /Enregistrer|Imprimer/ }).count(), 0);
  await page.getByRole('link', { name: 'Continuer le bilan' }).click();
  await page.getByRole('navigation', { name: 'Parties du bilan' }).waitFor();
});

test('the secretary makes the paper and does not read the bilan', async () => {
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
  await unlock(page, { identifiant: 'valerie.petit', mot_de_passe: DEMO.mot_de_passe });
  await page.getByRole('link', { name: 'Envois' }).click();
  await page
    .locator('tbody', { hasText: /Vincent/i })
    .getByRole('link', { name: 'Fiche de besoins pour l’ASE' })
    .click();
  await page.getByText(/sans ouvrir le bilan/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Ce qui part' }).count(), 0);
  assert.doesNotMatch(await page.locator('main').innerText(), /cannabis|contracep/i);
  await page.getByRole('button', { name: 'Imprimer' }).click();
  await page.getByText(/^Fiche n°\s+\d{4}-\d{5} ouverte pour impression\.$/).waitFor();
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});
