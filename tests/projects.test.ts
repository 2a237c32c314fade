import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { alias } from '../vitest.config.ts'
import { type Import, importsOf, root } from './imports.ts'

let files: { file: string; project: string }[]
beforeAll(() => {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const list = execFileSync(process.execPath, [vitest, 'list', '--filesOnly', '--json'], {
    cwd: root,
    encoding: 'utf8',
  })
  const parsed = JSON.parse(list) as { file: string; projectName: string }[]
  files = parsed.map(({ file, projectName }) => ({ file: relative(root, file), project: projectName }))
})
const filesOf = (...projects: string[]) =>
  files.filter(({ project }) => projects.includes(project)).map(({ file }) => file)

test('every test file belongs to exactly one vitest project', () => {
  const names = files.map(({ file }) => file)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  for (const project of ['pure', 'db', 'db-apart', 'walks']) expect(filesOf(project)).not.toEqual([])
})

/** The source files that the names of the packages resolve to, relative to the root. */
const sources = Object.fromEntries(Object.entries(alias).map(([name, path]) => [name, relative(root, path)]))

/** Modules that only tests with PostgreSQL or a browser may import. */
const starters = ['pg', 'playwright-core', 'packages/testkit/src/postgres']

test('a test of the project "pure" imports nothing that starts PostgreSQL or a browser', () => {
  expect(filesOf('pure').flatMap((file) => findWay(file) ?? [])).toEqual([])
})

test('a test file that mocks modules belongs to the project "db-apart"', () => {
  const replacing = files.filter(({ file }) => /\bvi\.(mock|doMock)\(/.test(readFileSync(join(root, file), 'utf8')))
  expect(replacing.map(({ file }) => file).sort()).toEqual(filesOf('db-apart').sort())
})

/** Returns the chain of imports from a test file to a module in `starters`, or null if there is none. */
function findWay(from: string): string | null {
  const ways = new Map([[from, from]])
  for (const [file, way] of ways) {
    for (const { to, typeOnly } of valueImports(file)) {
      if (typeOnly || ways.has(to)) continue
      if (starters.some((starter) => to === starter || to.startsWith(`${starter}/`))) return `${way} -> ${to}`
      if (/\.tsx?$/.test(to)) ways.set(to, `${way} -> ${to}`)
    }
  }
  return null
}

const read = new Map<string, Import[]>()
function valueImports(file: string): Import[] {
  const known = read.get(file) ?? importsOf(file).map((one) => ({ ...one, to: sources[one.to] ?? one.to }))
  read.set(file, known)
  return known
}
