import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawArchitecture, type Picture } from '../scripts/draw-architecture.ts'
import { importsOf, root, sourceFiles } from './imports.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const picture = JSON.parse(read('docs/architecture.json')) as Picture
const panels = picture.rows.flat()
const page = read('docs/architecture.md')

const shipped = sourceFiles().filter(
  (file) => /^packages\/[^/]+\/src\//.test(file) && !/\.(test|fixture)\.tsx?$/.test(file),
)
/** An import of a package by its name is treated as an import from the package's `src` folder. */
const imports = shipped.flatMap(importsOf).map(({ from, to }) => {
  const name = /^@entente\/([^/]+)/.exec(to)?.[1]
  return { from, to: name === undefined ? to : `packages/${name}/src/` }
})

type Panel = (typeof panels)[number]
/** Returns the box with the longest prefix that matches the file. */
function boxOf({ boxes }: Panel, file: string) {
  const fits = boxes.flatMap((box) => box.files.map((prefix) => ({ box, prefix })))
  return fits
    .filter(({ prefix }) => file.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0]?.box
}
/** Returns the imports between each two boxes, with one example for each pair. */
function importsBetween(panel: Panel): Map<string, string> {
  const found = new Map<string, string>()
  for (const { from, to } of imports) {
    const [a, b] = [boxOf(panel, from), boxOf(panel, to)]
    if (a !== undefined && b !== undefined && a !== b) found.set(`${a.id} -> ${b.id}`, `${from} -> ${to}`)
  }
  return found
}
const arrowsOf = ({ arrows }: Panel) => arrows.map(({ from, to }) => `${from} -> ${to}`)
const packagesOf = (files: readonly string[]) => [...new Set(files.map((file) => file.split('/')[1]))].sort()

test('every package, and every file of the node and the desk, belongs to a box', () => {
  const [packages, ...layered] = panels as [Panel, ...Panel[]]
  expect(packagesOf(packages.boxes.flatMap(({ files }) => files))).toEqual(packagesOf(shipped))
  for (const name of ['node', 'desk']) {
    const files = shipped.filter((file) => file.startsWith(`packages/${name}/src/`) && !file.endsWith('.d.ts'))
    const panel = layered.find((each) => each.boxes.every((box) => box.files[0]?.startsWith(`packages/${name}/`)))
    expect(files.filter((file) => panel === undefined || boxOf(panel, file) === undefined)).toEqual([])
  }
})

test.each(panels.map((panel) => ({ title: panel.title, panel })))(
  '$title: every import has an arrow or leads to a lower layer',
  ({ panel }) => {
    const arrows = new Set(arrowsOf(panel))
    const rowOf = (id: string | undefined) => panel.boxes.find((box) => box.id === id)?.row ?? Number.NaN
    const missing = [...importsBetween(panel)].filter(([between]) => {
      const [from, to] = between.split(' -> ')
      return !arrows.has(between) && !(panel.layered && rowOf(from) < rowOf(to))
    })
    expect(missing.map(([between, example]) => `${between}: ${example}`)).toEqual([])
  },
)

test.each(panels.map((panel) => ({ title: panel.title, panel })))(
  '$title: every arrow represents an import',
  ({ panel }) => {
    const real = importsBetween(panel)
    expect(arrowsOf(panel).filter((arrow) => !real.has(arrow))).toEqual([])
  },
)

test('the committed picture is the one that npm run architecture draws', () => {
  expect(read('docs/images/architecture.svg') === drawArchitecture(picture)).toBe(true)
})

/** Resolves a path on the page: relative to the repository's root if it names a top folder, else to the node's sources. */
const resolved = (path: string): string =>
  /^(packages|tests|scripts|docs)\//.test(path) ? path : `packages/node/src/${path}`

test('every file and folder that the architecture page names exists', () => {
  const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.tsx?))`/g)].map(([, path = '']) => resolved(path))
  expect(named.length).toBeGreaterThan(60)
  const linked = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => join('docs', path))
  expect([...named, ...linked].filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('a file that a step names declares the functions of that step', () => {
  const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line))
  expect(rows.length).toBeGreaterThan(30)
  const wrong = rows.flatMap((row) => {
    const [, , functions = '', files = ''] = row.split(' | ')
    const texts = [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => read(resolved(path)))
    const names = [...functions.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    const missing = names.filter(
      (name) => !texts.some((text) => new RegExp(`export (async )?(function|const) ${name}\\b`).test(text)),
    )
    return names.length === 0 || missing.length > 0 ? [`${row.slice(0, 60)}: ${missing.join(', ')}`] : []
  })
  expect(wrong).toEqual([])
})
