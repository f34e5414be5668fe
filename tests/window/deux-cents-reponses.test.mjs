// A bilan of two hundred answers by keyboard alone, with what people really type and paste. What
// the base then holds is read with the terminal: nothing typed is lost.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Keyboard } from "./clavier.mjs";
import { command } from "./desktop.mjs";
import { desktopForAll, PASSWORD, shoot, TERMINAL, withProgram } from "./journey.mjs";

const CHILD = "DEMO-2026-11";
const ACCOUNT = "helene.fournier";
const LONG = "Elle raconte sa semaine, l’internat, le cœur du foyer ; la suite. ".repeat(80);

/** What is typed where it matters, and how the base must hold it. */
const BAD = {
  "ctx.date_dernier_medecin": ["7/3/19", "2019-03-07"],
  "ant.terme_sa": ["39 SA", 39],
  "ant.poids_naiss": ["3 200 g", 3200],
  "ant.taille_naiss": ["49.5", 49.5],
  "ant.pc_naiss": ["34,5 cm", 34.5],
  "cro.poids": ["52,5 kg", 52.5],
  "cro.taille": ["161,5", 161.5],
  "cro.ta_sys": ["112", 112],
  "cro.ta_dia": ["68", 68],
  "cro.fc": ["74", 74],
  "cro.spo2": ["99 %", 99],
  "cro.temp": ["36.8", 36.8],
  "ado.maison": [{ paste: LONG.slice(0, 4000) }, LONG.slice(0, 4000).trim()],
  "ado.scolarite": ["Elle va mieux 😀 depuis l’été", "Elle va mieux 😀 depuis l’été"],
  "ado.activites": ["Suivie par دانيال مراد, en ville", "Suivie par دانيال مراد, en ville"],
  "syn.prochain_bilan": ["22/11/2027", "2027-11-22"],
  "enf.attentes": [
    { paste: "Dit :\u0007 « ça va »\u001b[31m fin\u009b" },
    "Dit : « ça va »[31m fin",
  ],
};
/** Dates of a list, as people say them. */
const DATES = {
  "ant.medicaux": ["mars 2019", "2019-03"],
  "ant.chirurgicaux": ["vers 2015", "2015"],
  "ant.hospit": ["2018", "2018"],
};
/** Choices on which other questions depend, and those that would raise an urgency. */
const CHOICES = {
  "sco.mode": "Collège",
  "aud.methode": "Audiométrie",
  "psy.urgence": "Non",
  "psy.automutilation": "Non",
  "psy.ts_anterieure": "Non",
  "den.urgence": "Non",
};
/** How many lines a list gets; the others are said to be empty. */
const LINES = {
  "ant.medicaux": 2,
  "ant.chirurgicaux": 1,
  "ant.hospit": 1,
  "ant.traitements": 1,
  "ant.suivis_en_cours": 1,
  "exa.lesions": 1,
  "syn.problemes": 2,
};

const place = desktopForAll();

test("two hundred answers are typed, and the base holds every one of them", async (t) => {
  const { desktop } = place;
  const out = desktop.path("demo");
  await command(TERMINAL, ["demo", "--out", out], desktop.env, 60_000);
  const typed = [];
  let count = 0;

  /** What is said in a field. Every free text is told from every other. */
  const answer = ({ question, caption, options, tag, type, date, number }) => {
    if (question in BAD && !options.length) return BAD[question][0];
    if (date && question in DATES) return DATES[question][0];
    if (options.length) return CHOICES[question] ?? options.find((one) => one === "Anormal");
    if (caption === "Heure") return "10:20";
    if (date || number) return undefined;
    if (tag !== "textarea" && type !== "text") return undefined;
    count += 1;
    return `Note ${count}, l’œil`;
  };

  await withProgram(desktop, `${out}/coffre`, async (session) => {
    const keyboard = new Keyboard(session);
    const { key } = session;
    await keyboard.signIn(ACCOUNT, PASSWORD);
    await session.sees("12 enfants");
    await keyboard.openChild(CHILD);
    await keyboard.beginBilan("Antoine");
    for (;;) {
      const { part } = await keyboard.look();
      if (part === "Croissance et constantes") await refused(keyboard);
      typed.push(...(await keyboard.fill(answer, (question) => LINES[question] ?? 0, desktop)));
      await shoot(session, `fenetre-deux-cents-${part}`);
      if (part.startsWith("Synthèse")) break;
      await keyboard.sign();
      await keyboard.goOn();
    }
    // The last answer is a date: it is read before it leaves.
    await session.sees("lundi 22 novembre 2027");
    await keyboard.look();
  });

  const args = ["dossier", "export", CHILD, "--coffre", `${out}/coffre`, "--compte", ACCOUNT];
  const file = desktop.path("dossier.json");
  await command(TERMINAL, [...args, "--out", file], { ...desktop.env, ESCALE_PASSWORD: PASSWORD });
  const record = JSON.parse(readFileSync(file, "utf8"));
  const held = new Map([
    ...record.reponses.map(({ code, valeur }) => [code, valeur]),
    ...Object.entries(record.synthese),
  ]);
  const values = [...held.values()].flatMap(leaves);
  t.diagnostic(`${held.size} questions, ${values.length} answers, ${typed.length} of them typed`);
  assert.ok(values.length >= 200, `${values.length} answers`);
  for (const [code, [, wanted]] of Object.entries(BAD)) {
    assert.deepEqual(held.get(code), wanted, code);
  }
  for (const [code, [, wanted]] of Object.entries(DATES)) {
    for (const line of held.get(code)) assert.equal(line.date, wanted, code);
  }
  for (const { question, caption, text } of typed) {
    if (!text.startsWith("Note ")) continue;
    assert.ok(leaves(held.get(question)).includes(text), `${question}, ${caption} : ${text}`);
  }
});

/** A weight that cannot be: its sentence stands beside the field, and the figure stays in it. */
async function refused(keyboard) {
  const { session } = keyboard;
  await keyboard.reach("the weight", ({ question }) => question === "cro.poids");
  await keyboard.write("999 kg");
  await keyboard.press(session.key.tab);
  await session.css('[data-question="cro.poids"] .error');
  await session.chord(session.key.shift, session.key.tab);
  assert.equal((await keyboard.look()).value, "999 kg");
}

/** Every answer of a value: a cell is one, a choice of several is one, "nothing to say" is one. */
function leaves(value) {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    const lines = value.filter((one) => typeof one === "object");
    return lines.length > 0 ? lines.flatMap(leaves) : [value];
  }
  return typeof value === "object" ? Object.values(value).flatMap(leaves) : [value];
}
