import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { packageFolders, root } from './imports.ts'

interface Package {
  name: string
  license?: string
  private?: boolean
  files?: string[]
  dependencies?: Record<string, string>
}
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const packages = ['.', 'bench', ...packageFolders].map((folder) => {
  const path = join(folder, 'package.json')
  return { path, content: JSON.parse(read(path)) as Package }
})
const notice = read('NOTICE')

/**
 * The licences that npm packages may have, as SPDX expressions. Before you add a licence, check its terms, and name it in NOTICE if it is not
 * permissive.
 */
const allowed = new Set([
  '(Apache-2.0 AND BSD-3-Clause)',
  '(MIT OR CC0-1.0)',
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT OR Apache-2.0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
])

test('every package names its licence by its SPDX identifier', () => {
  expect(packages.length).toBeGreaterThan(8)
  expect(packages.filter(({ content }) => content.license !== 'Apache-2.0').map(({ path }) => path)).toEqual([])
})

test('every published package carries the licence text', () => {
  const published = packages.filter(({ content }) => content.private !== true)
  expect(published.map(({ content }) => content.name).sort()).toEqual([
    '@entente/contracts',
    '@entente/matching',
    '@entente/readers',
  ])
  for (const { path } of published) {
    const licence = join(dirname(path), 'LICENSE')
    expect(existsSync(join(root, licence)) && read(licence) === read('LICENSE'), licence).toBe(true)
  }
})

test('a package that has a notice publishes it, and the root notice names it', () => {
  const withNotice = packageFolders.filter((folder) => existsSync(join(root, folder, 'NOTICE')))
  expect(withNotice).toContain('packages/matching')
  for (const folder of withNotice) {
    expect(notice).toContain(`${folder}/NOTICE`)
    expect(packages.find(({ path }) => dirname(path) === folder)?.content.files).toContain('NOTICE')
  }
})

test('the notice names every font and every library that the desk bundles', () => {
  const desk = packages.find(({ path }) => path === 'packages/desk/package.json')?.content.dependencies ?? {}
  const bundled = Object.keys(desk).filter((name) => name !== '@entente/contracts')
  expect(bundled.filter((name) => !new RegExp(`(^|[ :,])${name}([,:.\\n]|$)`, 'm').test(notice))).toEqual([])
})

test('every installed package has a licence that is allowed', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { link?: boolean; license?: string }>
  }
  const wrong = Object.entries(lock.packages)
    .filter(([path, { link, license }]) => path !== '' && link !== true && !allowed.has(license ?? 'none'))
    .map(([path, { license }]) => `${path}: ${license}`)
  expect(wrong).toEqual([])
})
