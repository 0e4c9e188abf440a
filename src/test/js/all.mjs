// All suites of this folder in one process, each with its hooks to itself: node src/test/js/all.mjs
import { readdirSync } from 'node:fs';
import { describe } from 'node:test';

const suites = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.test.mjs'));

for (const suite of suites.sort()) describe(suite, () => import(`./${suite}`));
