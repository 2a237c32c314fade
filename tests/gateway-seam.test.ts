import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

/** The folders and lists where a kind of gateway has its place. Everything else is shared by all of them. */
const own = [
  /^packages\/\w+\/src\/gateways\//,
  // The libraries below the gateways: readers of one gateway's formats, matchers of one gateway's items.
  /^packages\/(readers|matching)\//,
  // Released migrations are never changed.
  /^packages\/node\/src\/store\/migrations\/00[0-2]\d-/,
  /^packages\/node\/src\/store\/migrations\/003[0-3]-/,
  // Names of the migrations.
  /^packages\/node\/src\/store\/migrations\/index\.ts$/,
]
/** Names of kinds as string literals, and the words of the two kinds that there are. */
const words =
  /'(?:travel|content|cargo)'|"(?:travel|content|cargo)"|\btravellers?\b|(?<!in )\bflights?\b|\bpassengers?\b|(?<!['`])\bcarriers?\b|paxlst|pnrgov|(?<!eu-)\bpnr\b|\bairlines?\b|\bboarding\b|(?<![-'".=])\buploads?\b(?![':])|\buploaded\b|\breservations?\b/gi

/** Lines that still name a kind, by file. The count may only fall: lower it here when it does. */
const allowance: Record<string, number> = JSON.parse(
  readFileSync(join(root, 'tests/gateway-seam.allowance.json'), 'utf8'),
)

const shipped = sourceFiles().filter(
  (file) =>
    /^packages\/\w+\/src\//.test(file) &&
    !/\.(test|fixture)\.tsx?$/.test(file) &&
    !own.some((pattern) => pattern.test(file)),
)

test('outside its folders and the registries nothing names a kind of gateway', () => {
  const found: Record<string, number> = {}
  for (const file of shipped) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const naming = lines.filter((line) => line.match(words) !== null).length
    if (naming > 0) found[file] = naming
  }
  expect(found).toEqual(allowance)
})
