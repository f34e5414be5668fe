// The curves of a child born early and of an adolescent, in the real window.

import { test } from "node:test";

import { desktopForAll, shoot, withProgram } from "./journey.mjs";

const place = desktopForAll();

test("a premature infant and an adolescent have their curves", () =>
  withProgram(place.desktop, place.desktop.path("courbes", "coffre"), async (session) => {
    await (await session.button("Découvrir avec des données fictives")).click();
    await session.sees("12 enfants", 60_000);
    for (const [dossier, words] of [
      ["DEMO-2026-02", "OMS 2006, filles"],
      ["DEMO-2026-11", "OMS 2007, filles"],
    ]) {
      await session.chord(session.key.control, "k");
      await session.keys(dossier);
      await session.xpath(`//*[@role='option'][contains(., '${dossier}')]`);
      await session.keys(session.key.enter);
      await session.xpath(`//main//header[contains(., '${dossier}')]`);
      await session.sees(words);
      await shoot(session, `fenetre-courbes-${dossier}`);
    }
  }));
