// The secretary's pile: chosen by keyboard, made in one file, marked as sent, reprinted, proved.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { accessibilityFaults, overflow, shoot, startBrowser, startServer } from '../harness.mjs';

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

/** What is on the screen, judged as it stands. */
async function judge(name) {
  await shoot(page, name);
  assert.deepEqual(await accessibilityFaults(page), [], name);
  assert.deepEqual(await overflow(page), [], name);
}

const chosen = (n) => page.getByText(new RegExp(`^${n}\\s+papiers? choisis?$`));
const boxes = () => page.locator('tbody input[type=checkbox]:not(:disabled)');

test('in the smallest window, whom a paper is for is read in whole words', async () => {
  const small = await browser.open(server.url, { width: 1024, height: 640 });
  await small.getByRole('link', { name: 'Envois' }).click();
  await small.locator('.who .nowrap').first().waitFor();
  await shoot(small, 'envois-1024');
  const { width } = await small.getByRole('columnheader', { name: 'Pour' }).boundingBox();
  assert.ok(width >= 140, `${width} pixels`);
  assert.deepEqual(await overflow(small), []);
  await small.close();
});

test('the pile shows what waits, the oldest first, and what stands in the way', async () => {
  await page.getByRole('link', { name: 'Envois' }).click();
  // The head of the table is there before its rows.
  await page.locator('.who .nowrap').nth(5).waitFor();
  const dates = await page
    .locator('.who .nowrap')
    .evaluateAll((cells) => cells.map((cell) => cell.textContent.split('/').reverse().join('-')));
  assert.ok(dates.length > 5);
  assert.deepEqual(dates, [...dates].sort());
  const row = page.locator('tbody', { hasText: 'DIALLO' });
  await row.getByRole('link', { name: 'Désigner le médecin' }).waitFor();
  await judge('envois');
});

test('the keyboard chooses a stretch, and all', async () => {
  await boxes().first().focus();
  await page.keyboard.press('Space');
  await chosen(1).waitFor();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await chosen(3).waitFor();
  await page.keyboard.press('Space');
  await chosen(2).waitFor();
  await page.keyboard.press('Control+a');
  await chosen(await boxes().count()).waitFor();
  await page.getByRole('checkbox', { name: 'Tout choisir' }).uncheck();
  await page.getByText('Choisissez des papiers').waitFor();
  await boxes().first().check();
  await boxes()
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await chosen(4).waitFor();
});

test('what was chosen becomes one file for the printer, and the bar tells the truth', async () => {
  await page.getByRole('button', { name: /^Fabriquer les PDF/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^4\s+papiers/).waitFor();
  await judge('envois-fabriquer');
  await dialog.getByRole('button', { name: 'Fabriquer', exact: true }).click();
  await page.getByRole('heading', { name: 'Fabrication terminée' }).waitFor();
  await page.getByText(/^\s*4\s+papiers faits sur 4, \d+\s+pages\./).waitFor();
  const bar = page.getByRole('progressbar');
  assert.deepEqual(await bar.evaluate((element) => [element.value, element.max]), [4, 4]);
  const files = await readdir(path.join(server.folder, 'enregistres'));
  assert.equal(files.filter((file) => file.endsWith('.pdf')).length, 1);
  await judge('envois-faits');
});

test('papers leave with their channel and what the family was told, and not without', async () => {
  await page.getByRole('button', { name: 'Marquer ces 4 papiers comme envoyés…' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Marquer comme envoyés' });
  await dialog.getByRole('radio', { name: 'Courrier postal' }).check();
  assert.ok(await send.isDisabled());
  await dialog
    .getByRole('radio', {
      name: 'L’enfant et ses parents n’ont pas pu être informés',
    })
    .check();
  assert.ok(await send.isDisabled());
  await dialog.getByLabel('Pourquoi').fill('Parents injoignables malgré deux appels');
  await dialog.getByRole('radio', { name: 'L’enfant ou ses parents ont été informés' }).check();
  await shoot(page, 'envoyer-informes');
  await dialog.getByRole('radio', { name: 'De vive voix' }).check();
  const day = dialog.getByLabel('Le', { exact: true });
  await day.fill('41/13/2026');
  await send.click();
  await dialog
    .getByText(/jour|date|mois/i)
    .first()
    .waitFor();
  assert.equal(await day.inputValue(), '41/13/2026');
  await judge('envois-marquer');
  await day.fill(await page.evaluate(() => new Date().toLocaleDateString('fr-FR')));
  await send.click();
  await page.getByText(/^4\s+papiers marqués comme envoyés\.$/).waitFor();
});

test('a paper that left is made again as a duplicate, under its number', async () => {
  await page
    .getByRole('button', { name: /^Refaire un duplicata/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await judge('envois-duplicata');
  await dialog.getByRole('button', { name: 'Imprimer' }).click();
  await dialog.getByText(/^Duplicata du n°\s+\d{4}-\d{5} ouvert pour impression\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Fermer' }).last().click();
});

test('labels begin at the first free place of the sheet', async () => {
  await boxes().first().focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Étiquettes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '8', exact: true }).check();
  await judge('envois-etiquettes');
  await dialog.getByRole('button', { name: 'Imprimer' }).click();
  await dialog.getByText(/^\d+\s+étiquettes? sur \d+\s+planches?\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Fermer' }).last().click();
});

test('the list of the day proves what left', async () => {
  await page.getByRole('button', { name: 'Bordereau du jour' }).click();
  const dialog = page.getByRole('dialog');
  await judge('envois-bordereau');
  await dialog.getByRole('button', { name: 'Enregistrer (PDF)' }).click();
  // The four that left, and the duplicate of one of them.
  await dialog.getByText(/^5\s+envois sur le bordereau\.$/).waitFor();
  await dialog.getByRole('button', { name: 'Fermer' }).last().click();
});

test('a filter that finds nothing says so, and so does a pile that is empty', async () => {
  await page.getByLabel('Filtrer la pile').fill('zzz');
  await page.getByRole('heading', { name: /Rien dans la pile pour/ }).waitFor();
  await page.getByLabel('Filtrer la pile').fill('');
  await page.getByRole('table').waitFor();
  await boxes().first().focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: /^Fabriquer les PDF/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Un fichier par papier' }).check();
  await dialog.getByRole('button', { name: 'Fabriquer', exact: true }).click();
  await page.getByRole('heading', { name: 'Fabrication terminée' }).waitFor();
  await page.getByRole('button', { name: /^Marquer ces \d+ papiers comme envoyés…$/ }).click();
  await dialog.getByRole('radio', { name: 'Remise en main propre' }).check();
  await dialog
    .getByRole('radio', {
      name: 'L’enfant et ses parents n’ont pas pu être informés',
    })
    .check();
  await dialog.getByLabel('Pourquoi').fill('Nourrisson, parents injoignables');
  await dialog.getByRole('button', { name: 'Marquer comme envoyés' }).click();
  await page.getByText(/papiers marqués comme envoyés\.$/).waitFor();
  await page.getByRole('heading', { name: 'Tout est parti.' }).waitFor();
  await judge('envois-vide');
});

test('no file bears a name, and nothing broke on the way', async () => {
  const files = await readdir(path.join(server.folder, 'enregistres'), {
    recursive: true,
  });
  assert.doesNotMatch(files.join(' '), /chevalier|diallo|vincent|perrin|moreau|garnier/i);
  assert.deepEqual(page.faults, []);
});
