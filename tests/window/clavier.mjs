// A person who fills in a part of a bilan with the keyboard alone: Tab, arrows, Space, digits. The
// page is only read; nothing is clicked and no script sets a value.

import { until } from "./wait.mjs";

/** How often Tab may be pressed before something counts as out of the keyboard's reach. */
const REACH = 400;

/** What has the focus, in the words of the screen; "busy" while an answer is on its way. */
const LOOK = `
  const at = document.activeElement;
  const plain = (text) => (text ?? "").replace(/[\\s\\u00a0\\u202f]+/gu, " ").trim();
  const row = at.closest("[data-question]");
  const lines = row ? [...row.querySelectorAll(".row")] : [];
  const named = (at.getAttribute("aria-labelledby") ?? "").split(" ")
    .map((id) => document.getElementById(id)?.textContent).join(" ");
  const legend = at.closest("fieldset")?.querySelector("legend")?.textContent;
  return {
    busy: plain(document.querySelector(".volet footer .state")?.textContent).startsWith("Enregistrement"),
    part: plain(document.getElementById("volet-title")?.textContent),
    tag: at.localName,
    id: at.id,
    type: at.localName === "input" ? at.type : "",
    own: plain(at.closest("label")?.textContent),
    // The tick that lets an answer into the letter is no answer.
    question: at.closest(".courrier") ? null : (row?.dataset.question ?? null),
    line: lines.indexOf(at.closest(".row")),
    lines: lines.length,
    caption: plain(at.getAttribute("aria-label") ?? legend ?? (named || at.labels?.[0]?.textContent)).replace(/^Ligne \\d+, |\\*$/gu, "").replace(/\\*$/u, ""),
    text: plain(at.textContent),
    value: at.value ?? "",
    checked: !!at.checked,
    // A group of radio buttons is one stop, a group of boxes is one a box.
    group: at.type === "radio" ? at.name : "",
    options: at.localName === "select" ? [...at.options].map((one) => plain(one.label))
      : legend ? [...at.closest("fieldset").querySelectorAll("label")].map((one) => plain(one.textContent)) : [],
    date: at.placeholder === "JJ/MM/AAAA",
    number: ["numeric", "decimal"].includes(at.inputMode) && at.placeholder !== "JJ/MM/AAAA",
    add: at.classList.contains("add"),
    none: at.classList.contains("none"),
    footer: at.closest("footer") !== null,
  };
`;

export class Keyboard {
  constructor(session) {
    this.session = session;
  }

  /** What has the focus once nothing is on its way any more. */
  async look() {
    return until("the answers to be saved", async () => {
      const seen = await this.session.run(LOOK);
      return !seen.busy && seen;
    });
  }

  press(...keys) {
    return this.session.keys(keys.join(""));
  }

  /** Presses Tab until the focus is where `wanted` says, and gives what is there. */
  async reach(what, wanted) {
    for (let presses = 0; presses < REACH; presses += 1) {
      const seen = await this.look();
      if (wanted(seen)) return seen;
      await this.press(this.session.key.tab);
    }
    throw new Error(`the keyboard does not reach ${what}`);
  }

  /** Reaches a button or link by the words it begins with, and presses Enter. */
  async enter(words) {
    await this.reach(
      `« ${words} »`,
      ({ tag, text }) => ["button", "a"].includes(tag) && text.startsWith(words),
    );
    await this.press(this.session.key.enter);
  }

  /** Replaces what is in the field that has the focus. */
  async write(text) {
    await this.session.chord(this.session.key.control, "a");
    await this.session.keys(text);
  }

  /** Signs in on the unlock screen. */
  async signIn(account, password) {
    await this.session.sees("Ouvrir Escale");
    await this.reach("the account", ({ caption }) => caption === "Identifiant");
    await this.write(account);
    await this.reach("the password", ({ caption }) => caption === "Mot de passe");
    await this.press(password, this.session.key.enter);
  }

  /** Finds a child by record number, from anywhere. */
  async openChild(number) {
    const { session } = this;
    await session.chord(session.key.control, "k");
    await session.keys(number);
    await session.xpath(`//*[@role='option'][contains(., '${number}')]`);
    await session.keys(session.key.enter);
    await session.xpath(`//main//header[contains(., '${number}')]`);
    await session.sees("Au fil du temps");
  }

  /** Begins a bilan with this second one of the pair, with what is proposed. */
  async beginBilan(second) {
    const { session } = this;
    await this.enter("Nouveau bilan");
    await this.reach("the second one", ({ caption }) => caption.startsWith("Second"));
    await this.press(second);
    await session.sees("parties proposées");
    await this.enter("Commencer le bilan");
    await session.css("#volet-title:focus");
  }

  /** Signs the part on the screen from its last button. */
  async sign() {
    await this.press(this.session.key.enter);
    await this.session.sees("Reprendre ma partie");
  }

  /** Follows the link at the foot of a signed part to the next one. */
  async goOn() {
    const next = await this.reach("the next part", ({ tag, footer }) => tag === "a" && footer);
    await this.press(this.session.key.enter);
    await until("the next part", async () => (await this.look()).part === next.text);
    await this.session.css("#volet-title:focus");
  }

  /**
   * Goes through the part on the screen with Tab, answers every field, and stops on the button that
   * signs it. Gives what was typed, by question and caption.
   *
   * @param {(field: object) => unknown} answer what to say there: a text or the label of a choice,
   *   the labels of boxes in an array, `{ paste }`, `false` to leave the field alone; anything the
   *   field can take when undefined
   * @param {(question: string) => number} lines how many lines a list gets
   * @param {{ copy: (text: string) => Promise<void> }} clipboard
   */
  async fill(answer, lines, clipboard) {
    const typed = [];
    const done = new Set();
    for (let stops = 0; stops < REACH; stops += 1) {
      const seen = await this.look();
      if (seen.text === "Terminer et signer ma partie") return typed;
      const wanted = answer(seen);
      // Each box of several that are wanted is a choice of its own.
      const own = Array.isArray(wanted) ? seen.own : seen.none;
      const name = `${seen.question}|${seen.line}|${seen.caption}|${own}`;
      // An added line has taken the focus to its first field.
      if (seen.question !== null && seen.add && seen.lines < lines(seen.question)) {
        await this.press(this.session.key.enter);
        continue;
      }
      if (seen.question !== null && !done.has(name)) {
        done.add(name);
        const text = await this.#answer(seen, wanted, clipboard);
        if (text !== undefined) typed.push({ ...seen, text });
        // A choice may bring the next field: Tab must not overtake it.
        else await this.look();
      }
      await this.press(this.session.key.tab);
    }
    throw new Error("the part has no end");
  }

  /** Answers the field that has the focus; gives the text, where it is one. */
  async #answer(seen, wanted, clipboard) {
    const { key } = this.session;
    if (wanted === false) return undefined;
    if (seen.none) await this.press(key.enter);
    if (seen.type === "checkbox" && (!Array.isArray(wanted) || wanted.includes(seen.own))) {
      await this.press(" ");
    }
    if (seen.type === "radio") {
      // The arrow takes the next one, and chooses it.
      const rank = Math.max(0, seen.options.indexOf(wanted));
      await this.press(rank === 0 ? " " : key.right.repeat(rank));
    }
    if (seen.tag === "select") {
      // The beginning of an entry chooses it; the first entry is that there is no answer.
      await this.press((wanted ?? seen.options[1]).split(" ")[0]);
    }
    if (seen.type !== "text" && seen.tag !== "textarea") return undefined;
    const text = wanted?.paste ?? wanted ?? (seen.date ? "12/06/2024" : "2");
    if (wanted?.paste === undefined) await this.write(text);
    else {
      await clipboard.copy(text);
      await this.session.chord(key.control, "v");
    }
    return text;
  }
}
