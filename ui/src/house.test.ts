// What the sources may not contain: the invariants of the window that a review would otherwise have
// to watch for.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = path.dirname(fileURLToPath(import.meta.url));
const source = (file: string) => ({ file, text: readFileSync(path.join(root, file), 'utf8') });
const all = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => !/\.test\.ts$|^bindings/.test(file),
);
const files = all.filter((file) => /\.(svelte|ts)$/.test(file)).map(source);
/** What the webview loads beside them. */
const pages = [...all.filter((file) => /\.(css|html)$/.test(file)), '../index.html'].map(source);
/** The files that may not speak to the outside: all but the one that imports Tauri. */
const others = [...files.filter(({ file }) => file !== path.join('lib', 'ipc.ts')), ...pages];

/** The lines of a file that break a rule, to be read in the failure. */
const lines = (pattern: RegExp, kept = files) =>
  kept.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );

it('has sources to look at', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(pages.length).toBeGreaterThan(2);
});

it('knows Tauri in ipc.ts only', () => {
  const importers = files.filter(({ text }) => text.includes('@tauri-apps'));
  expect(importers.map(({ file }) => file)).toEqual([path.join('lib', 'ipc.ts')]);
  expect(lines(/__TAURI|\bfetch\(|WebSocket\(|EventSource\(/, others)).toEqual([]);
});

it('keeps nothing in the webview’s storage and fetches from nowhere else', () => {
  expect(lines(/localStorage|sessionStorage|indexedDB|document\.cookie|caches\./)).toEqual([]);
  expect(lines(/https?:\/\/|wss?:\/\/|XMLHttpRequest|sendBeacon/)).toEqual([]);
  // The names of XML’s vocabularies are not fetched.
  expect(lines(/https?:\/\/(?!www\.w3\.org\/)|wss?:\/\//, pages)).toEqual([]);
});

// WebKitGTK shows American dates.
it('never uses the date field of the browser', () => {
  const kinds = /type\s*=\s*[{"']+(date|datetime-local|month|time|week)["'}\s>]/;
  expect(lines(kinds, [...files, ...pages])).toEqual([]);
  for (const line of ['<input type="date" />', "<input type = 'month'>", '<input type={"week"}>']) {
    expect(line).toMatch(kinds);
  }
});

it('names no child in the title of the window', () => {
  expect(lines(/document\.title =/).filter((line) => line.includes('nom'))).toEqual([]);
});

/** The words of a template: what is between the tags, and the attributes that are read. */
function words({ file, text }: { file: string; text: string }): string[] {
  if (!file.endsWith('.svelte')) return [];
  const markup = text
    .replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
    .replace(/\{[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, '§');
  const between = [...markup.matchAll(/>([^<>]+)</g)].map((match) => match[1] ?? '');
  const read = [
    ...markup.matchAll(/\s(?:label|hint|title|placeholder|legend|question|aria-label)="([^"]*)"/g),
  ].map((match) => match[1] ?? '');
  return [...between, ...read].map((word) => `${file}: ${word.trim().replace(/\s+/g, ' ')}`);
}

/** The French sentences of the scripts: what stands between quotes and has a space. */
function sentences({ file, text }: { file: string; text: string }): string[] {
  const script = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[\s\S]*?<\/script>/g)].map((match) => match[0]).join('\n')
    : text;
  return [...script.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '').matchAll(/'((?:[^'\\\n]|\\.)*)'/g)]
    .map((match) => match[1] ?? '')
    .filter((sentence) => /[a-zà-ÿ] /.test(sentence))
    .map((sentence) => `${file}: ${sentence}`);
}

it('writes real French: curly apostrophes, no-break spaces, no three dots', () => {
  const read = [...files.flatMap(words), ...files.flatMap(sentences)];
  expect(read.length).toBeGreaterThan(200);
  const wrong = read.filter((line) => {
    const said = line.slice(line.indexOf(': ') + 2);
    return / [:;!?»](?:\s|$)|« |[a-zà-ÿ]'[a-zà-ÿ]|\.\.\.|\boeu/i.test(said);
  });
  expect(wrong).toEqual([]);
});
