// A small client of the W3C WebDriver protocol: the part that the journeys speak, over fetch.

import { until } from "./wait.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Code points of the keys that have no character (WebDriver, "Keyboard actions"). */
export const KEY = {
  backspace: "\uE003",
  tab: "\uE004",
  enter: "\uE007",
  shift: "\uE008",
  control: "\uE009",
  escape: "\uE00C",
  right: "\uE014",
  down: "\uE015",
};

/** The text of an XPath's node with no-break spaces made plain, as one would type it. */
const PLAIN = "normalize-space(translate(., '\u00a0\u202f', '  '))";

/** What the driver refused, with its own code (`no such element`…). */
export class Refused extends Error {
  constructor(path, value) {
    super(`${path}: ${value?.error ?? "no answer"}: ${value?.message ?? ""}`);
    this.code = value?.error;
  }
}

async function ask(base, method, path, body) {
  const answer = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(40_000),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Refused(`${method} ${path}`, value);
  return value;
}

/** One run of the program under the driver, from its start to its end. */
export class Session {
  /** The keys without a character, and the wait for any condition, at hand in a journey. */
  key = KEY;
  until = until;

  #base;
  #id;

  constructor(base, id) {
    this.#base = base;
    this.#id = id;
  }

  /** Starts the program `binary` and waits for its page. */
  static async start(base, binary, args = []) {
    const { sessionId } = await ask(base, "POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    return new Session(base, sessionId);
  }

  #ask(method, path, body) {
    return ask(this.#base, method, `/session/${this.#id}${path}`, body);
  }

  /** Ends the program. */
  end() {
    return this.#ask("DELETE", "");
  }

  /** Runs a function's body in the page; elements and JSON go through. */
  run(script, ...args) {
    return this.#ask("POST", "/execute/sync", { script, args });
  }

  title() {
    return this.#ask("GET", "/title");
  }

  /** The element that a CSS selector finds, as soon as it is there. */
  css(selector, patience) {
    return this.#find("css selector", selector, patience);
  }

  /** The element that an XPath finds, as soon as it is there. */
  xpath(path, patience) {
    return this.#find("xpath", path, patience);
  }

  /** The button or link that bears this text: what a person would look for. */
  button(text, patience) {
    const kinds = "self::button or self::a or @role='button'";
    return this.xpath(`//*[${kinds}][contains(${PLAIN}, ${literal(text)})]`, patience);
  }

  /** The field whose label starts with these words. */
  field(label, patience) {
    const words = literal(label);
    const named = `//label[starts-with(${PLAIN}, ${words})]`;
    const kinds = "self::input or self::select or self::textarea";
    return this.xpath(
      `${named}//*[${kinds}] | //*[${kinds}][@id = ${named}/@for or starts-with(@aria-label, ${words})]`,
      patience,
    );
  }

  /** Chooses, in the list with this label, the entry that starts with these words. */
  async choose(label, words) {
    const list = await this.field(label);
    await until(`the choice ${words}`, () =>
      this.run(
        `const [list, words] = arguments;
         const option = [...list.options].find((option) => option.label.startsWith(words));
         if (!option) return false;
         list.value = option.value;
         list.dispatchEvent(new Event("input", { bubbles: true }));
         list.dispatchEvent(new Event("change", { bubbles: true }));
         return true;`,
        list,
        words,
      ),
    );
  }

  /** Waits until the page shows this text. */
  sees(text, patience) {
    return until(
      `the text "${text}" on the page`,
      async () => {
        const shown = await this.run("return document.body.innerText");
        return squeeze(shown).includes(squeeze(text));
      },
      patience,
    );
  }

  /** The text of the page as a person reads it. */
  async text() {
    return squeeze(await this.run("return document.body.innerText"));
  }

  async #find(using, value, patience) {
    const found = await until(
      `the element ${value}`,
      () => this.#ask("POST", "/element", { using, value }),
      patience,
    );
    return new Element((method, path, body) => this.#ask(method, path, body), found[ELEMENT]);
  }

  /** Presses keys together, for instance Ctrl and K. */
  async chord(...keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#ask("POST", "/actions", {
      actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }],
    });
  }

  /** Types on whatever has the focus, as a person at the keyboard. */
  async keys(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#ask("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** The picture of the page, as the bytes of a PNG. */
  async picture() {
    return Buffer.from(await this.#ask("GET", "/screenshot"), "base64");
  }
}

/** One element of the page. */
export class Element {
  #ask;
  #id;

  constructor(ask, id) {
    this.#ask = (method, path, body) => ask(method, `/element/${id}${path}`, body);
    this.#id = id;
  }

  toJSON() {
    return { [ELEMENT]: this.#id };
  }

  /** Clicks as soon as the element stands still and nothing covers it any more. */
  click(patience) {
    let before;
    return until(
      "a click that goes through",
      async () => {
        // A person does not click on what still moves: a screen that fills up pushes things away.
        const place = JSON.stringify(await this.#ask("GET", "/rect"));
        const still = place === before;
        before = place;
        if (!still) return false;
        await this.#ask("POST", "/click", {});
        return true;
      },
      patience,
    );
  }

  type(text) {
    return this.#ask("POST", "/value", { text });
  }

  /** Empties the field, then types. */
  async fill(text) {
    await this.#ask("POST", "/clear", {});
    await this.type(text);
  }

  text() {
    return this.#ask("GET", "/text");
  }

  property(name) {
    return this.#ask("GET", `/property/${name}`);
  }

  attribute(name) {
    return this.#ask("GET", `/attribute/${name}`);
  }

  shown() {
    return this.#ask("GET", "/displayed");
  }

  enabled() {
    return this.#ask("GET", "/enabled");
  }
}

/** French puts no-break spaces before its punctuation: a reader does not see the difference. */
function squeeze(text) {
  return text.replace(/\s+/gu, " ").trim();
}

/** An XPath string literal; a text with both kinds of quotes needs `concat`. */
export function literal(text) {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  return `concat(${text
    .split("'")
    .map((part) => `'${part}'`)
    .join(`, "'", `)})`;
}
