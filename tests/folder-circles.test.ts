import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, root, sourceFiles } from './imports.ts'

/**
 * Imports between folders, `A -> B`, that close a circle today: without them no layer of the node and no other package has a circle of folders.
 * May only shrink: remove an import when it is gone, never add one.
 */
const known = JSON.parse(readFileSync(join(root, 'tests/folder-circles.json'), 'utf8')) as string[]

/** The layer that a file belongs to: a first-level folder of the node, else its package. */
const layerOf = (path: string): string | undefined =>
  /^packages\/node\/src\/[^/]+(?=\/)/.exec(path)?.[0] ?? /^packages\/(?!node\/)[^/]+\/src(?=\/)/.exec(path)?.[0]
/** Entry files only wire the folders of their package. */
const isEntry = (path: string) => /^packages\/[^/]+\/src\/(index\.ts|main\.tsx?)$/.test(path)

type Edges = Map<string, Set<string>>

/** The folders that each folder imports from, types included. */
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

/** Whether imports lead from one folder to another, over any number of folders. */
function leads(edges: Edges, from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  seen.add(from)
  return [...(edges.get(from) ?? [])].some((next) => !seen.has(next) && leads(edges, next, to, seen))
}

test('folders of one layer form no circle of imports', () => {
  const edges = folderImports()
  for (const [from, to] of known.map((edge) => edge.split(' -> '))) edges.get(from ?? '')?.delete(to ?? '')
  const closing = [...edges].flatMap(([from, folders]) =>
    [...folders].filter((to) => leads(edges, to, from)).map((to) => `${from} -> ${to}`),
  )
  expect(closing.sort()).toEqual([])
})

test('every allowed import between folders still closes a circle', () => {
  const edges = folderImports()
  const gone = known.filter((edge) => {
    const [from = '', to = ''] = edge.split(' -> ')
    return !edges.get(from)?.has(to) || !leads(edges, to, from)
  })
  expect(gone, 'remove these from tests/folder-circles.json').toEqual([])
})
