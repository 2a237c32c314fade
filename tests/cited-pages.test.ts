import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './imports.ts'

const skipped = ['node_modules', 'dist', 'dist-types', '.git', '.cache']
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.includes(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [relative(root, path)]
  })
}
const files = filesIn(root)
const pages = new Set(files.filter((file) => file.endsWith('.md')).map((file) => basename(file)))
/** All text files except this test, which cites missing pages as examples. */
const texts = files.filter(
  (file) =>
    /\.(tsx?|mjs|js|css|html|wat|sql|md|json|sh|py)$|^\.ci\/run$/.test(file) && file !== 'tests/cited-pages.test.ts',
)

const page = /\b[\w-]+\.md\b/g
/** Matches for example `content 3.8`: a numbered section of a requirements page that is not in the repository. */
const section =
  /\b(?:cargo|content|desk|exchange|gateways|matching|people-and-keys|response|safeguards|travel) \d+\.\d+/g

/** Returns the citations in a text of pages that are not in the repository. */
function missingPages(text: string): string[] {
  const cited = [...text.matchAll(page)].map(([name]) => name).filter((name) => !pages.has(name))
  return [...cited, ...[...text.matchAll(section)].map(([name]) => name)]
}

test('only citations of pages outside the repository are reported', () => {
  expect(missingPages(`As ${'travel.md'} 3.7 says; see content 3.8, docs/operator.md and ISO 3166-1 4.2.`)).toEqual([
    'travel.md',
    'content 3.8',
  ])
})

test('no file cites a page that is not in the repository', () => {
  const found = texts.map((file) => ({ file, cited: missingPages(readFileSync(join(root, file), 'utf8')) }))
  const citing = found.filter(({ cited }) => cited.length > 0)
  expect(citing.map(({ file, cited }) => `${file}: ${cited.join(', ')}`)).toEqual([])
})
