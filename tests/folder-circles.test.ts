import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, root, sourceFiles } from './imports.ts'

/**
 * The imports between folders, `A -> B`, that are still part of an import cycle between folders of one layer or package. The list may only shrink.
 */
const known = JSON.parse(readFileSync(join(root, 'tests/folder-circles.json'), 'utf8')) as string[]

/** Returns the layer of a file: in the node the first-level folder, elsewhere the package. */
const layerOf = (path: string): string | undefined =>
  /^packages\/node\/src\/[^/]+(?=\/)/.exec(path)?.[0] ?? /^packages\/(?!node\/)[^/]+\/src(?=\/)/.exec(path)?.[0]
/** Tests whether a file is an entry file, which only connects the folders of its package. */
const isEntry = (path: string) => /^packages\/[^/]+\/src\/(index\.ts|main\.tsx?)$/.test(path)

type Edges = Map<string, Set<string>>

/** Returns for each folder the folders that it imports from, including imports of types. */
function folderImports(): Edges {
  const edges: Edges = new Map()
  const shipped = sourceFiles().filter((file) => /\/src\//.test(file) && !/\.(test|fixture)\.tsx?$/.test(file))
  for (const { from, to } of shipped.filter((file) => !isEntry(file)).flatMap(importsOf)) {
    const [left, right] = [dirname(from), dirname(to)]
    if (left === right || layerOf(from) === undefined || layerOf(from) !== layerOf(to)) continue
    edges.set(left, (edges.get(left) ?? new Set()).add(right))
  }
  return edges
}

/** Tests whether imports lead from one folder to another, directly or through other folders. */
function leads(edges: Edges, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  seen.add(from)
  return [...(edges.get(from) ?? [])].some((next) => !seen.has(next) && leads(edges, next, to, seen))
}

test('folders of one layer have no import cycle', () => {
  const edges = folderImports()
  for (const [from, to] of known.map((edge) => edge.split(' -> '))) edges.get(from ?? '')?.delete(to ?? '')
  const closing = [...edges].flatMap(([from, folders]) =>
    [...folders].filter((to) => leads(edges, to, from)).map((to) => `${from} -> ${to}`),
  )
  expect(closing.sort()).toEqual([])
})

test('every allowed import between folders is still part of a cycle', () => {
  const edges = folderImports()
  const gone = known.filter((edge) => {
    const [from = '', to = ''] = edge.split(' -> ')
    return !edges.get(from)?.has(to) || !leads(edges, to, from)
  })
  expect(gone, 'remove these from tests/folder-circles.json').toEqual([])
})
