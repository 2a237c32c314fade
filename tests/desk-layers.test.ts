import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Import, importsOf, root, sourceFiles } from './imports.ts'

const src = 'packages/desk/src/'
const inDesk = (path: string): string => path.slice(src.length)
const shipped = sourceFiles().filter((file) => file.startsWith(src) && !/\.(test|fixture)\.tsx?$/.test(file))
const imports = shipped
  .flatMap(importsOf)
  .filter(({ to }) => to.startsWith(src))
  .map(({ from, to, typeOnly }): Import => ({ from: inDesk(from), to: inDesk(to), typeOnly }))

/** The layers from bottom to top. Pages and gateways may not import each other; only the routes and the root files import both. */
const layers = [['texts'], ['parts'], ['app'], ['evidence'], ['decision'], ['pages', 'gateways'], ['routes']]
const wiring = /^(main\.tsx|vite-env\.d\.ts)$/
const layerOf = (file: string): number =>
  wiring.test(file) ? layers.length : layers.findIndex((folders) => folders.includes(file.split('/')[0] ?? ''))
const described = (wrong: readonly Import[]): string[] => wrong.map(({ from, to }) => `${from} -> ${to}`)

test('every file of the desk belongs to a layer', () => {
  expect(shipped.map(inDesk).filter((file) => layerOf(file) < 0)).toEqual([])
})

test('a layer of the desk imports only itself and the layers below', () => {
  expect(described(imports.filter(({ from, to }) => layerOf(to) > layerOf(from)))).toEqual([])
})

test('pages and gateways do not import each other', () => {
  const top = (file: string) => /^(pages|gateways)\//.exec(file)?.[1]
  const wrong = imports.filter(({ from, to }) => top(from) && top(to) && top(from) !== top(to))
  expect(described(wrong)).toEqual([])
})

test('a page imports no other page, and a gateway no other gateway', () => {
  // Returns the folder that a page belongs to: `pages/signals`, `gateways/<kind>/pages/flights`.
  const areaOf = (file: string) => /^(?:gateways\/[^/]+\/)?pages\/[^/]+\//.exec(file)?.[0]
  const kindOf = (file: string) => /^gateways\/([^/]+)\//.exec(file)?.[1]
  const wrong = imports.filter(({ from, to }) => {
    if (kindOf(from) && kindOf(to) && kindOf(from) !== kindOf(to)) return true
    const area = areaOf(to)
    if (area === undefined || areaOf(from) === area) return false
    // Routes and the declaration of a gateway import their pages lazily, when a page is opened.
    return layerOf(from) < layerOf('routes/index.ts') && !/^gateways\/[^/]+\/index\.ts$/.test(from)
  })
  expect(described(wrong)).toEqual([])
})

test('only the list of gateways imports the gateways', () => {
  const wrong = imports.filter(({ from, to }) => to.startsWith('gateways/') && !from.startsWith('gateways/'))
  expect(described(wrong)).toEqual(['main.tsx -> gateways/index.ts'])
  const inside = imports.filter(({ from, to }) => from === 'gateways/index.ts' && to.startsWith('gateways/'))
  expect(inside.every(({ to }) => /^gateways\/[^/]+\/index\.ts$/.test(to))).toBe(true)
})

test('folders inside a layer of the desk have no import cycle', () => {
  // `gateways/<kind>/index.ts` declares a gateway. It imports the gateway's pages, which import files of its folder, so it counts as separate.
  const folderOf = (file: string) => (/^gateways\/([^/]+\/)?index\.ts$/.test(file) ? file : dirname(file))
  const edges = new Map<string, Map<string, string>>()
  for (const { from, to } of imports) {
    const [a, b] = [folderOf(from), folderOf(to)]
    if (a === b || layerOf(from) !== layerOf(to)) continue
    const further = edges.get(a) ?? new Map<string, string>()
    edges.set(a, further.set(b, `${from} -> ${to}`))
  }
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (folder: string, path: readonly string[]): void => {
    if (path.includes(folder)) {
      const circle = [...path.slice(path.indexOf(folder)), folder]
      circles.push(
        circle
          .slice(1)
          .map((next, place) => edges.get(circle[place] ?? '')?.get(next))
          .join(', '),
      )
      return
    }
    if (done.has(folder)) return
    for (const next of edges.get(folder)?.keys() ?? []) visit(next, [...path, folder])
    done.add(folder)
  }
  for (const folder of edges.keys()) visit(folder, [])
  expect(circles).toEqual([])
})

test('outside of gateways/ no file names a kind of gateway or a travel term', () => {
  const kinds = readdirSync(join(root, src, 'gateways'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  // Some kinds of signals and some purposes contain such a word. They belong to the contracts, not to a gateway.
  const shared = /travel-document|TravelDocument|Travel document|content-safety/g
  const ofTravel =
    'flight|passenger|travell?er|carrier|airline|boarding|itinerar|reservation|paxlst|pnrgov|cusres|travel'
  const named = new RegExp(`${ofTravel}|['"/](?:${kinds.join('|')})['"/]`, 'gi')
  const files = readdirSync(join(root, src), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(tsx?|css|json)$/.test(file) && !file.startsWith('gateways/'),
  )
  const wrong = files.flatMap((file) => {
    const found = readFileSync(join(root, src, file), 'utf8')
      .replaceAll(shared, '')
      .match(named)
    return found === null ? [] : [`${file}: ${[...new Set(found)].join(', ')}`]
  })
  expect(wrong).toEqual([])
})
