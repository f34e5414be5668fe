// What a clinician reads and writes on the page of a child: growth, vaccines, INS, communes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tabTo, unlock } from '../gestures.mjs';
import {
  DEMO,
  accessibilityFaults,
  overflow,
  shoot,
  startBrowser,
  startServer,
} from '../harness.mjs';

const SETTINGS = [
  { width: 1366, height: 768, dark: false },
  { width: 1366, height: 768, dark: true },
  { width: 1920, height: 1080, dark: false },
  { width: 1920, height: 1080, dark: true },
];
/** Born at 32 weeks (case-02), and a girl of 15 with late vaccines (case-11). */
const PREMATURE = /BARBIER Inès/;
const ADOLESCENT = /VINCENT Chloé/;

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

/** Opens the page of a child from the list. */
async function open(window, child) {
  await window.getByRole('link', { name: 'Enfants' }).first().click();
  await window.getByRole('link', { name: child }).first().click();
  await window.getByRole('heading', { level: 1, name: child }).waitFor();
}

const card = (name) => page.getByRole('region', { name, exact: true });
const chart = (name) => card('Croissance').getByRole('figure', { name, exact: true });
const points = (name) => chart(name).getByRole('option');
/** The line of a vaccine. */
const vaccine = (name) => card('Vaccins').getByRole('listitem').filter({ hasText: name });
const dialog = () => page.getByRole('dialog');

test('the premature child has points at both ages, and their figures in a table', async () => {
  await open(page, PREMATURE);
  await points('Poids').first().waitFor();
  // Five measures at the real age, four of them after the term.
  assert.equal(await points('Poids').count(), 9);
  assert.equal(await points('Taille').count(), 9);
  await card('Croissance').getByText('OMS 2006 et 2007').waitFor();
  await chart('Poids').getByText('OMS 2006, filles', { exact: true }).waitFor();
  await page.getByText('Voir aussi').click();
  assert.equal(await points('Périmètre crânien').count(), 9);
  await page.getByText('Voir toutes les mesures').click();
  const table = page.getByRole('region', { name: 'Toutes les mesures' });
  const rows = table.getByRole('row');
  // The head, then five days: the measure and its real age, and the corrected age of four.
  assert.equal(await rows.count(), 1 + 5 * 2 + 4);
  assert.match(await rows.nth(1).textContent(), /10\/03\/2026.*7,46\s+kg.*69,7\s+cm/);
  assert.match(await rows.nth(2).textContent(), /âge corrigé 11\s+mois.*−1,3\s+DS.*9e\s+centile/);
  assert.match(await rows.nth(3).textContent(), /âge réel 13\s+mois.*−1,8\s+DS.*4e\s+centile/);
});

test('the points of a chart are gone through with the arrows', async () => {
  await chart('Poids').getByRole('option').nth(3).focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(
    await page.evaluate(() => document.activeElement.getAttribute('aria-label')),
    /6,47\s+kg/,
  );
});

test('the height of the parents is read as it is typed and gives a target', async () => {
  await card('Croissance').getByRole('button', { name: 'Taille cible' }).click();
  await dialog().getByLabel('Taille du père').fill('90');
  await page.keyboard.press('Enter');
  await dialog().getByText('entre 120 et 230').waitFor();
  await dialog().getByLabel('Taille du père').fill('1,78 m');
  await dialog().getByLabel('Taille de la mère').fill('165');
  await page.keyboard.press('Enter');
  await card('Croissance')
    .getByText(/taille cible\s+165\s+cm/)
    .waitFor();
  // The act that the screen had seen is sent back: the same heights again are no conflict.
  await card('Croissance').getByRole('button', { name: 'Taille cible' }).click();
  assert.equal(await dialog().getByLabel('Taille du père').inputValue(), '178');
  await dialog().getByLabel('Taille du père').fill('180');
  await page.keyboard.press('Enter');
  await card('Croissance')
    .getByText(/père 180\s+cm, mère 165\s+cm/)
    .waitFor();
});

test('a dose changes what the calendar says, and one struck out counts no more', async () => {
  const ror = vaccine('Rougeole, oreillons, rubéole').first();
  await ror.getByText('En retard', { exact: true }).waitFor();
  await card('Vaccins').getByRole('button', { name: 'Ajouter une dose' }).click();
  await dialog().getByLabel('Produit').fill('Vaccitruc de l’école');
  await dialog().getByLabel('Preuve').selectOption('carnet');
  await dialog().getByLabel('Date de la dose').fill('août 2026');
  await page.keyboard.press('Enter');
  await dialog().getByText('Il faut ici le jour, le mois et l’année.').waitFor();
  await dialog().getByLabel('Date de la dose').fill('10/08/2026');
  await page.keyboard.press('Enter');
  await dialog().getByText('Cochez contre quoi cette dose protège').first().waitFor();
  await dialog().getByRole('button', { name: 'Ajouter quand même' }).waitFor();
  await dialog().getByLabel('Produit').fill('Priorix');
  await dialog().getByLabel('Numéro de lot').fill('A12B');
  await dialog().getByText('Lu : Rougeole, oreillons, rubéole').waitFor();
  await dialog().getByRole('button', { name: 'Ajouter la dose' }).click();
  await ror.getByText('À jour', { exact: true }).waitFor();
  assert.equal(await dialog().count(), 0);

  await card('Vaccins').getByText('16 doses reçues').click();
  const doses = page.getByRole('region', { name: 'Doses reçues' });
  await doses.getByText('lot A12B').waitFor();
  await doses.getByRole('button', { name: 'Rayer la dose du 10/08/2026, Priorix' }).click();
  await dialog().getByRole('button', { name: 'Rayer la dose' }).click();
  await dialog().getByText('Écrivez pourquoi cette dose est rayée.').waitFor();
  await dialog().getByLabel('Pourquoi cette dose est rayée').fill('carnet d’un autre enfant');
  await page.keyboard.press('Enter');
  await ror.getByText('En retard', { exact: true }).waitFor();
});

test('a wrong key of the INS is told while typing, and refused with its sentence', async () => {
  const sentence = /La clé ne convient pas aux 13\s+premiers caractères\./;
  await card('Identité').getByRole('button', { name: 'Modifier l’INS' }).click();
  const matricule = dialog().getByLabel(/^Matricule/);
  assert.equal(await matricule.inputValue(), '225028708599291');
  await matricule.fill('2 25 02 87 085 992 92');
  await dialog().getByRole('status').getByText(sentence).waitFor();
  await dialog().getByRole('button', { name: 'Enregistrer' }).click();
  await dialog().getByRole('alert').getByText(sentence).waitFor();
  await shoot(page, 'ins-refusee');
  assert.deepEqual(await accessibilityFaults(page), []);
  await dialog().getByRole('button', { name: 'Annuler' }).click();
  await card('Identité').getByText('INS de test').waitFor();
});

test('a place of birth is chosen by keyboard, and what contradicts the INS is a calm note', async () => {
  await card('Identité').getByRole('button', { name: 'Modifier l’INS' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, '[role="combobox"]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('guéret');
  await page.getByRole('option', { name: 'Guéret (Creuse)' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await dialog().getByLabel('Lieu de naissance').inputValue(), 'Guéret (Creuse)');
  await dialog().getByRole('radio', { name: 'NIR' }).check();
  await dialog().getByRole('button', { name: 'Enregistrer' }).click();
  await card('Identité').getByText('à Guéret').waitFor();
  await card('Identité')
    .getByText(/lieu de naissance/i)
    .waitFor();
  // Qualified under a real nature, it may be printed, grouped as on a card.
  await card('Identité')
    .getByText(/2\s25\s02\s87\s085\s992\s91/)
    .waitFor();
});

test('a place of birth that stands for nothing known is not sent', async () => {
  await card('Identité').getByRole('button', { name: 'Modifier l’INS' }).click();
  await dialog().getByLabel('Lieu de naissance').fill('Trifouillis');
  await dialog().getByRole('button', { name: 'Enregistrer' }).click();
  await dialog().getByText('Choisissez la commune dans la liste').waitFor();
  await dialog().getByRole('button', { name: 'Annuler' }).click();
});

test('a postcode chosen by keyboard fills the commune, and the name fills the postcode', async () => {
  await card('Médecin référent').getByRole('button').click();
  const postcode = dialog().getByLabel('Code postal');
  const commune = dialog().getByLabel('Commune');
  await postcode.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('87280');
  await page.getByRole('option', { name: /Limoges/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await commune.inputValue(), 'Limoges');
  await commune.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('saint-yrieix la perche');
  await page.getByRole('option', { name: /87500 · Haute-Vienne/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await postcode.inputValue(), '87500');
  assert.equal(await commune.inputValue(), 'Saint-Yrieix-la-Perche');
  await dialog().getByLabel('Numéro RPPS').fill('10101234567');
  await dialog().getByText('La clé du numéro RPPS ne convient pas').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('the adolescent has her curves, and no band for the weight', async () => {
  await open(page, ADOLESCENT);
  await points('Taille').first().waitFor();
  assert.equal(await points('Taille').count(), 3);
  assert.equal(await points('IMC').count(), 3);
  await page.getByText('Voir aussi').click();
  assert.equal(await points('Poids').count(), 3);
  await chart('Poids').getByText('lire l’IMC').waitFor();
  await page.getByText('Voir toutes les mesures').click();
  const rows = page.getByRole('region', { name: 'Toutes les mesures' }).getByRole('row');
  assert.equal(await rows.count(), 1 + 3 * 2);
});

test('a doctor decides against the calendar, beside what it says, and lifts the decision', async () => {
  const hpv = vaccine('Papillomavirus (HPV)').first();
  await hpv.getByRole('button', { name: 'Décider' }).click();
  await dialog().getByRole('button', { name: 'Enregistrer la décision' }).click();
  await dialog().getByText('Choisissez la décision.').waitFor();
  await dialog().getByRole('radio', { name: 'Reporté' }).check();
  await dialog().getByRole('button', { name: 'Enregistrer la décision' }).click();
  await dialog().getByText('Écrivez la raison de cette décision.').waitFor();
  await dialog().getByLabel('Raison').fill('à revoir avec elle au prochain rendez-vous');
  await dialog()
    .getByLabel(/^Jusqu’au/)
    .fill('01/02/2020');
  await page.keyboard.press('Enter');
  await dialog().getByText('Cette décision prendrait fin dans le passé.').waitFor();
  await shoot(page, 'decision');
  await dialog()
    .getByLabel(/^Jusqu’au/)
    .fill('01/02/2099');
  await page.keyboard.press('Enter');
  await hpv.getByText(/Reporté jusqu’au\s+1er\s+février\s+2099/).waitFor();
  await hpv.getByText('En retard', { exact: true }).waitFor();
  await hpv.getByText(/Dr\s+Fournier, le .*à revoir avec elle/).waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  await shoot(page, 'decision-prise');

  await hpv.getByRole('button', { name: /^Lever/ }).click();
  await dialog().getByRole('button', { name: 'Lever la décision' }).click();
  await hpv.getByText('Reporté').waitFor({ state: 'detached' });
  await hpv.getByText('En retard', { exact: true }).waitFor();
});

test('only a doctor decides, and curves are for those who read a bilan', async () => {
  const lock = () => page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
  const account = (identifiant) => unlock(page, { ...DEMO, identifiant });
  await lock();
  await account('sophie.guerin');
  await vaccine('Papillomavirus (HPV)').first().waitFor();
  assert.equal(await page.getByRole('button', { name: /^Décider/ }).count(), 0);
  await lock();
  await account('valerie.petit');
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
  await card('Mesures').waitFor();
  await card('Vaccinations reçues').waitFor();
  assert.equal(await page.getByRole('figure').count(), 0);
  assert.equal(await card('Vaccins').count(), 0);
});

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});

for (const setting of SETTINGS) {
  const name = `${setting.width}-${setting.dark ? 'sombre' : 'clair'}`;

  test(`the page of both, ${name}`, async () => {
    const fresh = await startServer({ demo: true });
    try {
      const window = await browser.open(fresh.url, setting);
      for (const [child, file] of [
        [PREMATURE, 'enfant-02'],
        [ADOLESCENT, 'enfant-11'],
      ]) {
        await open(window, child);
        await window.getByText('Le programme propose, le médecin décide').waitFor();
        await window.evaluate(() => document.fonts.ready);
        await shoot(window, `${file}-${name}`);
        // What a tired reader needs first is there without scrolling.
        for (const heading of ['Croissance', 'Vaccins']) {
          const box = await window.getByRole('heading', { name: heading }).boundingBox();
          assert.ok(box.y < setting.height / 2, `${heading} is far down`);
        }
        assert.deepEqual(await accessibilityFaults(window), [], file);
        assert.deepEqual(await overflow(window), [], `${file} sticks out`);
        await window.$$eval('details', (folds) => folds.forEach((fold) => (fold.open = true)));
        await shoot(window, `${file}-deplie-${name}`);
        assert.deepEqual(await accessibilityFaults(window), [], `${file}, unfolded`);
        assert.deepEqual(await overflow(window), [], `${file}, unfolded, sticks out`);
      }
      assert.deepEqual(window.faults, []);
    } finally {
      await fresh.close();
    }
  });
}
