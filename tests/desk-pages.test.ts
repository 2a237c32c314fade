import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deskPages } from '../packages/contracts/src/desk/desk-pages.ts'
import { root, sourceFiles } from './imports.ts'

test('the list of the desk’s pages names exactly the routes of the desk', () => {
  const sources = sourceFiles().filter(
    (file) => file.startsWith('packages/desk/src/') && !/\.(test|fixture)\.tsx?$/.test(file),
  )
  const routes = sources.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bpath: '(\/[^']*)'/g)].map(([, path = '']) => path),
  )
  expect([...routes].sort()).toEqual([...deskPages].sort())
})
