// The curves of a child born early and of an adolescent, in the real window.

import { test } from "node:test";

import { desktopForAll, shoot, withProgram } from "./journey.mjs";

const place = desktopForAll();

test("a premature infant and an adolescent have their curves", () =>
  withProgram(place.desktop, place.desktop.path("courbes", "coffre"), async (session) => {
    await (await session.button("Découvrir avec des données fictives")).click();
    await session.sees("Données fictives", 60_000);
    await session.sees("12 enfants");
    for (const [nom, words] of [
      ["BARBIER", "OMS 2006, filles"],
      ["VINCENT", "OMS 2007, filles"],
    ]) {
      await (await session.xpath("//nav//a[contains(., 'Enfants')]")).click();
      await (await session.xpath(`//main//a[contains(., '${nom}')]`)).click();
      await session.sees(words);
      await shoot(session, `fenetre-courbes-${nom}`);
    }
  }));
