import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Import, importsOf, root, sourceFiles } from './imports.ts'

const files = sourceFiles().filter(
  (file) => file.startsWith('packages/') || file.startsWith('bench/') || file.startsWith('e2e/'),
)
const shipped = files.filter((file) => /\/src\//.test(file) && !/\.(test|fixture)\.tsx?$/.test(file))
const imports = shipped.flatMap(importsOf)
const packageOf = (path: string) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? null

// The packages that each package may import. The demo command of the cli may also import the testkit.
const allowed: Record<string, string[]> = {
  contracts: [],
  readers: ['contracts'],
  matching: ['contracts'],
  node: ['contracts', 'readers', 'matching'],
  desk: ['contracts'],
  cli: ['contracts', 'readers', 'matching', 'node'],
  testkit: ['contracts', 'readers', 'node'],
}

test('a package imports only the packages below it', () => {
  const wrong = imports.filter(({ from, to }) => {
    const name = /^@entente\/([^/]+)/.exec(to)?.[1]
    if (name === undefined) return packageOf(to) !== null && packageOf(to) !== packageOf(from)
    const isDemo = name === 'testkit' && from.startsWith('packages/cli/src/demo/')
    return !isDemo && !(allowed[packageOf(from) ?? ''] ?? []).includes(name)
  })
  expect(describe(wrong)).toEqual([])
})

test('the published libraries import no module of Node', () => {
  const wrong = imports.filter(
    ({ from, to }) => ['contracts', 'readers', 'matching'].includes(packageOf(from) ?? '') && to.startsWith('node:'),
  )
  expect(describe(wrong)).toEqual([])
})

// The layers from bottom to top. In `safeguards`, `media` and `exchange` a folder may import the folders listed before it.
const layers = ['store', 'safeguards', 'media', 'exchange', 'pipeline', 'gateways', 'app']
const halfLayers: Record<string, string[]> = {
  safeguards: [
    'audit',
    'keys',
    'retention',
    'stops-in-force',
    'access',
    'vault',
    'oversight',
    'oversight-files',
    'log',
    'transparency',
    'restore',
    'names',
    'redress',
    'stops',
    'necessity',
  ],
  media: ['confine', 'findings', 'fetch', 'image', 'text', 'sniff', 'video', 'views', 'decoders'],
  exchange: [
    'delivery',
    'signals',
    'agreements',
    'lists',
    'stix',
    'taxii',
    'misp',
    'transfer',
    'peers',
    'onward',
    'blind',
    'attachments',
    'witness',
    'recovery',
    'modules',
  ],
}
/** The folders of a layer that all its other folders may import, from bottom to top. */
const lowFolders: Record<string, string[]> = { pipeline: ['jobs', 'raw', 'cases', 'drafts', 'gateway'] }
/** The folders of a layer that put together what the others give. No other folder imports them, nor they each other. */
const topFolders: Record<string, string[]> = { pipeline: ['disparity', 'rates', 'retention', 'sample', 'shift'] }
/** Files that every layer may import: the table of errors, the start of a thread, the module type, the version. */
const shared = new Set(['errors', 'module', 'start-thread', 'version'].map((name) => `packages/node/src/${name}.ts`))

function layerOf(path: string): number {
  const folder = /^packages\/node\/src\/([^/]+)\//.exec(path)?.[1]
  return folder === undefined || !layers.includes(folder) ? layers.indexOf('app') : layers.indexOf(folder)
}
const roomOf = (path: string) => /^packages\/node\/src\/[^/]+\/([^/]+)\//.exec(path)?.[1] ?? null

test('a file of the node imports only its own layer and lower ones', () => {
  const inside = imports.filter(
    ({ from, to }) => from.startsWith('packages/node/src/') && to.startsWith('packages/node/src/'),
  )
  const wrong = inside.filter(({ from, to }) => !shared.has(to) && layerOf(to) > layerOf(from))
  expect(describe(wrong)).toEqual([])
})

test('modules of one layer import each other only in the listed order', () => {
  const inside = imports.filter(
    ({ from, to }) => from.startsWith('packages/node/src/') && to.startsWith('packages/node/src/'),
  )
  const wrong = inside.filter(({ from, to }) => {
    const layer = layerOf(from)
    const [left, right] = [roomOf(from), roomOf(to)]
    if (
      layer !== layerOf(to) ||
      layers[layer] === 'app' ||
      layers[layer] === 'store' ||
      left === right ||
      left === null ||
      right === null
    )
      return false
    const top = topFolders[layers[layer] ?? ''] ?? []
    if (top.includes(left)) return top.includes(right)
    const low = lowFolders[layers[layer] ?? ''] ?? []
    if (low.includes(right)) return low.includes(left) && low.indexOf(right) > low.indexOf(left)
    const order = halfLayers[layers[layer] ?? '']
    return order === undefined || order.indexOf(right) > order.indexOf(left)
  })
  expect(describe(wrong)).toEqual([])
})

test('no layer imports the files that assemble the app', () => {
  const app = ['app.ts', 'main.ts', 'modules.ts', 'config.ts', 'index.ts'].map((file) => `packages/node/src/${file}`)
  const wrong = imports.filter(({ from, to }) => app.includes(to) && layerOf(from) < layers.indexOf('app'))
  expect(describe(wrong)).toEqual([])
})

test('only the access store, the vault and three listed files import the codec of personal data', () => {
  const holders = [
    'packages/node/src/safeguards/access/',
    'packages/node/src/safeguards/vault/',
    'packages/node/src/open-access.ts',
    'packages/node/src/modules.ts',
    'packages/node/src/idempotency.ts',
  ]
  const wrong = imports.filter(
    ({ from, to }) => to.endsWith('access/codec.ts') && !holders.some((holder) => from.startsWith(holder)),
  )
  expect(describe(wrong)).toEqual([])
})

test('files have no import cycle', () => {
  const edges = new Map<string, string[]>()
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && to.startsWith('packages/')) edges.set(from, [...(edges.get(from) ?? []), to])
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  expect(cycles).toEqual([])
})

test('outside testkit and cli only config.ts reads environment variables', () => {
  const wrong = shipped.filter((file) => {
    if (packageOf(file) === 'testkit' || packageOf(file) === 'cli' || file === 'packages/node/src/config.ts')
      return false
    // The process that decodes media may set its own TMPDIR; it does not read the environment.
    return /process\.env\b(?!\.\w+ = )/.test(importsText(file))
  })
  expect(wrong).toEqual([])
})

function describe(wrong: readonly Import[]): string[] {
  return wrong.map(({ from, to }) => `${from} -> ${to}`)
}

function importsText(file: string): string {
  return readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
}
