// What the program computes while a bilan is filled in: the judgement beside the answer, the point
// on the curve, the alerts and their answers, and the page that says where all of it comes from.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPart, saved, typeAnswer } from '../gestures.mjs';
import { accessibilityFaults, hold, overflow, shoot, startBrowser, startServer } from '../harness.mjs';

/** The name under which the journey loads a reference. */
const REFERENCE = 'Courbe du parcours';
const SETTINGS = [
  { width: 1366, height: 768, dark: false },
  { width: 1366, height: 768, dark: true },
  { width: 1920, height: 1080, dark: false },
  { width: 1920, height: 1080, dark: true },
];

let server;
let browser;
let page;
/** Where the bilan of each child is, once opened. */
const bilans = {};

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

/** Opens a new bilan for a child of the demonstration and goes to the growth part. */
async function newBilan(child) {
  await page
    .getByRole('navigation', { name: 'Navigation principale' })
    .getByText('Enfants')
    .click();
  await page.getByRole('link', { name: child }).first().click();
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
  await openPart(page, 'Croissance et constantes');
  return page.url();
}

/** Goes to a place of the window by its address. */
async function goTo(url) {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, new URL(url).hash);
}

const jugement = (code) => page.locator(`[data-question="${code}"] .jugement`);
const alerte = (cle, within = page.locator('aside')) => within.locator(`[data-alerte="${cle}"]`);
const chosen = () => page.locator('aside .segments label.chosen');

test('a premature infant: judged and drawn after each save, which never waits for it', async () => {
  // The computation is held back: the answer is saved all the same.
  let release;
  const gate = new Promise((resolve) => {
    release = resolve;
  });
  let asked = 0;
  let begin;
  const begun = new Promise((resolve) => {
    begin = resolve;
  });
  bilans.infant = await newBilan(/Inès/);
  await page.locator('aside').getByRole('button', { name: 'Croissance' }).waitFor();
  await page.route('**/ipc/bilan_calculs', async (route) => {
    asked += 1;
    begin();
    await gate;
    await route.continue();
  });
  await typeAnswer(page, 'cro.poids', '9,4');
  await typeAnswer(page, 'cro.taille', '80,5');
  await page.keyboard.press('Tab');
  await saved(page);
  assert.equal(await jugement('cro.poids').count(), 0);
  // The window asks after the save, which may be a moment later.
  await begun;
  assert.equal(asked, 1, 'never two computations at once');
  await page.locator('[data-question="cro.taille"] input[type=text]').focus();
  release();
  await jugement('cro.taille')
    .getByText(/DS · \d+e/)
    .waitFor();
  await jugement('cro.poids').getByText('OMS 2006, filles').waitFor();
  assert.match(await jugement('cro.poids').innerText(), /^[+\u2212]?[\d,]+\sDS · \d+e\scentile/);
  await page.unroute('**/ipc/bilan_calculs');
  // The focus stays in the field that is being typed in.
  assert.equal(
    await page.evaluate(() => document.activeElement.closest('[data-question]').dataset.question),
    'cro.taille',
  );
  // The chart of the measure that is being typed, with the point of today.
  assert.equal((await chosen().innerText()).trim(), 'Taille');
  await page.locator('aside .reading.seen').getByText('80,5').waitFor();
  await page
    .locator('aside .reading.seen')
    .getByText(/ce bilan/)
    .waitFor();
  await page.locator('[data-question="cro.poids"] input').focus();
  await page.locator('aside .reading.seen').getByText('9,4').waitFor();
  assert.equal((await chosen().innerText()).trim(), 'Poids');
});

test('the latest answer is the one that is judged, and an emptied field is not', async () => {
  // The focus stays: the pause of the typing sends it, and the chart stays that of the weight.
  await typeAnswer(page, 'cro.poids', '12');
  await page.locator('aside .reading').getByText('12 kg').first().waitFor({ state: 'attached' });
  const heavy = await jugement('cro.poids').innerText();
  await typeAnswer(page, 'cro.poids', '9,4');
  await page.locator('aside .reading').getByText('12 kg').first().waitFor({ state: 'detached' });
  assert.notEqual(await jugement('cro.poids').innerText(), heavy);
  // A refused value has no judgement beside it, nor has what is computed from it.
  await jugement('cro.imc').or(jugement('cro.taille')).first().waitFor();
  await typeAnswer(page, 'cro.poids', '999');
  await page.keyboard.press('Tab');
  await page
    .locator('[data-question="cro.poids"]')
    .getByText(/doit être entre/)
    .waitFor();
  assert.equal(await jugement('cro.poids').count(), 0);
  assert.equal(await jugement('cro.imc').count(), 0);
  await shoot(page, 'bilan-valeur-refusee');
  await typeAnswer(page, 'cro.poids', '9,4');
  await page.keyboard.press('Tab');
  await jugement('cro.poids').waitFor();
  await typeAnswer(page, 'cro.pc', '46');
  await page.keyboard.press('Tab');
  await jugement('cro.pc').waitFor();
  await page
    .locator('[data-question="cro.pc"]')
    .getByText(/à vous d’en juger/)
    .waitFor();
  await typeAnswer(page, 'cro.pc', ' ');
  await page.keyboard.press('Tab');
  await jugement('cro.pc').waitFor({ state: 'detached' });
});

test('an adolescent: alerts rise while typing', async () => {
  bilans.adolescent = await newBilan(/Sacha|KOVAL/i);
  await typeAnswer(page, 'cro.poids', '32');
  await typeAnswer(page, 'cro.taille', '158');
  await typeAnswer(page, 'cro.ta_sys', '142');
  await typeAnswer(page, 'cro.ta_dia', '92');
  await page.keyboard.press('Tab');
  // The gravity is shown by an icon, a word and a colour.
  await jugement('cro.ta_sys').getByText('Attention').waitFor();
  await jugement('cro.ta_sys')
    .getByText(/Systolique \(142\)/)
    .waitFor();
  await alerte('croissance.corpulence_basse').getByText('Importante').waitFor();
  await alerte('tension.a_controler').getByText('À surveiller').waitFor();
  await page.locator('aside').getByText('3 sans réponse').waitFor();
  await page
    .locator('aside')
    .getByText(/En retard\s: /)
    .first()
    .waitFor();
});

test('an alert is answered by a préconisation that it proposes', async () => {
  const low = alerte('croissance.corpulence_basse');
  await low.getByRole('button', { name: /Corpulence basse/ }).click();
  await low.getByText(/OMS 2007, filles/).waitFor();
  await low.getByText(/D’où cela vient/).waitFor();
  await low.getByText(/seuil\s:/).waitFor();
  await low.scrollIntoViewIfNeeded();
  await shoot(page, 'clinique-alertes-a-repondre');
  await low.getByRole('button', { name: 'Écrire la préconisation' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Préconisation pour cette alerte',
  });
  const what = dialog.getByLabel('Ce qui est préconisé');
  await shoot(page, 'clinique-preconisation');
  assert.equal(
    await what.inputValue(),
    'Consultation du médecin\u00a0: surveillance de la croissance',
  );
  assert.equal(
    await dialog.getByLabel(/En mots partageables/).inputValue(),
    'Consultation chez le médecin',
  );
  // The dialog is cancelled: nothing is written.
  await dialog.getByRole('button', { name: 'Abandonner' }).click();
  await low.getByRole('button', { name: 'Écrire la préconisation' }).click();
  await what.fill('Consultation du médecin dans le mois');
  await dialog.getByRole('button', { name: 'Enregistrer la préconisation' }).click();
  await dialog.waitFor({ state: 'detached' });
  await low.getByText(/Fournier/).waitFor();
  assert.equal(await low.getByRole('button').first().getAttribute('aria-expanded'), 'false');
  await page.locator('aside').getByText('2 sans réponse').waitFor();
});

test('the same préconisation may answer another alert of its kind', async () => {
  const tension = alerte('tension.a_controler');
  await tension.getByRole('button', { name: /Tension artérielle/ }).click();
  await tension.getByRole('button', { name: 'Écrire la préconisation' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Préconisation pour cette alerte',
  });
  await dialog.getByText('Consultation du médecin dans le mois').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'C’est celle-ci' }).count(), 1);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('an alert is answered by what was done, or set aside with a reason', async () => {
  const vaccines = alerte('vaccins.retard');
  await vaccines.getByRole('button', { name: /Vaccinations en retard/ }).click();
  await vaccines.getByRole('button', { name: 'Noter l’action faite' }).click();
  await vaccines.getByRole('button', { name: 'Noter l’action' }).click();
  await vaccines.getByText('Écrivez ce qui a été fait, et avec qui.').waitFor();
  await vaccines
    .getByLabel('Ce qui a été fait')
    .fill('Rendez-vous pris avec la PMI, le 2 décembre.');
  await vaccines.getByRole('button', { name: 'Noter l’action' }).click();
  await vaccines.getByText(/Fournier/).waitFor();

  const tension = alerte('tension.a_controler');
  await tension.getByRole('button', { name: 'Écarter…' }).click();
  await tension.getByLabel('Pourquoi l’écarter').fill('Brassard trop petit, à refaire.');
  await tension.getByRole('button', { name: 'Écarter l’alerte' }).click();
  await page.locator('aside').getByText('toutes répondues').waitFor();
  // It folds, the keyboard stays on it, and it may be answered again.
  assert.equal(
    await page.evaluate(() => document.activeElement.closest('[data-alerte]')?.dataset.alerte),
    'tension.a_controler',
  );
  await page.keyboard.press('Enter');
  await tension.getByText('Brassard trop petit, à refaire.').waitFor();
  await shoot(page, 'clinique-alertes-repondues');
  await tension.getByRole('button', { name: 'Répondre à nouveau' }).click();
  await tension.getByRole('button', { name: 'Noter l’action faite' }).waitFor();
});

test('the synthesis takes over what the pair wants, and the last dialog lists every alert', async () => {
  await openPart(page, 'Synthèse du binôme');
  const proposals = page.getByRole('region', {
    name: 'À reprendre dans la synthèse',
  });
  // What was answered beside the measures is dealt with here, too; the problem of the recommendation
  // written there is kept, and waits to be judged.
  await proposals.getByText('2 éléments déjà traités').waitFor();
  await proposals.getByRole('article', { name: /Corpulence basse/ }).locator('.judge').waitFor();
  await shoot(page, 'synthese-propositions');
  const missing = proposals.getByRole('article', { name: /Carnet de santé/ });
  await missing.getByRole('button', { name: 'Garder' }).click();
  await proposals.getByText('3 éléments déjà traités').waitFor();
  await page.waitForFunction(() =>
    document
      .querySelector('[data-question="syn.elements_manquants"] textarea')
      ?.value.includes('Carnet de santé'),
  );

  // Setting an alert aside is taken back, and one click makes it a problem.
  await proposals.getByText('3 éléments déjà traités').click();
  const tension = proposals.getByRole('article', {
    name: /Tension artérielle à contrôler/,
  });
  await tension.getByRole('button', { name: 'Garder' }).click();
  await page
    .locator('[data-question="syn.problemes"]')
    .getByText('Tension artérielle à contrôler')
    .or(page.locator('[data-question="syn.problemes"] input[type=text]').first())
    .first()
    .waitFor();
  await tension.getByText(/Gardé/).waitFor();
  // Its gravity is not chosen yet: that field has the focus, and the next ones are one key further.
  await page.waitForFunction(() =>
    document.activeElement?.closest('[data-proposition="alerte:tension.a_controler"] .judge'),
  );
  // It is judged there, and not a second time in the list of problems.
  assert.equal(await tension.getByRole('radio', { name: 'Modérée' }).count(), 1);
  assert.equal(
    await page.locator('[data-question="syn.problemes"]').getByText('Gravité').count(),
    0,
  );
  await shoot(page, 'synthese-reprise');
  // On a slow workstation, a user who is already writing elsewhere keeps the focus there.
  await tension.getByRole('button', { name: 'Revenir dessus' }).click();
  const again = tension.getByRole('button', { name: 'Garder' });
  await again.and(page.locator(':enabled')).waitFor();
  const slow = await hold(page, 'bilan_lire');
  await again.click();
  await tension.getByText(/Gardé/).waitFor();
  await slow.asked;
  const words = page.locator('[data-question="syn.texte"] textarea');
  await words.focus();
  await page.keyboard.type('Va ');
  await slow.release();
  await tension
    .getByRole('button', { name: 'Revenir dessus' })
    .and(page.locator(':enabled'))
    .waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.keyboard.type('bien.');
  assert.equal(await words.inputValue(), 'Va bien.');
  await page.getByRole('button', { name: /Avant la signature/ }).click();
  await page
    .getByRole('dialog')
    .getByText(/Tension artérielle à contrôler\s»\s: gravité, ancienneté et certitude à choisir/)
    .waitFor();
  await shoot(page, 'avant-la-signature-a-preciser');
  await page.keyboard.press('Escape');
  await tension.getByRole('radio', { name: 'Modérée' }).focus();
  await page.keyboard.press('Space');
  await tension.getByRole('radio', { name: 'Connu' }).check();
  await tension.getByRole('radio', { name: 'Suspecté' }).check();
  // Only the other one is left to judge.
  await proposals.getByText(/^.*1\sproblème gardé sans gravité/s).waitFor();
  assert.equal(await tension.getByRole('radio', { name: 'Modérée' }).isChecked(), true);

  const preconisations = page.getByRole('region', { name: 'Préconisations' });
  await preconisations.getByText('Consultation du médecin dans le mois').waitFor();
  await page.getByRole('button', { name: /Avant la signature/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Avant la signature' });
  await dialog.getByText('Toutes ont une réponse.').waitFor();
  assert.equal(await dialog.locator('[data-alerte]').count(), 3);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test('a blocking alert cannot be missed nor set aside', async () => {
  // No form asks for an emergency of the psyche yet. The alert is the core’s own, of a bilan of the
  // demonstration that is closed; here it is shown in one that is open.
  const ask = (name, args) =>
    page.evaluate(
      async ([command, body]) => {
        const answer = await fetch(`/ipc/${command}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-escale': '1' },
          body: JSON.stringify(body),
        });
        return answer.json();
      },
      [name, args],
    );
  const found = await ask('enfant_chercher', { texte: 'dumont', limite: 5 });
  const child = await ask('enfant_lire', { id: found.lignes[0].id });
  const real = await ask('bilan_calculs', { bilan: child.bilans[0].id });
  const urgent = real.alertes.find((one) => one.bloquante);
  assert.ok(urgent, 'the demonstration has a blocking alert');
  await page.route('**/ipc/bilan_calculs', async (route) => {
    const response = await route.fetch();
    const calculs = await response.json();
    await route.fulfill({
      json: { ...calculs, alertes: [...calculs.alertes, urgent] },
    });
  });
  await openPart(page, 'Croissance et constantes');
  const band = page.getByRole('alert').filter({ hasText: urgent.titre });
  await band
    .getByText('Le bilan ne peut pas être clos avant que l’action faite soit notée.')
    .waitFor();
  const shown = alerte(urgent.cle);
  await shown
    .getByText('Le bilan ne peut pas être clos avant qu’une action soit notée ici.')
    .waitFor();
  // The reason does not repeat the title.
  await shown.getByText(/^Réponse «\soui\s»\.$/).waitFor();
  assert.equal(await shown.getByRole('button', { name: 'Écarter…' }).count(), 0);
  // The first of all, before those that have an answer.
  assert.equal(
    await page.locator('aside [data-alerte]').first().getAttribute('data-alerte'),
    urgent.cle,
  );
  await shoot(page, 'bilan-alerte-bloquante');
  await band.getByRole('button', { name: 'Noter ce qui est fait' }).click();
  const dialog = page.getByRole('dialog', { name: 'Les alertes de ce bilan' });
  assert.equal(
    await alerte(urgent.cle, dialog).getByRole('button', { name: 'Écarter…' }).count(),
    0,
  );
  assert.deepEqual(await accessibilityFaults(page), []);
  await page.keyboard.press('Escape');
  await page.unroute('**/ipc/bilan_calculs');
  // In its own bilan, which is closed, it can only be read.
  await goTo(`${server.url}#/bilan/${child.bilans[0].id}/S01`);
  await alerte(urgent.cle).getByText('Sans réponse.').waitFor();
  assert.equal(await page.locator('aside').getByText('Noter l’action faite').count(), 0);
});

test('a growth reference is refused line by line, then loaded, chosen and named', async () => {
  const folder = path.join(server.folder, 'enregistres', 'a-lire');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'courbe.csv');
  const rows = ['indicateur,sexe,age_mois,L,M,S'];
  for (const month of [0, 6, 12, 24, 36, 60]) {
    rows.push(`poids,F,${month},1,${(3.3 + month * 0.25).toFixed(2)},0.12`);
    rows.push(`taille,F,${month},1,${(50 + month).toFixed(1)},0.04`);
  }
  await writeFile(file, [...rows, 'poids,F,neuf,1,9,0.12', 'poids,X,9,1,9,0.12'].join('\n'));

  await goTo(`${server.url}#/references`);
  await page.getByRole('heading', { name: 'Références', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Charger une courbe…' }).click();
  const dialog = page.getByRole('dialog', {
    name: 'Charger une courbe de croissance',
  });
  await dialog.getByLabel('Nom de la courbe').fill(REFERENCE);
  await dialog.getByLabel('Source').fill('Inventée pour un parcours, 2026');
  await dialog.getByLabel('Licence').fill('Données inventées, libres.');
  await dialog.getByRole('button', { name: 'Choisir le fichier…' }).click();
  const refused = dialog.getByRole('group', { name: 'Refus' });
  await refused.getByText(/Rien n’a été chargé/).waitFor();
  await refused.getByText(/^Ligne 14\s:/).waitFor();
  await refused.getByText(/^Ligne 15\s:/).waitFor();
  await shoot(page, 'references-refus');

  await writeFile(file, rows.join('\n'));
  await dialog.getByRole('button', { name: 'Choisir le fichier…' }).click();
  await dialog.waitFor({ state: 'detached' });
  const choices = page.getByRole('region', {
    name: 'Courbe de croissance utilisée',
  });
  await choices.getByText('Données inventées, libres.').waitFor();
  await choices.getByRole('radio', { name: REFERENCE }).check();
  await choices.getByText(`Courbe utilisée\u00a0: ${REFERENCE}.`).waitFor();

  await goTo(bilans.infant);
  await page.locator('aside figure .foot').getByText(REFERENCE).waitFor();
  await jugement('cro.poids').getByText(REFERENCE).waitFor();

  // Back to the reference that the program carries, of which the other screens are judged.
  await goTo(`${server.url}#/references/courbes`);
  await choices.getByRole('radio', { name: /^OMS/ }).check();
  await choices.getByText(/^Courbe utilisée\s: OMS/).waitFor();
});

test('a threshold without a source says that it is off, and goes back to what was delivered', async () => {
  await goTo(`${server.url}#/references/seuils`);
  const row = page.locator('[data-seuil="croissance.taille_basse"]');
  await row.getByText('Actif').waitFor();
  await row.getByRole('button', { name: /Régler\s: Taille basse/ }).click();
  await row.getByLabel(/^Valeur/).fill('-9');
  await page.keyboard.press('Enter');
  await row.getByText(/doit être comprise entre/).waitFor();
  assert.equal(await row.getByLabel(/^Valeur/).getAttribute('aria-invalid'), 'true');
  await row.getByLabel(/^Valeur/).fill('-2,5');
  await row.getByLabel(/^Source/).fill('');
  await row.getByRole('button', { name: 'Enregistrer' }).click();
  await row.getByText('Sans source\u00a0: aucune alerte').waitFor();
  await row.getByText('\u22122,5\u00a0écarts-types').waitFor();
  await row.getByText('réglé par le centre').waitFor();
  await row.getByRole('button', { name: /Régler\s: Taille basse/ }).click();
  await row.getByRole('button', { name: 'Revenir à la valeur livrée' }).click();
  await row.getByText('Actif').waitFor();
});

test('the filter narrows the whole page', async () => {
  await page.getByLabel('Filtrer la page').fill('meningocoque memoire');
  await page.getByText(/pour ce filtre/).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Seuils' }).count(), 0);
  await page.getByRole('heading', { name: 'Méningocoques ACWY' }).waitFor();
  // A rule that was not read at its source says so.
  await page.getByText('en partie de mémoire', { exact: true }).first().waitFor();
  await page.getByLabel('Filtrer la page').fill('zzzz');
  await page.getByText(/Rien ne correspond à/).waitFor();
  await page.getByRole('button', { name: 'Effacer le filtre' }).click();
  await page.getByRole('heading', { name: 'Seuils' }).waitFor();
});

for (const setting of SETTINGS) {
  const name = `${setting.width}-${setting.dark ? 'sombre' : 'clair'}`;

  test(`the screens of what is computed, ${name}`, async () => {
    const seat = await browser.open(server.url, setting);
    await seat.getByRole('heading', { name: 'Enfants' }).waitFor();
    const visit = (hash) =>
      seat.evaluate((there) => {
        window.location.hash = there;
      }, hash);
    const judge = async (screen) => {
      await seat.evaluate(() => document.fonts.ready);
      await shoot(seat, `${screen}-${name}`);
      assert.deepEqual(await accessibilityFaults(seat), [], screen);
      assert.deepEqual(await overflow(seat), [], `${screen} sticks out`);
    };
    await visit(new URL(bilans.adolescent).hash);
    await seat.locator('[data-question="cro.taille"] .jugement').waitFor();
    await seat.locator('[data-question="cro.taille"] input[type=text]').focus();
    await judge('clinique-croissance');
    await seat.getByRole('button', { name: /Voir les .* en grand/ }).click();
    await judge('clinique-alertes');
    await seat.keyboard.press('Escape');
    await visit('#/references');
    await seat.getByRole('heading', { name: 'Seuils' }).waitFor();
    await judge('references');
    for (const section of ['seuils', 'alertes', 'vaccins', 'tables']) {
      await visit(`#/references/${section}`);
      await seat.locator(`#ref-${section}:focus`).waitFor();
      await shoot(seat, `references-${section}-${name}`);
    }
    assert.deepEqual(seat.faults, []);
    await seat.context().close();
  });
}

test('nothing broke on the way', () => {
  assert.deepEqual(page.faults, []);
});
