import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, sourceFiles } from './imports.ts'

test.each(['SECURITY.md', 'docs/oversight.md'])('every test that %s names exists', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const named = [...text.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, name]) => `/${name}`)
  const all = sourceFiles().map((file) => `/${file}`)
  expect(named.length).toBeGreaterThan(8)
  expect(named.filter((name) => !all.some((file) => file.endsWith(name)))).toEqual([])
})
