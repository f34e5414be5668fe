// The demonstration: from its button to a letter on the disk.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { desktopForAll, shoot, textOf, withProgram } from "./journey.mjs";

const CASE = JSON.parse(
  readFileSync(new URL("../cases/case-01-nourrisson.json", import.meta.url), "utf8"),
);
const place = desktopForAll();

test("the demonstration opens on its children, and a letter is saved with its sentences", () =>
  withProgram(place.desktop, place.desktop.path("demo", "coffre"), async (session) => {
    await (await session.button("Découvrir avec des données fictives")).click();
    // Twelve children with a bilan each are written before the list opens.
    await session.sees("Données fictives", 60_000);
    await session.sees("12 enfants");
    await shoot(session, "fenetre-demo-enfants");

    const { nom_naissance, num_dossier_local } = CASE.enfant;
    await session.chord(session.key.control, "k");
    await session.keys(nom_naissance.toLowerCase());
    await session.xpath(`//*[@role='option'][contains(., '${num_dossier_local}')]`);
    await session.keys(session.key.enter);
    await (await session.css('main a[href^="#/bilan/"]')).click();
    const save = await session.button("Enregistrer le courrier");
    await shoot(session, "fenetre-demo-bilan");

    const letter = place.desktop.path("courrier.pdf");
    await place.desktop.saveAs(letter, () => save.click());
    await session.sees("enregistré.");

    const text = await textOf(place.desktop, letter);
    assert.ok(text.includes(nom_naissance), "the letter names the child");
    const written = CASE.preconisations.filter(({ visibilite }) => visibilite !== "V3");
    assert.ok(written.length > 0);
    for (const { libelle } of written) {
      assert.ok(text.includes(libelle), `the letter does not say: ${libelle}`);
    }
  }));
