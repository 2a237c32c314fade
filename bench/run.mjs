// npm run bench                       lists the benches
// npm run bench -- NAME [options]     updates the build and runs bench/NAME/bench.ts
// The built JavaScript is measured, as it is shipped; --source runs the sources through tsx instead, which is slower.
// --beside COMMIT measures an older commit in turn with this tree, where the bench has measure-beside.ts.
// --profile FOLDER writes CPU profiles of the bench and of the nodes it starts. NAME --help lists the options of a bench.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('..', import.meta.url))
const names = readdirSync(here).filter((name) => existsSync(`${here}${name}/bench.ts`))

const [name, ...given] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  if (name !== undefined) process.stderr.write(`There is no bench ${name}.\n`)
  for (const known of names) {
    const summary = /\/\*\*\s*([^\n]*?)\s*\*\//.exec(readFileSync(`${here}${known}/bench.ts`, 'utf8'))?.[1] ?? ''
    process.stdout.write(`${known.padEnd(13)} ${summary}\n`)
  }
  const paired = names.filter((known) => existsSync(`${here}${known}/measure-beside.ts`))
  process.stdout.write(
    `\nWith --beside COMMIT, an older commit is measured in turn with this tree: ${paired.join(', ')}.\n`,
  )
  process.exit(name === undefined ? 0 : 2)
}

// These benches measure the older commit themselves, once and before this tree.
const measuresOlder = ['overload', 'cargo']
const source = given.includes('--source')
const beside = given.some((word) => word === '--beside' || word.startsWith('--beside='))
const place = given.indexOf('--profile')
const profile = place < 0 ? undefined : given[place + 1]
const options = given.filter((word, i) => word !== '--source' && (place < 0 || (i !== place && i !== place + 1)))

if (beside && (source || place >= 0)) {
  process.stderr.write(
    '--beside measures the built JavaScript of both trees: it goes with neither --source nor --profile.\n',
  )
  process.exit(2)
}
if (!source) {
  const packages = ['contracts', 'readers', 'matching', 'node', 'testkit', 'cli'].map((folder) => `packages/${folder}`)
  const { status } = spawnSync(process.execPath, [`${root}scripts/transpile.mjs`, ...packages, 'bench'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) {
    process.stderr.write('The build has errors; nothing was measured. (--source runs the sources as they are.)\n')
    process.exit(2)
  }
}
const flags = ['--expose-gc', ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])]
const program = source
  ? ['--conditions=entente-source', '--import', import.meta.resolve('tsx'), `${here}${name}/bench.ts`]
  : beside && !measuresOlder.includes(name)
    ? [`${here}dist/beside/main.js`, name]
    : [`${here}dist/${name}/bench.js`]
const child = spawn(process.execPath, [...flags, ...program, ...options], { stdio: 'inherit' })
// A signal to this process is passed on to the bench, which ends its own processes.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
