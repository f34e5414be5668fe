// How long the unlock screen takes to show, against a bare WebKit window on the same machine in the
// same run. `cargo xtask bench` prints the ratio; nothing fails here.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Desktop } from "./desktop.mjs";
import { BINARY } from "./journey.mjs";

const folder = mkdtempSync(join(tmpdir(), "escale-bench-"));
// A header is enough for the program to ask for a password.
writeFileSync(join(folder, "escale.coffre"), "{}");
const desktop = await Desktop.start();
const best = { bare: Infinity, escale: Infinity };
try {
  for (let turn = 0; turn < 5; turn += 1) {
    const bare = await desktop.openBare();
    best.bare = Math.min(best.bare, bare.shown);
    await bare.close();
    const run = await desktop.open(BINARY, { ESCALE_COFFRE: folder });
    await run.session.sees("Ouvrir Escale");
    best.escale = Math.min(best.escale, await run.firstPaint());
    await run.close();
  }
} finally {
  await desktop.end();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `écran d’ouverture : ${best.escale} ms, fenêtre nue : ${best.bare} ms, rapport ${(best.escale / best.bare).toFixed(2)}`,
);
