// From an empty workstation to the letter: set-up, team, child, four parts, two signatures, PDF.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  answerNecessary,
  openPart,
  saved,
  setUp,
  signPart,
  typeAnswer,
  unlock,
} from '../gestures.mjs';
import { accessibilityFaults, shoot, startBrowser, startServer } from '../harness.mjs';

const MEDECIN = {
  prenom: 'Olivier',
  nom: 'Lambert',
  profession: 'medecin',
  identifiant: 'olivier.lambert',
  mot_de_passe: 'un cheval sous la pluie',
};
const PSYCHOLOGUE = {
  prenom: 'Sophie',
  nom: 'Guérin',
  profession: 'psychologue',
  identifiant: 'sophie.guerin',
  mot_de_passe: 'la marée monte au soir',
};

let server;
let browser;
let page;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await browser.open(server.url);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('the set-up insists on the recovery sheet', async () => {
  await setUp(page, MEDECIN);
  assert.equal(
    await page
      .getByRole('list', { name: /Clé de récupération/ })
      .getByRole('listitem')
      .count(),
    8,
  );
  const go = page.getByRole('button', { name: 'Continuer' });
  assert.equal(await go.isDisabled(), true);
  assert.deepEqual(await accessibilityFaults(page), []);
  await page.getByRole('button', { name: 'Enregistrer la fiche (PDF)' }).click();
  await page.getByText('Fiche enregistrée.').waitFor();
  await go.click();
  await page.getByRole('heading', { name: 'Aucun enfant pour l’instant' }).waitFor();
});

test('the administrator adds a colleague with an account', async () => {
  await page.getByRole('link', { name: 'Réglages' }).click();
  await page.getByRole('button', { name: 'Ajouter un professionnel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Prénom').fill(PSYCHOLOGUE.prenom);
  await dialog.getByLabel('Nom', { exact: true }).fill(PSYCHOLOGUE.nom);
  await dialog.getByLabel('Profession').selectOption(PSYCHOLOGUE.profession);
  assert.equal(await dialog.getByLabel('Identifiant').inputValue(), PSYCHOLOGUE.identifiant);
  await dialog.getByLabel('Mot de passe', { exact: true }).fill(PSYCHOLOGUE.mot_de_passe);
  await dialog.getByRole('button', { name: 'Ajouter' }).click();
  await page.getByRole('cell', { name: PSYCHOLOGUE.identifiant }).waitFor();
});

test('a lost sheet is replaced by a new key, whose sheet is insisted on as well', async () => {
  await page.getByRole('button', { name: 'Établir une nouvelle clé' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Établir la nouvelle clé' }).click();
  await page.getByText('Une clé de récupération attend sa fiche').waitFor();
  const go = page.getByRole('button', { name: 'Continuer' });
  assert.ok(await go.isDisabled());
  await page.getByRole('button', { name: 'Enregistrer la fiche (PDF)' }).click();
  await go.click();
  await page.getByRole('link', { name: 'Enfants' }).first().waitFor();
});

test('a child is created after the base was searched, with the doctor who follows them', async () => {
  await page.getByRole('link', { name: 'Enfants' }).first().click();
  await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
  await page.getByLabel('Nom de naissance').fill('D’Œuvre-Mbaye');
  await page.getByLabel('Prénoms de naissance').fill('Zoé, Aïssatou');
  await page.getByRole('radio', { name: 'Fille' }).check();
  await page.getByLabel('Date de naissance').fill('10/10/2022');
  await page.getByText(/lundi 10\s+octobre\s+2022/).waitFor();
  await page.getByLabel('Lieu de naissance').fill('75112');
  await page.getByText('Aucun enfant de ce poste ne ressemble').waitFor();
  await page.getByLabel('Je connais le médecin qui suit l’enfant').check();
  await page.getByLabel('Nom du médecin', { exact: true }).fill('Gautier');
  await page.getByLabel('Prénom du médecin').fill('Bruno');
  await page.getByLabel('Adresse du cabinet').fill('18 rue des Violettes');
  await page.getByLabel('Code postal').fill('75012');
  await page.getByLabel('Commune').fill('Paris');
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByRole('heading', { level: 1, name: 'D’ŒUVRE-MBAYE Zoé' }).waitFor();
  assert.doesNotMatch(await page.title(), /Zoé|Mbaye/);
});

test('the same child typed again is proposed, with the reasons', async () => {
  await page.getByRole('link', { name: 'Enfants' }).first().click();
  await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
  await page.getByLabel('Nom de naissance').fill('DOEUVRE MBAYE');
  await page.getByLabel('Prénoms de naissance').fill('zoe');
  await page.getByRole('radio', { name: 'Fille' }).check();
  await page.getByLabel('Date de naissance').fill('10/10/2022');
  await page.getByRole('heading', { name: /Est-ce l’un de ces enfants/ }).waitFor();
  await page.getByText('même nom, écrit autrement').waitFor();
  await page.getByRole('link', { name: 'D’ŒUVRE-MBAYE Zoé' }).click();
  await page.getByRole('heading', { level: 1, name: 'D’ŒUVRE-MBAYE Zoé' }).waitFor();
});

test('a bilan is opened by a pair', async () => {
  await page.getByRole('button', { name: 'Nouveau bilan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Second professionnel du binôme').selectOption({ index: 1 });
  await dialog.getByText(/^\d+\s+parties proposées$/).waitFor();
  await dialog.getByRole('button', { name: 'Changer' }).click();
  const parts = dialog.getByRole('group', { name: 'Parties du bilan' });
  for (const box of await parts.getByRole('checkbox').all()) {
    const kept = /Contexte|Antécédents|Croissance|Synthèse/.test(
      await box.locator('xpath=..').innerText(),
    );
    if ((await box.isEnabled()) && (await box.isChecked()) !== kept) await box.setChecked(kept);
  }
  await dialog.getByText(/^4\s+parties choisies$/).waitFor();
  await shoot(page, 'nouveau-bilan-volets');
  assert.deepEqual(await accessibilityFaults(page), []);
  await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
  await page.getByRole('heading', { level: 2, name: 'Contexte et sources' }).waitFor();
});

test('three parts are filled in and signed by keyboard', async () => {
  for (const name of ['Contexte et sources', 'Antécédents']) {
    await openPart(page, name);
    // The first answer gives the part to the account, even where no answer is required.
    await page.locator('.question :is(input, select)').first().focus();
    await page.keyboard.press('Space');
    await page.getByRole('heading', { level: 2 }).focus();
    await answerNecessary(page);
    await signPart(page);
  }
  await openPart(page, 'Croissance et constantes');
  await typeAnswer(page, 'cro.poids', '14,2');
  await typeAnswer(page, 'cro.taille', '98,5');
  await answerNecessary(page);
  await saved(page);
  await shoot(page, 'bilan');
  assert.deepEqual(await accessibilityFaults(page), []);
  await signPart(page);
});

test('a refused figure stays in its field, with the reason beside it', async () => {
  await page.getByRole('button', { name: 'Reprendre ma partie' }).click();
  const weight = page.locator('[data-question="cro.poids"] input');
  await weight.fill('999');
  await weight.blur();
  await page.locator('[data-question="cro.poids"] .error').waitFor();
  assert.equal(await weight.inputValue(), '999');
  await weight.fill('14,2');
  await weight.blur();
  await page.locator('[data-question="cro.poids"] .error').waitFor({ state: 'detached' });
  await signPart(page);
});

test('the synthesis holds a préconisation made in one click', async () => {
  await openPart(page, 'Synthèse du binôme');
  await answerNecessary(page);
  const add = page.getByRole('group', { name: 'Ajouter une préconisation' });
  await add.getByRole('button', { name: 'Soins dentaires' }).click();
  const form = page.getByRole('group', { name: /^Préconisation/ });
  await form.getByRole('button', { name: '6 mois' }).click();
  await form.getByRole('button', { name: 'Replier' }).click();
  await page
    .getByText(/avant le\s+21\s+mai\s+2027|avant le/)
    .first()
    .waitFor();
  await signPart(page);
});

test('both sign at the same seat, and the answers do not change any more', async () => {
  await page.getByRole('button', { name: 'Signer le bilan' }).click();
  const dialog = page.getByRole('dialog');
  for (const who of [MEDECIN, PSYCHOLOGUE]) {
    const seat = dialog.getByRole('region', { name: new RegExp(`${who.prenom} ${who.nom}`) });
    await seat.getByLabel('Identifiant').fill(who.identifiant);
    await seat.getByLabel('Mot de passe', { exact: true }).fill('ce n’est pas le bon');
    await seat.getByRole('button', { name: /^Signer/ }).click();
    await seat.getByText('ne correspond pas').waitFor();
    await seat.getByLabel('Mot de passe', { exact: true }).fill(who.mot_de_passe);
    await seat.getByRole('button', { name: /^Signer/ }).click();
    await seat.getByText(/^Signé/).waitFor();
    if (who === MEDECIN) await shoot(page, 'signatures');
  }
  await dialog.getByText('Le bilan est signé').waitFor();
  await dialog.getByRole('button', { name: 'Enregistrer le courrier (PDF)' }).click();
  await dialog.getByText(/^Courrier.* enregistré/).waitFor();
  await shoot(page, 'bilan-signe');
  await dialog.getByRole('button', { name: 'Terminer' }).click();
  assert.equal(await page.getByRole('button', { name: 'Terminer et signer ma partie' }).count(), 0);
});

test('the store opens again with the colleague’s password, at the same place', async () => {
  await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
  await page.getByRole('heading', { name: 'Ouvrir Escale' }).waitFor();
  assert.doesNotMatch(await page.content(), /Mbaye/);
  await unlock(page, PSYCHOLOGUE);
  await page.getByRole('heading', { level: 1, name: 'D’ŒUVRE-MBAYE Zoé' }).waitFor();
});

test('nothing broke on the way, and nothing clinical is left in the browser', async () => {
  assert.deepEqual(page.faults, []);
  const kept = await page.evaluate(() => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
  ]);
  assert.deepEqual(kept, [0, 0, '']);
});
