// What every journey needs: the real core behind the test server, and a window onto it.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');

const CHROMIUM = process.env.ESCALE_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

// For developers, to meet what a slow shared workstation does. ESCALE_LATENCE=<seed> holds every
// answer of the core back by 0 to 400 ms, so that answers cross each other; the same seed draws the
// same delays again. ESCALE_LENTEUR=<n> makes the page n times slower. A journey that fails only
// then has found a fault of the program, or does not wait for what it reads.
const LATENCY = 400;

/** Numbers between 0 and 1 that a seed draws, always the same (mulberry32). */
function drawn(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Makes a page as slow as the environment asks for. */
async function slow(page, context) {
  const seed = process.env.ESCALE_LATENCE;
  if (seed) {
    const draw = drawn(Number(seed));
    await context.route('**/ipc/*', async (route) => {
      const delay = draw() * LATENCY;
      try {
        const response = await route.fetch();
        await new Promise((resolve) => setTimeout(resolve, delay));
        await route.fulfill({ response });
      } catch {
        // The page was closed before its answer came.
      }
    });
  }
  const rate = Number(process.env.ESCALE_LENTEUR ?? 1);
  if (rate > 1) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  }
}

/** The account of the demo store. */
export const DEMO = {
  identifiant: process.env.ESCALE_DEMO_IDENTIFIANT ?? 'helene.fournier',
  mot_de_passe: process.env.ESCALE_DEMO_MOT_DE_PASSE ?? 'demonstration-escale',
};

/** Starts the test server on an empty folder; `close` ends it and removes the folder. */
export async function startServer({ demo = false } = {}) {
  const binary = process.env.ESCALE_TEST_SERVER;
  if (!binary) throw new Error('ESCALE_TEST_SERVER must name the test server binary');
  const folder = await mkdtemp(path.join(tmpdir(), 'escale-e2e-'));
  const child = spawn(binary, ['--dossier', folder, ...(demo ? ['--demo'] : [])], {
    // The server lives as long as its standard input is open.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the test server ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line).port));
  });
  child.removeAllListeners('exit');
  return {
    url: `http://127.0.0.1:${port}/`,
    folder,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens Chromium; every page fails its journey on a script error or a request to elsewhere. */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  return {
    async open(url, { width = 1366, height = 768, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: 'fr-FR',
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(Number(process.env.ESCALE_PATIENCE ?? 15000));
      page.faults = [];
      page.on('pageerror', (error) => page.faults.push(`script: ${error.message}`));
      page.on('console', (message) => {
        // A refused command is an answer (409), which Chromium also writes on its console.
        if (message.type() === 'error' && !message.text().includes('409')) {
          page.faults.push(`console: ${message.text()}`);
        }
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
          page.faults.push(`request to elsewhere: ${request.url()}`);
        }
      });
      await slow(page, context);
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}

/** The rules of WCAG 2.2 A and AA that this page breaks, as lines to read. */
export async function accessibilityFaults(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    // eslint-disable-next-line no-undef
    axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    }),
  );
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
}

/** What sticks out of the window to the side, if anything does. */
export async function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0 || box.right <= width + 1) return false;
        return !element.closest('.scroll, .sr-only, .skip');
      })
      .map((element) => `${element.tagName}.${element.className}`);
  });
}

/** Holds the next answers to a command; `asked` is when the first is wanted, `release` lets them go. */
export async function hold(page, command) {
  let held;
  let open;
  const asked = new Promise((resolve) => (held = resolve));
  const gate = new Promise((resolve) => (open = resolve));
  const all = [];
  const wait = (route) => {
    held();
    const one = gate.then(() => route.fallback());
    all.push(one);
    return one;
  };
  await page.route(`**/ipc/${command}`, wait);
  const release = async () => {
    open();
    await Promise.all(all);
    await page.unroute(`**/ipc/${command}`, wait);
    await page.waitForLoadState('networkidle');
  };
  return { asked, release };
}

/** Takes the picture of a screen when ESCALE_SHOTS names a folder. */
export async function shoot(page, name) {
  const folder = process.env.ESCALE_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
