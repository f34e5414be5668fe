// Every screen at two sizes, light and dark: accessible, inside the window, and photographed when
// ESCALE_SHOTS names a folder.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPart, setUp } from '../gestures.mjs';
import { accessibilityFaults, overflow, shoot, startBrowser, startServer } from '../harness.mjs';

const SETTINGS = [
  { width: 1366, height: 768, dark: false },
  { width: 1366, height: 768, dark: true },
  { width: 1920, height: 1080, dark: false },
  { width: 1920, height: 1080, dark: true },
];
const COMPTE = {
  prenom: 'Olivier',
  nom: 'Lambert',
  profession: 'medecin',
  identifiant: 'olivier.lambert',
  mot_de_passe: 'un cheval sous la pluie',
};

let browser;

before(async () => {
  browser = await startBrowser();
});

after(() => browser?.close());

for (const setting of SETTINGS) {
  const name = `${setting.width}-${setting.dark ? 'sombre' : 'clair'}`;

  /** Judges the screen as it stands. */
  const judge = async (page, screen) => {
    await page.evaluate(() => document.fonts.ready);
    await shoot(page, `${screen}-${name}`);
    assert.deepEqual(await accessibilityFaults(page), [], screen);
    assert.deepEqual(await overflow(page), [], `${screen} sticks out`);
  };

  test(`the screens of an empty workstation, ${name}`, async () => {
    const server = await startServer();
    try {
      const page = await browser.open(server.url, setting);
      await page.getByRole('button', { name: 'Installer Escale pour mon centre' }).waitFor();
      await judge(page, 'premier-lancement');
      await setUp(page, COMPTE);
      await judge(page, 'cle-de-recuperation');
      await page.getByRole('button', { name: 'Imprimer' }).click();
      await page.getByRole('button', { name: 'Continuer' }).click();
      await page.getByRole('heading', { name: 'Aucun enfant pour l’instant' }).waitFor();
      await judge(page, 'enfants-vide');
      await page.getByRole('banner').getByRole('button', { name: 'Verrouiller' }).click();
      await page.getByRole('heading', { name: 'Ouvrir Escale' }).waitFor();
      await judge(page, 'ouvrir');
      await page.getByRole('button', { name: /Mot de passe oublié/ }).click();
      await page.getByRole('heading', { name: 'Clé de récupération' }).waitFor();
      await judge(page, 'mot-de-passe-oublie');
      assert.deepEqual(page.faults, []);
    } finally {
      await server.close();
    }
  });

  test(`the screens of a day, ${name}`, async () => {
    const server = await startServer({ demo: true });
    try {
      const page = await browser.open(server.url, setting);
      await page.getByRole('link', { name: /Emma/ }).first().waitFor();
      await judge(page, 'enfants');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('a');
      await page.getByRole('option').first().waitFor();
      await judge(page, 'recherche');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: /Emma/ }).first().click();
      await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
      await judge(page, 'enfant');
      await page.getByRole('button', { name: 'Nouveau bilan' }).click();
      const dialog = page.getByRole('dialog');
      const second = dialog.getByLabel('Second professionnel du binôme');
      await second.locator('option').nth(2).waitFor({ state: 'attached' });
      await judge(page, 'nouveau-bilan');
      const first = await dialog.getByLabel('Premier professionnel du binôme').inputValue();
      const others = await second
        .locator('option:not([disabled])')
        .evaluateAll((options) => options.map((option) => option.value));
      await second.selectOption(others.find((value) => value !== first));
      await dialog.getByRole('button', { name: 'Commencer le bilan' }).click();
      for (const [part, file] of [
        ['Contexte et sources', 'bilan-contexte'],
        ['Antécédents', 'bilan-antecedents'],
        ['Croissance et constantes', 'bilan-croissance'],
        ['Synthèse du binôme', 'bilan-synthese'],
      ]) {
        await openPart(page, part);
        // What may be taken over arrives after the part.
        if (file === 'bilan-synthese') await page.getByText(/Rien d’anormal n’a été/).waitFor();
        await judge(page, file);
      }
      await page.getByRole('button', { name: 'Soins dentaires' }).click();
      const form = page.getByRole('group', { name: /^Préconisation/ });
      await form.scrollIntoViewIfNeeded();
      await judge(page, 'preconisation');
      await page.getByRole('button', { name: /Avant la signature/ }).click();
      await page.getByRole('dialog').waitFor();
      await judge(page, 'avant-la-signature');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Envois' }).click();
      await page.getByRole('table').waitFor();
      await judge(page, 'envois');
      await page.getByRole('link', { name: 'Fiche de besoins pour l’ASE' }).first().click();
      await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
      await judge(page, 'papiers');
      await page.getByRole('link', { name: 'Réglages' }).click();
      await page.getByRole('heading', { name: 'Où sont les données' }).waitFor();
      await judge(page, 'reglages');
      await page.getByRole('link', { name: 'Enfants' }).first().click();
      await page.getByRole('link', { name: 'Nouvel enfant' }).first().click();
      await page.getByLabel('Nom de naissance').waitFor();
      await judge(page, 'nouvel-enfant');
      // The longest names and texts of the cases, and another writing system.
      for (const child of [/Aurélien/, /Sacha|KOVAL/i]) {
        await page.getByRole('link', { name: 'Enfants' }).first().click();
        await page.getByRole('link', { name: child }).first().click();
        await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
        assert.deepEqual(await overflow(page), [], String(child));
      }
      assert.deepEqual(page.faults, []);
    } finally {
      await server.close();
    }
  });
}
