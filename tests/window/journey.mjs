// What the journeys share: the program, one desktop a file, pictures, and the text of a PDF.
//
//   ESCALE_BIN    the program (target/debug/escale unless said otherwise)
//   ESCALE_SHOTS  a folder where the journeys leave a picture of each screen

import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { command, Desktop } from "./desktop.mjs";

export const BINARY =
  process.env.ESCALE_BIN ?? fileURLToPath(new URL("../../target/debug/escale", import.meta.url));

/** The terminal, which is built beside the program. */
export const TERMINAL = join(dirname(BINARY), "escale-cli");

/** The password of every account of the demonstration. */
export const PASSWORD = "demonstration-escale";

/** A desktop for the journeys of one file, ended with them. */
export function desktopForAll() {
  const holder = {};
  before(async () => {
    assert.ok(existsSync(BINARY), `${BINARY} is not built`);
    holder.desktop = await Desktop.start();
  });
  after(() => holder.desktop?.end());
  return holder;
}

/** Opens the program on a vault folder, does the journey, and closes the program come what may. */
export async function withProgram(desktop, vault, journey) {
  const run = await desktop.open(BINARY, { ESCALE_COFFRE: vault });
  try {
    return await journey(run.session, run);
  } catch (error) {
    await shoot(run.session, "fenetre-echec").catch(() => {});
    const shown = await run.session.text().catch(() => "");
    error.message += `; the window says: ${shown}`;
    throw error;
  } finally {
    await run.close();
  }
}

/** Leaves a picture of the screen to be looked at. */
export async function shoot(session, name) {
  const folder = process.env.ESCALE_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), await session.picture());
}

/** The text of a PDF, its lines and no-break spaces made plain. */
export async function textOf(desktop, pdf) {
  const text = await command("pdftotext", ["-enc", "UTF-8", pdf, "-"], desktop.env);
  return text.replace(/\s+/gu, " ");
}
