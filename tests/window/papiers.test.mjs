// From the referral to four papers: a new bilan for an infant, a school child and an adolescent with
// an objection, signed by two, and what each paper then says and does not say.

import assert from "node:assert/strict";
import { cpSync, existsSync, statSync } from "node:fs";
import { test } from "node:test";

import { Keyboard } from "./clavier.mjs";
import { command } from "./desktop.mjs";
import {
  desktopForAll,
  PASSWORD,
  shoot,
  textOf,
  withProgram,
} from "./journey.mjs";
import { literal } from "./webdriver.mjs";

/** Written under reinforced secrecy: in no paper. */
const SECRET = "Zibeline";
/** Words written for doctors: in the letter, and in no other paper. */
const DIAGNOSIS = "Asthme pervenche";
const WHY = "Parce que capucine";
/** Written to be shared: in the letter’s recommendations or not, but on B and D. */
const SHARED = "Voir le dentiste, trousse bleue";

const PAPERS = {
  A: "Courrier au médecin",
  B: "Fiche de besoins",
  C: "Attestation",
  D: "Feuille de route",
};

/** The parts each of them has, the words under secrecy, and what their letter must say. */
const CASES = [
  {
    name: "an admission bilan of an infant",
    child: "DEMO-2026-01",
    type: "Bilan d’admission",
    date: "15/04/2026",
    second: "Sophie GUÉRIN",
    parts: [
      "Contexte et sources",
      "Croissance et constantes",
      "Expositions et traumatisme",
    ],
    answers: {
      "exp.verbatim": SECRET,
      "cro.poids": "6,4 kg",
      "cro.taille": "64",
      "cro.pc": "42",
    },
    letter: ["6,4 kg", "64 cm"],
    road: "Lina a été reçue",
  },
  {
    name: "a yearly bilan of a school child",
    child: "DEMO-2026-07",
    type: "Bilan annuel",
    second: "Antoine BLANC",
    parts: [
      "Contexte et sources",
      "Croissance et constantes",
      "Expositions et traumatisme",
    ],
    answers: {
      "exp.verbatim": SECRET,
      "cro.poids": "46,2",
      "cro.taille": "143,5",
    },
    letter: ["46,2 kg", "143,5 cm"],
    road: "Bonjour Emma",
  },
  {
    name: "a bilan of an adolescent with an objection",
    child: "DEMO-2026-11",
    type: "Bilan annuel",
    second: "Antoine BLANC",
    parts: ["Contexte et sources", "Croissance et constantes", "Adolescence"],
    answers: {
      "ado.maison": SECRET,
      "ado.contraception": SECRET,
      "ado.opposition_info": {
        "Porte sur": ["Contraception", "Cannabis"],
        Date: "12/03/2026",
      },
      "cro.poids": "58,3",
      "cro.taille": "162",
    },
    letter: ["58,3 kg", "162 cm", "Opposition écrite"],
    absent: /contracept|cannabis|opposition/iu,
    road: "Bonjour Chloé",
  },
];

const FIGURES = {
  "cro.ta_sys": "104",
  "cro.ta_dia": "62",
  "cro.fc": "90",
  "cro.spo2": "99",
  "cro.temp": "36,8",
  "psy.urgence": "Non",
  "cro.oedeme": "Non",
};

const place = desktopForAll();

for (const one of CASES) {
  test(`${one.name} goes from the referral to four papers`, () =>
    withProgram(
      place.desktop,
      place.desktop.path("papiers", one.child),
      async (session) => {
        await (
          await session.button("Découvrir avec des données fictives")
        ).click();
        await session.sees("12 enfants", 60_000);
        const keyboard = new Keyboard(session);
        await keyboard.openChild(one.child);
        await begin(session, keyboard, one);
        for (;;) {
          const { part } = await keyboard.look();
          await keyboard.fill(
            (field) => say(field, one),
            (code) => Number(code === "syn.problemes"),
          );
          if (part.startsWith("Synthèse")) break;
          await keyboard.sign();
          await keyboard.goOn();
        }
        await answerAlerts(session);
        await recommend(session, keyboard);
        await shoot(session, `fenetre-papiers-synthese-${one.child}`);
        await (await session.button("Terminer et signer ma partie")).click();
        await session.sees("Reprendre ma partie");
        await signBoth(session);
        await readPapers(session, one);
      },
    ));
}

/** What is said in a field of the parts. */
function say(
  { question, caption, options, tag, type, date, number },
  { answers },
) {
  const known = answers[question];
  if (known?.constructor === Object) {
    if (caption in known) return known[caption];
  } else if (known !== undefined) return known;
  if (question in FIGURES) return FIGURES[question];
  if (/^Problème(, à remplir)?$/.test(caption)) return DIAGNOSIS;
  if (caption === "Heure") return "10:20";
  if (question === "syn.prochain_bilan") return "22/11/2027";
  if (options.length > 0 || date || number) return undefined;
  return type === "text" || tag === "textarea" ? "Rien de plus" : undefined;
}

/** Opens the bilan: type, day, pair, and the few parts that this journey needs. */
async function begin(session, keyboard, { type, date, second, parts }) {
  await (await session.button("Nouveau bilan")).click();
  await session.sees("parties proposées");
  await session.choose("Type de bilan", type);
  if (date) {
    await keyboard.reach("the day", ({ caption }) => caption === "Date");
    await keyboard.write(date);
  }
  await session.choose("Second professionnel", second);
  await session.sees("parties proposées");
  await keyboard.enter("Changer");
  await keyboard.press(session.key.tab);
  for (;;) {
    const box = await keyboard.look();
    if (box.type !== "checkbox") break;
    if (box.checked !== parts.includes(box.own)) await keyboard.press(" ");
    await keyboard.press(session.key.tab);
  }
  await session.sees(`${parts.length + 1} parties choisies`);
  await keyboard.enter("Commencer le bilan");
  await session.css("#volet-title:focus");
}

/** Answers every alert, and takes or leaves every proposal, where the synthesis lists them. */
async function answerAlerts(session) {
  const list =
    "//section[@aria-labelledby='propositions']/ul/li[.//button[contains(., 'Garder') or contains(., 'Écarter')]]";
  const ready = `${list}[1]//button[contains(., 'Garder') or contains(., 'Écarter')][not(@disabled)]`;
  const waiting = () =>
    session.run(
      "return document.evaluate(`count(${arguments[0]})`, document, null, 1, null).numberValue",
      list,
    );
  const urgent = () =>
    session.run(
      "return document.querySelectorAll('.volet .alertes article:not(.done)').length",
    );
  for (let left = await urgent(); left > 0; left = await urgent()) {
    await (
      await session.xpath(
        "//article[not(contains(@class, 'done'))]//button[contains(., 'Noter')]",
      )
    ).click();
    await (
      await session.field("Ce qui a été fait")
    ).fill("Appelé le service ce jour.");
    await (await session.button("Noter l’action")).click();
    await session.until(
      "the urgency to be dealt with",
      async () => (await urgent()) < left,
    );
  }
  await session.sees("À reprendre dans la synthèse");
  for (let left = await waiting(); left > 0; left = await waiting()) {
    // The buttons wait while what was answered before is being read again.
    await session.xpath(ready);
    const keep = `${list}[1]//button[contains(., 'Garder')]`;
    const found = await session.run(
      "return document.evaluate(`count(${arguments[0]})`, document, null, 1, null).numberValue",
      keep,
    );
    if (found > 0) await (await session.xpath(keep)).click();
    else {
      await (
        await session.xpath(`${list}[1]//button[contains(., 'Écarter')]`)
      ).click();
      const reason = await session.run(
        "return document.activeElement.localName === 'textarea'",
      );
      if (reason) {
        await session.keys("Déjà suivi en ville.");
        await (
          await session.xpath(
            `${list}[1]//form//button[contains(., 'Écarter')]`,
          )
        ).click();
      }
    }
    await session.until(
      "the proposal to be dealt with",
      async () => (await waiting()) < left,
    );
  }
}

/** Writes a recommendation with its reason for doctors and its words for everybody. */
async function recommend(session, keyboard) {
  await (await session.button("Soins dentaires")).click();
  const group =
    "//*[@role='group' and starts-with(@aria-label, 'Préconisation')]";
  await session.xpath(group);
  await keyboard.reach("the reason", ({ caption }) =>
    caption.startsWith("Pourquoi"),
  );
  await keyboard.write(WHY);
  await keyboard.reach("the shared words", ({ caption }) =>
    caption.startsWith("En mots"),
  );
  await keyboard.write(SHARED);
  await keyboard.enter("Replier");
  await session.xpath(
    `//*[@id='preconisations']/..//li[contains(., 'Soins dentaires')]`,
  );
  await keyboard.look();
}

/** Both sign at the same seat, each with a password. */
async function signBoth(session) {
  await (await session.button("Signer le bilan")).click();
  for (const rank of [1, 2]) {
    await (await session.field("Mot de passe")).fill(PASSWORD);
    await session.keys(session.key.enter);
    await session.until(`signature ${rank}`, async () => {
      const shown = await session.text();
      return (
        (shown.match(/Signé (?:aujourd|à|le)/gu) ?? []).length >= rank ||
        /Le bilan est signé/u.test(shown)
      );
    });
  }
  await session.sees("Le bilan est signé");
  await (await session.button("Terminer")).click();
}

/** Saves the four papers through the system's dialog, and reads them. */
async function readPapers(session, { child, letter, absent, road }) {
  const { desktop } = place;
  await (await session.button("Les papiers")).click();
  const texts = {};
  for (const [kind, title] of Object.entries(PAPERS)) {
    const link = `//nav[@aria-label='Papiers du bilan']//a[contains(., ${literal(title)})]`;
    await (await session.xpath(link)).click();
    await session.xpath(`//h2[@id='papier'][contains(., ${literal(title)})]`);
    await session.sees("Ce qui part");
    const save = await session.button("Enregistrer (PDF)");
    const file = desktop.path(`${child}-${kind}.pdf`);
    await desktop.saveAs(file, () => save.click());
    await session.until(
      `paper ${kind}`,
      () => existsSync(file) && statSync(file).size > 0,
    );
    await session.sees("le prochain exemplaire le remplacera");
    texts[kind] = await textOf(desktop, file);
    texts[`${kind}, metadata`] = await command("pdfinfo", [file], desktop.env);
    if (process.env.ESCALE_SHOTS)
      cpSync(file, `${process.env.ESCALE_SHOTS}/${child}-${kind}.pdf`);
  }
  for (const words of [...letter, DIAGNOSIS, WHY]) {
    assert.ok(
      texts.A.includes(words),
      `the letter does not say « ${words} »: ${texts.A}`,
    );
  }
  // The sending in spring belongs to another bilan.
  assert.ok(!texts.A.includes("Transmis à"), texts.A);
  assert.ok(
    texts.B.includes(SHARED) && texts.D.includes(SHARED),
    `${texts.B}\n${texts.D}`,
  );
  assert.ok(texts.D.includes(road), texts.D);
  assert.match(texts.C, /pour un bilan de santé/u);
  for (const [paper, text] of Object.entries(texts)) {
    assert.ok(!text.includes(SECRET), `${paper} betrays a secret`);
    if (paper === "A") continue;
    for (const word of [DIAGNOSIS, "pervenche", "capucine"]) {
      assert.ok(!text.includes(word), `${paper} says « ${word} »: ${text}`);
    }
    if (absent) assert.doesNotMatch(text, absent, paper);
  }
}
