// Counts copies of code with jscpd (settings in .jscpd.json). Prints the count and exits with status 1 above the limit. `--list` prints each pair.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This limit may only be lowered. */
const limit = 80

const root = fileURLToPath(new URL('..', import.meta.url))
const out = mkdtempSync(join(tmpdir(), 'entente-duplicates-'))
try {
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/jscpd'),
    ['--reporters', 'json', '--output', out, '--silent', 'packages', 'bench', 'e2e', 'tests', 'scripts'],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`jscpd ended with status ${status}: ${stderr}`)
  const { duplicates, statistics } = JSON.parse(readFileSync(join(out, 'jscpd-report.json'), 'utf8'))
  if (process.argv.includes('--list')) {
    const place = ({ name, start, end }) => `${name}:${start}-${end}`
    for (const { firstFile, secondFile } of duplicates) console.log(`${place(firstFile)} = ${place(secondFile)}`)
  }
  const { percentage, duplicatedLines } = statistics.total
  console.log(`duplicates: ${duplicates.length} (limit ${limit}), ${duplicatedLines} lines, ${percentage.toFixed(2)} %`)
  if (duplicates.length > limit) {
    console.error('Give the code one place. `node scripts/duplicates.mjs --list` lists the copies.')
    process.exitCode = 1
  } else if (duplicates.length < limit) {
    console.log(`The limit in scripts/duplicates.mjs can shrink to ${duplicates.length}.`)
  }
} finally {
  rmSync(out, { recursive: true, force: true })
}
