// From the first start to the second: set-up, recovery sheet, unlock.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { desktopForAll, shoot, textOf, withProgram } from "./journey.mjs";

const PASSWORD = "un long chemin de halage";
const ACCOUNT = "helene.fournier";

const place = desktopForAll();
const vault = () => place.desktop.path("poste", "coffre");

test("the first run offers to discover the program, and writes nothing", () =>
  withProgram(place.desktop, vault(), async (session) => {
    await session.button("Découvrir avec des données fictives");
    assert.match(await session.title(), /Escale/);
    await shoot(session, "fenetre-premier-lancement");
    const left = existsSync(vault()) ? readdirSync(vault()) : [];
    assert.deepEqual(left, [], "looking at the first screen leaves no vault behind");
  }));

test("a centre is set up, and its recovery sheet saved through the system's dialog", () =>
  withProgram(place.desktop, vault(), async (session) => {
    await (await session.button("Installer Escale")).click();
    const centre = {
      "Nom du centre": "Centre Les Tilleuls",
      Adresse: "8 allée des Tilleuls-Argentés",
      "Code postal": "75012",
      Commune: "Paris",
      Téléphone: "01 99 00 10 10",
      Courriel: "accueil@tilleuls.example",
    };
    for (const [label, value] of Object.entries(centre)) {
      await (await session.field(label)).fill(value);
    }
    await shoot(session, "fenetre-centre");
    await (await session.button("Continuer")).click();

    await (await session.field("Prénom")).fill("Hélène");
    await (await session.field("Nom")).fill("FOURNIER");
    await session.choose("Profession", "Médecin");
    await (await session.field("Identifiant")).fill(ACCOUNT);
    await (await session.field("Mot de passe")).fill(PASSWORD);
    await (await session.button("Créer la base")).click();

    await session.sees("La clé de récupération");
    const groups = await session.until("the eight groups of the key", async () => {
      const shown = (await session.text()).match(/\b[0-9A-Z]{5}\b/gu) ?? [];
      return shown.length >= 8 && shown.slice(0, 8);
    });
    await shoot(session, "fenetre-recuperation");
    const goOn = await session.button("Continuer");
    assert.equal(await goOn.enabled(), false, "the program insists on the sheet");

    const save = await session.button("Enregistrer la fiche");
    await place.desktop.cancelDialog(() => save.click());
    assert.equal(await goOn.enabled(), false, "a dialog that was cancelled saved nothing");

    const sheet = place.desktop.path("fiche.pdf");
    await place.desktop.saveAs(sheet, () => save.click());
    await session.until("the sheet to count as saved", () => goOn.enabled());
    const printed = (await textOf(place.desktop, sheet)).replaceAll(" ", "");
    for (const group of groups) assert.ok(printed.includes(group), "a group is not on the sheet");

    await goOn.click();
    await session.sees("Aucun enfant pour l’instant");
    await shoot(session, "fenetre-enfants-vide");
  }));

test("another start asks for the password, refuses a wrong one, and opens with the right one", () =>
  withProgram(place.desktop, vault(), async (session) => {
    await session.sees("Ouvrir Escale");
    await shoot(session, "fenetre-ouvrir");
    await (await session.field("Identifiant")).fill(ACCOUNT);
    await (await session.field("Mot de passe")).fill("un autre chemin");
    await (await session.button("Ouvrir")).click();
    await session.sees("ne correspond pas");
    assert.ok(!(await session.text()).includes("Aucun enfant"), "a wrong password opens nothing");
    await (await session.field("Mot de passe")).fill(PASSWORD);
    await session.keys(session.key.enter);
    await session.sees("Aucun enfant pour l’instant");
  }));

test("the unlock screen loads nothing of the screens behind it", () =>
  withProgram(place.desktop, vault(), async (session) => {
    await session.sees("Ouvrir Escale");
    // The loader leaves a link for every file that it fetches for a screen.
    const scripts = await session.run(
      "return [...document.querySelectorAll('link[href], script[src]')].map((one) => one.href || one.src)",
    );
    assert.ok(scripts.some((name) => name.includes("Unlock")), scripts.join(" "));
    for (const later of ["Shell", "Enfant", "Bilan", "Reglages", "FirstRun"]) {
      assert.ok(!scripts.some((name) => name.includes(later)), `${later} is loaded too early`);
    }
  }));
