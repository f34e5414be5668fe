// A desktop of its own for the journeys: screen, window manager, session bus, keyring, driver.
// Nothing of the developer's own desktop is seen or touched, and nothing outlives the run.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until, within } from "./wait.mjs";
import { Session } from "./webdriver.mjs";

/** The whole screen: a window of 1366×768 fits with its title bar. */
const SCREEN = "1600x1000x24";

/** What the keyring of the test is locked with; it lives in a folder of the test. */
const KEYRING_PASSWORD = "trousseau d'essai";

/** One process of the desktop: ended by its own id, and by the kernel should Node die first. */
class Daemon {
  constructor(name, command, args, { env, stdin, pipes = [] } = {}) {
    this.name = name;
    this.said = "";
    this.child = spawn("setpriv", ["--pdeathsig", "KILL", "--", command, ...args], {
      env,
      stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe", ...pipes],
    });
    this.ended = once(this.child, "exit");
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on("data", (bytes) => (this.said += bytes));
    }
    if (stdin !== undefined) this.child.stdin.end(stdin);
  }

  get running() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits for a condition that only makes sense while the process lives. */
  ready(what, ask) {
    return until(`${this.name}: ${what}`, () => {
      if (!this.running) throw new Error(`${this.name} ended: ${this.said.trim()}`);
      return ask();
    });
  }

  async end() {
    if (!this.running) return;
    this.child.kill("SIGTERM");
    try {
      await within(`the end of ${this.name}`, this.ended, 3_000);
    } catch {
      this.child.kill("SIGKILL");
      await this.ended;
    }
  }
}

/** Runs a short command to its end and gives its output back; throws when it fails. */
export async function command(name, args, env, patience = 10_000) {
  const child = new Daemon(name, name, args, { env });
  try {
    const [code] = await within(name, child.ended, patience);
    if (code !== 0) throw new Error(`${name} ${args.join(" ")}: ${code}: ${child.said.trim()}`);
    return child.said;
  } finally {
    await child.end();
  }
}

/** A free TCP port. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The processes of this program with these variables. */
function running(binary, env) {
  const program = realpathSync(binary);
  const wanted = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return readdirSync("/proc").filter((id) => {
    try {
      if (readlinkSync(`/proc/${id}/exe`) !== program) return false;
      const variables = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
      return wanted.every((variable) => variables.includes(variable));
    } catch {
      // Not a process, or one that has just ended.
      return false;
    }
  });
}

export class Desktop {
  #daemons = [];

  /** Starts everything that a session of a GTK desktop has, in a folder of its own. */
  static async start() {
    const desktop = new Desktop();
    try {
      await desktop.#start();
    } catch (error) {
      await desktop.end();
      throw error;
    }
    return desktop;
  }

  async #start() {
    this.folder = mkdtempSync(join(tmpdir(), "escale-fenetre-"));
    const runtime = this.path("runtime");
    mkdirSync(runtime, { mode: 0o700 });
    mkdirSync(this.path("home"));
    // The name of the open dialogs' recent files, the font caches, the keyring: all of it goes
    // to the folder of the test.
    this.env = {
      ...process.env,
      HOME: this.path("home"),
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: this.path("home/data"),
      XDG_CONFIG_HOME: this.path("home/config"),
      XDG_CACHE_HOME: this.path("home/cache"),
      LANG: "C.UTF-8",
      GDK_BACKEND: "x11",
      GTK_USE_PORTAL: "0",
      NO_AT_BRIDGE: "1",
      GSETTINGS_BACKEND: "memory",
      // Without it the driver waits for ever for a window that does not take orders.
      TAURI_WEBVIEW_AUTOMATION: "true",
    };
    delete this.env.WAYLAND_DISPLAY;
    await Promise.all([this.#screen(), this.#bus()]);
    await Promise.all([this.#windows(), this.#keyring()]);
  }

  path(...parts) {
    return join(this.folder, ...parts);
  }

  #daemon(...args) {
    const daemon = new Daemon(...args);
    this.#daemons.push(daemon);
    return daemon;
  }

  async #screen() {
    // Xvfb takes the first free number and writes it on its fourth stream.
    const args = ["-displayfd", "3", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"];
    const screen = this.#daemon("Xvfb", "Xvfb", args, { env: this.env, pipes: ["pipe"] });
    let number = "";
    screen.child.stdio[3].on("data", (bytes) => (number += bytes));
    await screen.ready("a screen", () => number.endsWith("\n"));
    this.env.DISPLAY = `:${number.trim()}`;
  }

  async #bus() {
    const args = [
      "--session",
      "--nofork",
      "--print-address=1",
      `--address=unix:dir=${this.folder}`,
    ];
    const bus = this.#daemon("dbus-daemon", "dbus-daemon", args, { env: this.env });
    await bus.ready("an address", () => bus.said.includes("\n"));
    this.env.DBUS_SESSION_BUS_ADDRESS = bus.said.split("\n")[0];
  }

  async #windows() {
    // GTK's dialogs only take the keyboard when a window manager gives it to them.
    const config = this.path("openbox.xml");
    writeFileSync(config, '<openbox_config xmlns="http://openbox.org/3.4/rc"/>');
    this.#daemon("openbox", "openbox", ["--sm-disable", "--config-file", config], {
      env: this.env,
    });
    await until("a window manager", () =>
      command("xdotool", ["get_desktop"], this.env, 2_000).then(() => true),
    );
  }

  async #keyring() {
    const args = ["--foreground", "--unlock", "--components=secrets", "--control-directory"];
    const keyring = this.#daemon("gnome-keyring", "gnome-keyring-daemon", [...args, this.folder], {
      env: this.env,
      stdin: KEYRING_PASSWORD,
    });
    const asked = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"];
    await keyring.ready("the Secret Service", () =>
      command(
        "dbus-send",
        [...asked, "org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"],
        this.env,
      ),
    );
  }

  /**
   * Starts the program, driven through WebKitWebDriver.
   *
   * @param {string} binary
   * @param {Record<string, string>} env what this run adds to the desktop's environment
   */
  async open(binary, env = {}) {
    const { session, from, close, ended } = await this.#driven(binary, [], env);
    /** Milliseconds from the order to start until something was to be seen in the window. */
    const firstPaint = () =>
      until("a first paint", async () => {
        const [origin, paint] = await session.run(
          "return [performance.timeOrigin, performance.getEntriesByName('first-contentful-paint')[0]?.startTime]",
        );
        return paint && Math.round(origin + paint - from);
      });
    return { session, firstPaint, close, ended };
  }

  /** Starts WebKit's own demonstration browser on an empty page: what a window costs at least. */
  async openBare() {
    const browser = (await command("dpkg", ["-L", "libwebkit2gtk-4.1-0"], this.env))
      .split("\n")
      .find((file) => file.endsWith("/MiniBrowser"));
    const { from, close } = await this.#driven(browser, ["--automation"], {});
    return { shown: Date.now() - from, close };
  }

  async #driven(binary, args, env) {
    const port = await freePort();
    const driver = this.#daemon(
      "WebKitWebDriver",
      "WebKitWebDriver",
      ["--host=127.0.0.1", `--port=${port}`],
      { env: { ...this.env, ...env } },
    );
    const base = `http://127.0.0.1:${port}`;
    await driver.ready("an answer", async () => (await fetch(`${base}/status`)).ok);
    const from = Date.now();
    const session = await Session.start(base, binary, args);
    const gone = () => running(binary, env).length === 0;
    const ended = () => until("the program to be gone", gone);
    // Ends the program as a person who closes it would, then its driver.
    const close = async () => {
      await session.end().catch(() => {});
      // Its window is gone before its base is closed: another start must not come too early. The
      // driver stays meanwhile, or a busy machine's program would never hear that it must end.
      await until("the program to end", gone, 5_000).catch(() => {
        for (const id of running(binary, env)) process.kill(Number(id), "SIGKILL");
      });
      await ended();
      await driver.end();
    };
    return { session, from, close, ended };
  }

  /** The windows of the program that are on the screen now. */
  async #shownWindows() {
    const args = ["search", "--onlyvisible", "--class", "escale"];
    const said = await command("xdotool", args, this.env).catch(() => "");
    return said.split("\n").filter(Boolean);
  }

  /**
   * Does `act`, waits for the system dialog that it opens, types `path` there and accepts.
   *
   * The dialog is GTK's own, out of the driver's reach: the keyboard is the screen's.
   */
  async saveAs(path, act) {
    const before = await this.#shownWindows();
    await act();
    const dialog = await until("the save dialog", async () =>
      (await this.#shownWindows()).find((window) => !before.includes(window)),
    );
    await this.#focus(dialog);
    // The name's field has the focus and its text is selected: typing replaces it.
    await command("xdotool", ["key", "--clearmodifiers", "ctrl+a"], this.env);
    await command("xdotool", ["type", "--clearmodifiers", "--delay", "4", path], this.env);
    await command("xdotool", ["key", "--clearmodifiers", "Return"], this.env);
    await until("the save dialog to close", async () => {
      return !(await this.#shownWindows()).includes(dialog);
    });
  }

  /** Closes the window that has the keyboard, with the keys that the window manager has for that. */
  async closeWindow() {
    await command("xdotool", ["key", "--clearmodifiers", "alt+F4"], this.env);
  }

  /** Puts a text on the clipboard, as a copy in another program does. */
  async copy(text) {
    const file = this.path("presse-papiers.txt");
    writeFileSync(file, text);
    // It stays to hand the text over, and ends when something else is copied: its end is not
    // awaited.
    const daemon = this.#daemon("xclip", "xclip", ["-quiet", "-selection", "clipboard", file], {
      env: this.env,
    });
    await daemon.ready("the clipboard", async () => {
      const said = await command("xclip", ["-selection", "clipboard", "-o"], this.env);
      return said === text;
    });
  }

  /** Does `act`, waits for the system dialog that it opens, and cancels it. */
  async cancelDialog(act) {
    const before = await this.#shownWindows();
    await act();
    const dialog = await until("the dialog", async () =>
      (await this.#shownWindows()).find((window) => !before.includes(window)),
    );
    await this.#focus(dialog);
    await command("xdotool", ["key", "--clearmodifiers", "Escape"], this.env);
    await until("the dialog to close", async () => {
      return !(await this.#shownWindows()).includes(dialog);
    });
  }

  async #focus(window) {
    await until("the dialog to have the keyboard", async () => {
      // Asked again: on a busy machine, the window behind a dialog that has just closed may take it.
      await command("xdotool", ["windowactivate", "--sync", window], this.env);
      return (await command("xdotool", ["getwindowfocus"], this.env)).trim() === window;
    });
  }

  /** Ends every process, last started first, and forgets the folder. */
  async end() {
    for (const daemon of this.#daemons.toReversed()) await daemon.end();
    this.#daemons = [];
    if (!this.folder) return;
    // A process of the browser engine that ends after its driver still writes to its cache.
    await until("the folder of the desktop to be empty", () => {
      rmSync(this.folder, { recursive: true, force: true });
      return true;
    });
  }
}
