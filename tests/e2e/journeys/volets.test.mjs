// Filling in a part at the speed of a bilan: observations, tools, and what the child agrees or
// objects to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPart, saved, tabTo } from '../gestures.mjs';
import {
  accessibilityFaults,
  hold,
  overflow,
  shoot,
  startBrowser,
  startServer,
} from '../harness.mjs';

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

/** Goes to the page of a child from the list. */
async function openChild(name) {
  await page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByText('Enfants')
    .click();
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('heading', { name: 'Au fil du temps' }).waitFor();
}

/** Opens a new bilan of the child on the screen with a pair. */
async function newBilan() {
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
  await page.locator('#volet-title').waitFor();
}

const question = (code) => page.locator(`[data-question="${code}"]`);
const chosen = (code) => question(code).locator('label.chosen');
const outils = () => page.getByRole('region', { name: 'Outils' });
const fine = async (screen) => {
  await shoot(page, screen);
  assert.deepEqual(await accessibilityFaults(page), [], screen);
  assert.deepEqual(await overflow(page), [], screen);
  // What is only spoken makes the window no taller than it is.
  assert.equal(
    await page.evaluate(
      () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
    ),
    0,
    screen,
  );
};

test('an observation is answered with the keyboard, and described where it is abnormal', async () => {
  await openChild(/KOVAL/i);
  await newBilan();
  await openPart(page, 'Examen somatique');
  await tabTo(page, '[data-question="exa.peau"] input');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await question('exa.peau').locator('textarea').waitFor();
  assert.equal((await chosen('exa.peau').innerText()).trim(), 'Anormal');
  // The next key goes to the description, not to a button that empties the answer.
  await page.keyboard.press('Tab');
  await page.keyboard.type('Eczéma des plis du coude');
  await page.keyboard.press('Tab');
  await saved(page);
});

test('the rest is normal in one gesture, but for what was said and the intimate examination', async () => {
  const answers = [];
  const watch = (request) => {
    if (request.url().endsWith('/ipc/volet_repondre')) answers.push(request.postDataJSON());
  };
  page.on('request', watch);
  await page.getByText(/^9\s+observations sans réponse$/).waitFor();
  await page.getByRole('button', { name: 'Tout le reste est normal' }).click();
  await page.getByText(/^9\s+observations notées/).waitFor();
  page.off('request', watch);
  assert.equal(answers.length, 9);
  assert.ok(answers.every(({ valeur }) => valeur.etat === 'normal'));
  await page.getByText(/À répondre à part.*Organes génitaux externes/).waitFor();
  assert.equal((await chosen('exa.neuro').innerText()).trim(), 'Normal');
  assert.equal((await chosen('exa.peau').innerText()).trim(), 'Anormal');
  assert.equal(await chosen('exa.genital_externe').count(), 0);
  // One of the observations is changed again.
  await chosen('exa.neuro').locator('input').focus();
  await page.keyboard.press('ArrowRight');
  await question('exa.neuro').locator('textarea').waitFor();
  await saved(page);
  await fine('volets-observations');
});

test('what an answer makes pointless is told, cleared and put back with the keyboard', async () => {
  const peau = question('exa.peau');
  await chosen('exa.peau').locator('input').focus();
  await page.keyboard.press('ArrowLeft');
  const held = peau.getByText(/Ne sera pas transmis\s: la question n’est plus posée\./);
  await held.waitFor();
  await saved(page);
  await peau
    .getByText(/Eczéma des plis du coude/)
    .first()
    .waitFor();
  await fine('volets-plus-posee');
  // Before the signatures it is told again, with a way back to its part.
  await page.getByRole('button', { name: /^Avant la signature/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('heading', { name: 'Réponses qui ne seront pas transmises' })
    .scrollIntoViewIfNeeded();
  await fine('volets-plus-posee-avant-signature');
  await page.keyboard.press('Escape');

  await peau.getByRole('button', { name: /^Effacer\s*: Description/ }).focus();
  await page.keyboard.press('Enter');
  await peau.getByText(/^Effacé/).waitFor();
  await held.waitFor({ state: 'detached' });
  const back = peau.getByRole('button', { name: /^Rétablir/ });
  await back.waitFor();
  assert.ok(await back.evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  await held.waitFor();
  await saved(page);
  // The state is changed back: what was written is there again, and asked.
  await chosen('exa.peau').locator('input').focus();
  await page.keyboard.press('ArrowRight');
  await held.waitFor({ state: 'detached' });
  assert.equal(await peau.locator('textarea').inputValue(), 'Eczéma des plis du coude');
  await saved(page);
});

test('the PHQ-9 is filled in with nine keys, and its question 9 is heard at once', async () => {
  await openPart(page, 'Santé psychique');
  await outils()
    .getByRole('button', { name: /Remplir.*PHQ-9/ })
    .click();
  const dialog = page.getByRole('dialog', { name: /^PHQ-9/ });
  await dialog.getByText(/^9\s+réponses manquent/).waitFor();
  await page.keyboard.type('0120310');
  await dialog.getByText(/Il manque les questions 8 et 9\s: pas de total/).waitFor();
  assert.equal(
    await dialog
      .getByRole('alert')
      .getByText(/Question 9/)
      .count(),
    0,
  );
  await page.keyboard.type('11');
  await dialog.getByText(/^Total\s: 9 sur 27$/).waitFor();
  await dialog
    .getByRole('alert')
    .getByText(/Question 9 \(mourir ou se faire du mal\)/)
    .waitFor();
  await dialog
    .getByText(/Pfizer/)
    .first()
    .waitFor({ state: 'attached' });
  await fine('volets-phq9');
});

test('a questionnaire that was closed by mistake is still there, and the part is not signed over it', async () => {
  await page.keyboard.press('Escape');
  const kept = outils().getByText(/PHQ-9\s+est commencé et n’est pas enregistré/);
  await kept.waitFor();
  await page.getByRole('button', { name: 'Terminer et signer ma partie' }).click();
  await outils()
    .getByText(/Enregistrez-le ou effacez-le avant de signer/)
    .waitFor();
  // The focus is on what takes it up again.
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^PHQ-9/ });
  await dialog.getByText(/^Total\s: 9 sur 27$/).waitFor();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.waitFor({ state: 'detached' });
  const line = outils().getByRole('article').filter({ hasText: 'PHQ-9' });
  await line.getByText(/Question 9 \(mourir/).waitFor();
  assert.match(await line.innerText(), /Score\s+9[\s\S]*noté par/);
  await kept.waitFor({ state: 'detached' });
  // The alert of the bilan rises as well.
  await page.locator('aside').getByText('PHQ, question 9 positive').waitFor();
});

test('another tool is noted by its score, and a score that cannot be is refused in words', async () => {
  await outils().getByRole('button', { name: 'Noter un résultat' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Noter le résultat d’un outil',
  });
  await dialog.getByLabel('Outil', { exact: true }).selectOption('SDQ');
  await dialog.getByLabel('Score').fill('55');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.getByText(/Le score va de 0 à 40\. Vous avez écrit 55\./).waitFor();
  await fine('volets-score');
  await dialog.getByLabel('Score').fill('15');
  await dialog.getByLabel('Conduite').fill('4');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.waitFor({ state: 'detached' });
  const line = outils().getByRole('article').filter({ hasText: 'SDQ' });
  assert.match(await line.innerText(), /Score\s+15[\s\S]*Conduite\s: 4/);
  await line.scrollIntoViewIfNeeded();
  await fine('volets-outils');
  await line.getByRole('button', { name: /Retirer/ }).click();
  const why = page.getByRole('dialog', { name: 'Retirer un résultat' });
  await why.getByLabel(/Pourquoi retirer/).fill('Feuille d’un autre enfant');
  await why.getByRole('button', { name: 'Retirer' }).click();
  await line.waitFor({ state: 'detached' });
});

test('a part that opens takes no key from somebody who types in the search', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('chl');
  await page.evaluate(() => {
    window.location.hash = window.location.hash.replace(/S12$/, 'S15');
  });
  await page.getByRole('heading', { level: 2, name: 'Parole de l’enfant' }).waitFor();
  await page.keyboard.type('oé');
  assert.equal(await page.evaluate(() => document.activeElement.value), 'chloé');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('an agreement is noted with its four facts, and withdrawn', async () => {
  await openChild(/Chloé/);
  const card = page.getByRole('region', { name: 'Accords et oppositions' });
  await card.getByRole('button', { name: /^Ajouter\sun accord/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Accord ou information' });
  await dialog.getByLabel('Besoins et rendez-vous').check();
  await dialog.getByLabel('Qui a donné son accord').selectOption('enfant');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.getByText('Indiquez avec qui elles sont partagées.').waitFor();
  await dialog.getByLabel('École').check();
  await dialog.getByLabel('Remise en main propre').check();
  await dialog.getByLabel('Comment leur sécurité est assurée').fill('Pli fermé');
  await fine('volets-accord');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.getByText(/L’enfant, le .* noté par/).waitFor();
  await card.getByRole('button', { name: /^Retirer/ }).click();
  const end = page.getByRole('dialog', { name: 'Retirer un accord' });
  await end.getByRole('button', { name: 'Noter le retrait' }).click();
  await card.getByText(/^Retiré le/).waitFor();
});

test('an objection keeps what it names from the papers until the minor takes it back', async () => {
  const card = page.getByRole('region', { name: 'Accords et oppositions' });
  const sheet = async () => {
    await page
      .getByRole('link', { name: /^Bilan annuel/ })
      .last()
      .click();
    await page.getByRole('link', { name: 'Les papiers' }).click();
    await page.getByRole('link', { name: /Fiche de besoins/ }).click();
    await page.getByRole('heading', { level: 2, name: 'Fiche de besoins' }).waitFor();
    await page.getByRole('heading', { name: 'Ce qui part' }).waitFor();
    const text = await page.locator('.sheet').innerText();
    const kept = await page.getByRole('complementary').innerText();
    await page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await page.getByRole('heading', { name: 'Accords et oppositions' }).waitFor();
    return { text, kept };
  };
  const before = await sheet();
  assert.match(before.text, /Vaccin à faire chez le médecin/);
  await card.getByRole('button', { name: /^Ajouter\sune opposition/ }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Opposition écrite du mineur',
  });
  await dialog.getByRole('button', { name: /Enregistrer/ }).click();
  await dialog.getByText(/Choisissez ce que l’opposition désigne/).waitFor();
  await dialog.getByLabel('Chercher ce qu’elle désigne').fill('preconisations vaccin');
  await dialog.getByRole('checkbox', { name: /Préconisations.*accin/ }).check();
  await dialog.getByLabel('Service de l’ASE').check();
  await fine('volets-opposition');
  await dialog.getByRole('button', { name: /Enregistrer/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await card.scrollIntoViewIfNeeded();
  await fine('volets-accords');
  const stripped = await sheet();
  assert.doesNotMatch(stripped.text, /Vaccin à faire chez le médecin/);
  assert.match(stripped.kept, /Opposition écrite du mineur/);
  await card
    .getByRole('button', { name: /^Lever/ })
    .last()
    .click();
  const lift = page.getByRole('dialog', { name: 'Lever une opposition' });
  await lift.getByRole('button', { name: 'Lever l’opposition' }).click();
  await lift.getByText('Écrivez comment le mineur l’a levée.').waitFor();
  await lift.getByLabel('Comment il l’a levée').fill('Dit en consultation');
  await lift.getByRole('button', { name: 'Lever l’opposition' }).click();
  await lift.waitFor({ state: 'detached' });
  assert.match((await sheet()).text, /Vaccin à faire chez le médecin/);
});

test('what arrives late does not call back somebody who has gone elsewhere', async () => {
  const bilan = page.getByRole('link', { name: /^Bilan annuel/ }).last();
  const child = page.getByRole('heading', { name: 'Accords et oppositions' });

  // The bilan is read again after its part is shown; leaving meanwhile must not fill the screen
  // again.
  await bilan.click();
  await page.getByRole('link', { name: 'Les papiers' }).waitFor();
  await page.waitForLoadState('networkidle');
  const again = await hold(page, 'bilan_lire');
  await page.getByRole('link', { name: /Vaccinations/ }).click();
  await again.asked;
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await child.waitFor();
  await again.release();
  const first = await hold(page, 'bilan_lire');
  await bilan.click();
  await first.asked;
  assert.equal(await page.getByRole('link', { name: 'Les papiers' }).count(), 0);

  // The user left before the bilan came: its first part does not take the window back.
  await page.getByRole('link', { name: 'Envois' }).click();
  await page.getByRole('heading', { level: 1, name: 'Envois' }).waitFor();
  await first.release();
  assert.match(page.url(), /#\/envois$/);
  await page.goBack();
  await page.goBack();
  await child.waitFor();
});

test('an address leads to the card, which takes the focus', async () => {
  await openChild(/Chloé/);
  await page.evaluate(() => {
    window.location.hash = `${window.location.hash}/accords`;
  });
  await page.locator('#accords:focus').waitFor();
  assert.deepEqual(page.faults, []);
});
