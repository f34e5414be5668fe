// A centre's own form: a file refused place by place, then one that is read, published, asked in a
// new bilan and answered.

import assert from "node:assert/strict";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPart, saved, signPart, tabTo, typeAnswer } from "../gestures.mjs";
import {
  accessibilityFaults,
  overflow,
  shoot,
  startBrowser,
  startServer,
} from "../harness.mjs";

const forms = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  "../../formulaires",
);
const of = (link) => `centre.expositionplomb.${link}`;
const row = (link) => `[data-question="${of(link)}"]`;

let server;
let browser;
let page;

/** The next file that the dialog of the system answers with. */
async function choose(name) {
  const folder = path.join(server.folder, "enregistres", "a-lire");
  await mkdir(folder, { recursive: true });
  await copyFile(path.join(forms, name), path.join(folder, "formulaire.json"));
}

before(async () => {
  server = await startServer({ demo: true });
  browser = await startBrowser();
  page = await browser.open(server.url);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test("a file that asks for more than can be asked is refused, place by place", async () => {
  await page.getByRole("heading", { name: "Enfants" }).waitFor();
  await page.getByRole("link", { name: "Réglages" }).click();
  await page.getByRole("link", { name: "Ouvrir les formulaires" }).click();
  await page
    .getByRole("heading", { level: 1, name: "Formulaires du centre" })
    .waitFor();
  await page.getByText("Aucun formulaire pour l’instant.").waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);

  await choose("refuse.json");
  await page.getByRole("button", { name: "Importer un formulaire…" }).click();
  const dialog = page.getByRole("dialog", { name: "Importer un formulaire" });
  await dialog.getByRole("button", { name: "Choisir le fichier…" }).click();
  const refused = dialog.getByRole("group", { name: "Refus" });
  await refused.getByText(/Rien n’a été publié/).waitFor();
  await refused.getByText("item[0].item[0].type").waitFor();
  await refused
    .getByText(/«\sLogement\s» › «\sLogement construit avant 1949\s» › type/)
    .waitFor();
  await refused.getByText(/«\sreference\s» n’est pas pris en charge/).waitFor();
  assert.ok((await refused.getByRole("listitem").count()) === 5);
  assert.equal(
    await dialog.getByRole("button", { name: "Publier" }).count(),
    0,
  );
  assert.deepEqual(await accessibilityFaults(page), []);
  await shoot(page, "formulaire-refus");
});

test("a form is looked at as it will be asked, then published", async () => {
  await choose("exposition-plomb-1.0.json");
  const dialog = page.getByRole("dialog", { name: "Importer un formulaire" });
  await dialog.getByRole("button", { name: "Choisir le fichier…" }).click();
  const questions = dialog.getByRole("group", {
    name: /telles qu’elles seront posées/,
  });
  await questions.getByText("Logement construit avant 1949").first().waitFor();
  await questions
    .getByText(/^Posée si «\sLogement construit avant 1949\s» est «\soui\s»/)
    .waitFor();
  await questions
    .getByText(/«\sPlombémie\s» est 50.µg\/L ou plus/)
    .first()
    .waitFor();
  assert.equal(await dialog.getByLabel("Partie du bilan").inputValue(), "S02");
  await dialog.getByLabel(/^Dès \(mois\)/).fill("6");
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.deepEqual(await overflow(page), []);
  await shoot(page, "formulaire-apercu");
  await dialog.getByRole("button", { name: "Publier" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(/^Formulaire publié\s: Exposition au plomb/).waitFor();
  const line = page.getByRole("row", { name: /Exposition au plomb/ });
  await line.getByText("Antécédents").waitFor();
  await line.getByText(/^Dès 6.mois$/).waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  await shoot(page, "formulaire-liste");
});

test("what the file of a builder leaves out is asked before it is published", async () => {
  await choose("repas-sans-adresse.json");
  await page.getByRole("button", { name: "Importer un formulaire…" }).click();
  const dialog = page.getByRole("dialog", { name: "Importer un formulaire" });
  await shoot(page, "formulaire-importer");
  await dialog.getByRole("button", { name: "Choisir le fichier…" }).click();
  const left = dialog.getByRole("group", {
    name: "Ce que le fichier ne dit pas",
  });
  assert.equal(
    await left.getByLabel("Identifiant", { exact: true }).inputValue(),
    "urn:escale:formulaire:repasdunourrisson",
  );
  assert.equal(await left.getByLabel("Version").inputValue(), "1");
  await dialog.getByText("À savoir avant de publier").waitFor();
  await dialog.getByText(/^Gardé dans le fichier/).click();
  await dialog.getByText(/Mise en forme/).waitFor();
  await dialog.getByText(/posées? autrement par d’autres logiciels/).click();
  await dialog.getByText(/Smart Forms attend une réponse/).waitFor();
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.deepEqual(await overflow(page), []);
  await shoot(page, "formulaire-incomplet");
  await dialog.getByLabel("Partie du bilan").selectOption("S05");
  await dialog.getByRole("button", { name: "Publier" }).click();
  await dialog
    .getByText(/Dites que ce questionnaire est en français/)
    .waitFor();
  await left.getByLabel("Ce questionnaire est en français").check();
  await dialog.getByRole("button", { name: "Publier" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(/^Formulaire publié\s: Repas du nourrisson/).waitFor();
});

test("its questions stand in a new bilan, are answered and read again", async () => {
  await page.getByRole("link", { name: "Enfants" }).first().click();
  await page
    .getByRole("link", { name: /Aurélien/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Nouveau bilan" }).click();
  const dialog = page.getByRole("dialog");
  const second = dialog.getByLabel("Second professionnel du binôme");
  await second.locator("option").nth(2).waitFor({ state: "attached" });
  const first = await dialog
    .getByLabel("Premier professionnel du binôme")
    .inputValue();
  const others = await second
    .locator("option:not([disabled])")
    .evaluateAll((options) => options.map((option) => option.value));
  await second.selectOption(others.find((value) => value !== first));
  await dialog.getByRole("button", { name: "Commencer le bilan" }).click();
  await openPart(page, "Antécédents");
  await page
    .getByRole("heading", { level: 3, name: "Exposition au plomb" })
    .waitFor();
  assert.equal(await page.locator(row("logement.etat")).count(), 0);

  await tabTo(page, `${row("logement.ancien")} input`);
  await page.keyboard.press("Space");
  await page.locator(row("logement.etat")).waitFor();
  await page
    .locator(row("source"))
    .getByLabel(/autre réponse$/)
    .fill("Plombs de pêche");
  await typeAnswer(page, of("plombemie"), "62,5 µg/L");
  await page.keyboard.press("Tab");
  await page.locator(row("plombemie.date")).waitFor();
  assert.equal(
    await page.locator(`${row("plombemie")} input`).inputValue(),
    "62,5",
  );
  await page
    .getByText("la déclaration à l’agence régionale de santé est obligatoire")
    .waitFor();
  await typeAnswer(page, of("plombemie.date"), "mars 2025");
  await page.keyboard.press("Tab");
  await page
    .locator(row("pica"))
    .getByRole("button", { name: /^Reprendre/ })
    .click();
  await page
    .locator(row("pica"))
    .getByRole("button", { name: /^Reprendre/ })
    .waitFor({
      state: "detached",
    });
  await page
    .locator(row("metiers"))
    .getByRole("button", { name: /^Ajouter/ })
    .click();
  await page
    .locator(row("metiers"))
    .getByRole("textbox")
    .fill("Peintre en bâtiment");
  await page
    .locator(row("commentaire"))
    .getByRole("textbox")
    .fill("À revoir avec la PMI. 👍");
  await saved(page);
  assert.deepEqual(await accessibilityFaults(page), []);
  await page.locator(row("logement.ancien")).scrollIntoViewIfNeeded();
  await shoot(page, "formulaire-bilan");
  await tabTo(page, '[data-question="ant.allergies"] .none');
  await page.keyboard.press("Enter");
  await signPart(page);
  for (const text of [
    "62,5 µg/L",
    "Plombs de pêche",
    "mars 2025",
    "Peintre en bâtiment",
  ]) {
    await page
      .locator("dd")
      .getByText(text.replace(" ", "\u00a0"))
      .or(page.locator("dd").getByText(text))
      .first()
      .waitFor();
  }
  await shoot(page, "formulaire-lu");
  assert.deepEqual(page.faults, []);
});
