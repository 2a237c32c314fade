// Usage: npm run mutation [-- WORD ...]
// Checks that a test fails when a rule of tests/broken-rules.json is broken. For each row the script replaces `before` by `after` in `file`, runs
// the files that `test` names, and expects a test to fail. With words, it takes only rows whose rule, file or tests contain one of them.
// The script changes a copy of the source tree in the temporary folder, so an interrupted run leaves nothing to restore.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVitest } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))
const begun = Date.now()
const rows = readRows(process.argv.slice(2))
const copy = mkdtempSync(join(tmpdir(), 'entente-mutation-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
copyTree()
process.chdir(copy)
// Vitest starts once for all rows, so PostgreSQL keeps running and transformed sources are reused. Each run has new workers, so that no worker keeps
// a broken module.
// A broken rule may make a test wait for an event that never comes; the time limit ends such a test after two minutes.
const serverVariable = 'ENTENTE_TEST_PG'
const limits = { bail: 1, testTimeout: 120_000, hookTimeout: 120_000 }
const start = () => createVitest('test', { root: copy, watch: false, reporters: [{}], ...limits })
const vitest = await start()
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void vitest.close().finally(() => process.exit(1)))

let wrong = 0
try {
  const whole = await run(vitest, [...new Set(rows.flatMap(testsOf))])
  const faults = [...whole.unloaded, ...whole.failed]
  if (faults.length > 0) {
    console.error(`Without a break these fail already:\n${faults.join('\n')}`)
    wrong = faults.length
  } else {
    console.log(`${'result'.padEnd(18)} seconds  rule`)
    for (const row of rows) {
      const started = Date.now()
      const result = await breakRule(row)
      if (result !== 'red') wrong += 1
      console.log(`${result.padEnd(18)} ${secondsSince(started).padStart(7)}  ${row.rule}`)
    }
    console.log(`${rows.length} rules broken, ${wrong} without a failing test, ${secondsSince(begun)} s.`)
  }
} finally {
  await vitest.close()
}
process.exit(wrong > 0 ? 1 : 0)

function readRows(words) {
  const all = JSON.parse(readFileSync(join(root, 'tests/broken-rules.json'), 'utf8'))
  const chosen = all.filter((row) => {
    const text = [row.rule, row.file, ...testsOf(row)].join(' ')
    return words.length === 0 || words.some((word) => text.includes(word))
  })
  if (chosen.length > 0) return chosen
  console.error(`No rule contains ${words.join(' or ')}.`)
  process.exit(1)
}

function testsOf(row) {
  return [row.test].flat()
}

/**
 * Copies the files that git tracks or would track. Links the packages of this repository to their copies, and all other packages to the installed
 * ones.
 */
function copyTree() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of listed.toString().split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  const installed = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync(installed))
    if (name !== '@entente') symlinkSync(join(installed, name), join(copy, 'node_modules', name))
  cpSync(join(installed, '@entente'), join(copy, 'node_modules/@entente'), { recursive: true, verbatimSymlinks: true })
  // The desk is linked as built. Threads and child processes run the build of the copy: a broken rule must reach them.
  const desk = join(root, 'packages/desk/dist')
  if (existsSync(desk)) symlinkSync(desk, join(copy, 'packages/desk/dist'))
}

/** Runs test files until one test fails. Returns the failed tests, and the files that could not be loaded or set up. */
async function run(runner, files) {
  const wanted = new Set(files.map((file) => join(copy, file)))
  const specifications = (await runner.globTestSpecifications()).filter(({ moduleId }) => wanted.has(moduleId))
  const { testModules } = await runner.runTestSpecifications(specifications)
  const mine = testModules.filter(({ moduleId }) => wanted.has(moduleId))
  const found = new Set(mine.map(({ moduleId }) => moduleId))
  return {
    unloaded: [
      ...mine.filter((module) => module.errors().length > 0).map(({ moduleId }) => moduleId),
      ...[...wanted].filter((path) => !found.has(path)),
    ].map((path) => path.slice(copy.length + 1)),
    failed: mine.flatMap((module) => [...module.children.allTests('failed')].map((test) => test.fullName)),
  }
}

async function breakRule({ file, before, after, test }) {
  const path = join(copy, file)
  const whole = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (whole.split(before).length !== 2) return 'text not found once'
  write(
    path,
    whole.replace(before, () => after),
  )
  let runner = vitest
  const server = process.env[serverVariable]
  try {
    if (!build()) return 'did not compile'
    // The schema is made once, by the first run of Vitest. A broken migration needs a server of its own.
    if (file.includes('/migrations/')) {
      delete process.env[serverVariable]
      runner = await start()
    }
    const { unloaded, failed } = await run(runner, [test].flat())
    if (failed.length > 0) return 'red'
    return unloaded.length > 0 ? 'did not load' : 'STILL GREEN'
  } finally {
    if (runner !== vitest) {
      await runner.close()
      process.env[serverVariable] = server
    }
    write(path, whole)
  }
}

/** Builds the copy: threads and child processes of the tests run it. Returns whether it compiles. */
function build() {
  return spawnSync(process.execPath, [join(copy, 'scripts/transpile.mjs')], { cwd: copy, stdio: 'ignore' }).status === 0
}

function write(path, text) {
  writeFileSync(path, text)
  vitest.invalidateFile(path)
}

function secondsSince(time) {
  return String(Math.round((Date.now() - time) / 1000))
}
