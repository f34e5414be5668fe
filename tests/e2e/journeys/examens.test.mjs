// What the law asks at an age, beside a bilan: the exam that it counts as, the certificate, the
// screening; and the first assessment of an unaccompanied minor in the dialog.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, overflow, shoot, startBrowser, startServer } from '../harness.mjs';

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

async function fine(name) {
  assert.deepEqual(await accessibilityFaults(page), [], name);
  assert.deepEqual(await overflow(page), [], name);
  await shoot(page, name);
}

/** A day so many months ago, as people type it. */
function monthsAgo(months) {
  const day = new Date();
  const [date, month] = [day.getDate(), day.getMonth()];
  // In the middle of a month, so that no month is too short.
  const back = new Date(day.getFullYear(), month - months, Math.min(date, 15));
  return [back.getDate(), back.getMonth() + 1, back.getFullYear()].join('/');
}

/** Takes a child in, by the command of the screen, and opens the dialog of a new bilan. */
async function newChild(name, months) {
  const child = await page.evaluate(
    async ([nom, born]) => {
      const answer = await fetch('/ipc/enfant_creer', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-escale': '1' },
        body: JSON.stringify({
          nom_naissance: nom,
          prenoms_naissance: ['Awa'],
          prenom_utilise: '',
          sexe: 'F',
          date_naissance: born,
          date_naissance_estimee: false,
          lieu_naissance_insee: '',
          num_dossier_local: '',
        }),
      });
      return answer.json();
    },
    [name, monthsAgo(months)],
  );
  await page.evaluate((id) => (location.hash = `#/enfant/${id}`), child.id);
  await page.getByRole('heading', { level: 1, name: new RegExp(name, 'i') }).waitFor();
  await page.getByRole('button', { name: 'Nouveau bilan' }).click();
  return page.getByRole('dialog');
}

/** Chooses the second professional of the pair. */
async function pair(dialog) {
  const second = dialog.getByLabel('Second professionnel du binôme');
  await second.locator('option').nth(2).waitFor({ state: 'attached' });
  const first = await dialog.getByLabel('Premier professionnel du binôme').inputValue();
  const others = await second
    .locator('option:not([disabled])')
    .evaluateAll((options) => options.map((option) => option.value));
  await second.selectOption(others.find((value) => value !== first));
}

const card = () => page.getByRole('region', { name: /^Examens obligatoires/ });

test('a bilan at nine months is said to count as the exam, with its certificate', async () => {
  const dialog = await newChild('DIARRA', 9);
  await pair(dialog);
  await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
  await page.locator('#volet-title').waitFor();
  await card().getByText('9e mois (8 mois révolus)').waitFor();
  // Nothing has been noted yet.
  await card()
    .getByText(/Un 2e certificat de santé va avec cet examen/)
    .waitFor();
  const counted = card().getByLabel('Ce bilan en tient lieu');
  assert.equal(await counted.isChecked(), false);
  const said = card().getByLabel('Repérage des troubles du neuro-développement à 9 mois');
  assert.equal(await said.inputValue(), '');
  await card().scrollIntoViewIfNeeded();
  await fine('examens-proposes');
  await counted.check();
  await card()
    .getByText(/2e certificat de santé dû.*médecin responsable de la PMI/)
    .waitFor();
  await card().getByText('certificat dû', { exact: true }).waitFor();
  await said.selectOption({ label: 'Attesté sur le carnet de santé' });
  await card()
    .getByText(/^Noté par /)
    .waitFor();
  // A day that lies ahead is refused in one sentence, and what was said stays.
  await card().getByLabel('Quand').fill('1/1/2199');
  await page.keyboard.press('Tab');
  await card()
    .getByText(/Cette date est dans le futur/)
    .waitFor();
  assert.equal(await said.inputValue(), 'atteste');
  await card().scrollIntoViewIfNeeded();
  await fine('examens-refus');
  await card().getByLabel('Quand').fill(monthsAgo(0));
  await page.keyboard.press('Tab');
  await card()
    .getByText(/Cette date est dans le futur/)
    .waitFor({ state: 'detached' });
  await page.reload();
  await card()
    .getByText(/2e certificat de santé dû/)
    .waitFor();
  assert.equal(await counted.isChecked(), true);
  assert.equal(await said.inputValue(), 'atteste');
  await card().scrollIntoViewIfNeeded();
  await fine('examens-dits');
});

test('the first assessment of an unaccompanied minor says what it is', async () => {
  const dialog = await newChild('KONATE', 190);
  await dialog
    .getByLabel('Type de bilan')
    .selectOption({ label: 'Première évaluation des besoins de santé (MNA)' });
  await dialog.getByText(/distincte de l’évaluation de l’âge/).waitFor();
  await dialog.getByText(/^10\s+parties proposées/).waitFor();
  await fine('examens-mna');
  await pair(dialog);
  await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
  await page.locator('#volet-title').waitFor();
  await card()
    .getByText(/ne regarde pas tout ce qu’un examen obligatoire regarde/)
    .waitFor();
  assert.equal(await card().getByLabel('Ce bilan en tient lieu').count(), 0);
});

test('the references show the exams before and since 2025', async () => {
  await page.evaluate(() => (location.hash = '#/references/examens'));
  const rules = page.getByRole('region', { name: /^Examens obligatoires de l’enfant/ });
  await rules.getByText(/du\s1er\smars\s2019 au\s31\sdécembre\s2024/).waitFor();
  await rules.getByText(/depuis le\s1er\sjanvier\s2025/).waitFor();
  await rules.getByText('texte non lu', { exact: true }).first().waitFor();
  await fine('examens-references');
});
