// Closing the window as a person does, in the middle of a word: what was typed is in the record, and
// what cannot be there is not thrown away without a question.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Keyboard } from "./clavier.mjs";
import { command } from "./desktop.mjs";
import { desktopForAll, PASSWORD, shoot, TERMINAL, withProgram } from "./journey.mjs";

const CHILD = "DEMO-2026-11";
const ACCOUNT = "helene.fournier";
const WORDS = "Le dernier mot, tapé juste avant de fermer.";

const place = desktopForAll();
const question = (code) => (seen) => seen.question === code;

/** Opens a new bilan, at its first part. */
async function begin(session) {
  const keyboard = new Keyboard(session);
  await keyboard.signIn(ACCOUNT, PASSWORD);
  await session.sees("12 enfants");
  await keyboard.openChild(CHILD);
  await keyboard.beginBilan("Antoine");
  return keyboard;
}

test("what was typed just before the window closed is in the record", async () => {
  const { desktop } = place;
  const out = desktop.path("demo");
  await command(TERMINAL, ["demo", "--out", out], desktop.env, 60_000);
  await withProgram(desktop, `${out}/coffre`, async (session, run) => {
    const keyboard = await begin(session);
    await keyboard.enter("Parole de l’enfant");
    await session.xpath("//h2[contains(., 'Parole de l’enfant')]");
    await session.css("#volet-title:focus");
    await keyboard.reach("a free text", question("enf.attentes"));
    await keyboard.press(WORDS);
    await desktop.closeWindow();
    await run.ended();
  });

  const args = ["dossier", "export", CHILD, "--coffre", `${out}/coffre`, "--compte", ACCOUNT];
  const file = desktop.path("dossier.json");
  await command(TERMINAL, [...args, "--out", file], { ...desktop.env, ESCALE_PASSWORD: PASSWORD });
  const { reponses } = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(reponses.find(({ code }) => code === "enf.attentes")?.valeur, WORDS);
});

test("what could not be saved holds the window, until somebody gives it up", async () => {
  const { desktop } = place;
  const out = desktop.path("refus");
  await command(TERMINAL, ["demo", "--out", out], desktop.env, 60_000);
  await withProgram(desktop, `${out}/coffre`, async (session, run) => {
    const keyboard = await begin(session);
    await keyboard.reach("a date", question("ctx.date_dernier_medecin"));
    await keyboard.write("32 mars");
    await desktop.closeWindow();
    await session.sees("1 saisie n’est pas enregistrée");
    await shoot(session, "fenetre-fermeture");
    await (await session.button("Revenir")).click();
    assert.equal((await keyboard.look()).value, "32 mars");
    await desktop.closeWindow();
    await session.sees("1 saisie n’est pas enregistrée");
    await keyboard.reach("to give it up", ({ text }) => text === "Fermer quand même");
    // The program may be gone before it tells the driver that it took the key.
    await keyboard.press(session.key.enter).catch(() => {});
    await run.ended();
  });
});
