// What a person does at the keyboard, said in the words of the screen.

import assert from 'node:assert/strict';

/** Presses Tab until the focus is inside `selector`; fails when it cannot be reached. */
export async function tabTo(page, selector, limit = 150) {
  for (let presses = 0; presses < limit; presses += 1) {
    const there = await page.evaluate(
      (wanted) => document.activeElement?.closest(wanted) !== null,
      selector,
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Waits until nothing is on its way and the screen says so. */
export async function saved(page) {
  await page.getByText(/^Enregistré à /).waitFor();
}

/** Goes to the field of a question with the keyboard and types an answer. */
export async function typeAnswer(page, code, text) {
  await tabTo(page, `[data-question="${code}"] :is(input, textarea)`);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Answers every question without which the part cannot be signed, whatever the form holds. */
export async function answerNecessary(page) {
  const codes = await page.$$eval('.question', (rows) =>
    rows
      .filter((row) => row.textContent.includes('nécessaire pour signer'))
      .map((row) => row.dataset.question),
  );
  for (const code of codes) {
    const row = `[data-question="${code}"]`;
    const kind = await page.$eval(row, (element) => {
      if (element.querySelector('.none')) return 'list';
      if (element.querySelector('input[type=radio]')) return 'choice';
      if (element.querySelector('input[type=checkbox]')) return 'choice';
      if (element.querySelector('select')) return 'select';
      if (element.querySelector('input[placeholder="JJ/MM/AAAA"]')) return 'date';
      return element.querySelector('input[inputmode]') ? 'number' : 'text';
    });
    if (kind === 'list') {
      await tabTo(page, `${row} .none`);
      await page.keyboard.press('Enter');
    } else if (kind === 'choice') {
      await tabTo(page, `${row} input`);
      await page.keyboard.press('Space');
    } else if (kind === 'select') {
      await tabTo(page, `${row} select`);
      await page.keyboard.press('ArrowDown');
    } else if (kind === 'date') {
      await typeAnswer(page, code, '21/11/2027');
    } else {
      await typeAnswer(page, code, kind === 'number' ? '30' : 'Réponse de démonstration, à l’œil.');
    }
  }
}

/** Opens a part of the bilan from the list on the left. */
export async function openPart(page, name) {
  await page
    .getByRole('navigation', { name: 'Parties du bilan' })
    .getByRole('link', { name })
    .click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

/** Signs the part on the screen with the keyboard. */
export async function signPart(page) {
  await saved(page);
  await page.getByRole('button', { name: 'Terminer et signer ma partie' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reprendre ma partie' }).waitFor();
}

/** Opens the store from the unlock screen. */
export async function unlock(page, { identifiant, mot_de_passe }) {
  await page.getByLabel('Identifiant').fill(identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(mot_de_passe);
  await page.keyboard.press('Enter');
}

/** Goes through the set-up as far as the open store. */
export async function setUp(page, compte) {
  await page.getByRole('button', { name: 'Installer Escale pour mon centre' }).click();
  await page.getByLabel('Nom du centre').fill('Centre de santé Les Tilleuls');
  await page.getByLabel('Adresse').fill('8 allée des Tilleuls-Argentés');
  await page.getByLabel('Code postal').fill('75012');
  await page.getByLabel('Commune').fill('Paris');
  await page.getByLabel('Téléphone').fill('01 99 00 10 10');
  await page.getByLabel('Courriel').fill('accueil@tilleuls.example');
  await page.keyboard.press('Enter');
  await page.getByLabel('Prénom').fill(compte.prenom);
  await page.getByLabel('Nom', { exact: true }).fill(compte.nom);
  await page.getByLabel('Profession').selectOption(compte.profession);
  await page.getByLabel('Identifiant').fill(compte.identifiant);
  await page.getByLabel('Mot de passe', { exact: true }).fill(compte.mot_de_passe);
  await page.getByRole('button', { name: 'Créer la base' }).click();
  await page.getByRole('list', { name: /Clé de récupération/ }).waitFor();
}
