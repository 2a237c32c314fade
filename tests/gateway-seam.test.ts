import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

/** The files that may name a kind of gateway. All other files are shared by every gateway. */
const own = [
  /^packages\/\w+\/src\/gateways\//,
  // These libraries contain readers and matchers for the formats and items of one gateway.
  /^packages\/(readers|matching)\//,
  // Released migrations must not change.
  /^packages\/node\/src\/store\/migrations\/00[0-2]\d-/,
  /^packages\/node\/src\/store\/migrations\/003[0-3]-/,
  // These migrations change a table of one gateway, so they name the table. Migrations of all gateways are in one folder.
  /^packages\/node\/src\/store\/migrations\/0(?:037|046|047|093|094|098|103|104|105|106|116)-/,
  // This file lists the migrations, whose names contain kinds of gateways.
  /^packages\/node\/src\/store\/migrations\/index\.ts$/,
]
/** Matches the names of kinds as string literals, and typical words of the travel and content gateways. */
const words =
  /'(?:travel|content|cargo)'|"(?:travel|content|cargo)"|\btravellers?\b|(?<!in )\bflights?\b|\bpassengers?\b|(?<!['`])\bcarriers?\b|paxlst|pnrgov|(?<!eu-)\bpnr\b|\bairlines?\b|\bboarding\b|(?<![-'".=])\buploads?\b(?![':])|\buploaded\b|\breservations?\b/gi

/** The number of lines in each file that still name a kind. It may only be lowered. */
const allowance: Record<string, number> = JSON.parse(
  readFileSync(join(root, 'tests/gateway-seam.allowance.json'), 'utf8'),
)

const shipped = sourceFiles().filter(
  (file) =>
    /^packages\/\w+\/src\//.test(file) &&
    !/\.(test|fixture)\.tsx?$/.test(file) &&
    !own.some((pattern) => pattern.test(file)),
)

test('shared files do not name a kind of gateway', () => {
  const found: Record<string, number> = {}
  for (const file of shipped) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const naming = lines.filter((line) => line.match(words) !== null).length
    if (naming > 0) found[file] = naming
  }
  expect(found).toEqual(allowance)
})
