import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { version } from '../packages/node/src/version.ts'
import { packageFolders, root } from './imports.ts'

interface Package {
  name: string
  version: string
  private?: boolean
}
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const packageAt = (path: string) => JSON.parse(read(path)) as Package
const packages = packageFolders.map((folder) => packageAt(join(folder, 'package.json')))
const changelog = read('CHANGELOG.md')
const release = /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/m.exec(changelog)?.[1]

test('the product has one version number', () => {
  expect(packageAt('package.json').version).toBe(version)
  const wrong = packages.filter((each) => each.private === true && each.version !== version)
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('the newest release in the changelog is this version', () => {
  expect(release).toBe(version)
  expect(changelog.indexOf('## [Unreleased]')).toBeLessThan(changelog.indexOf(`## [${version}]`))
})

test('the changelog names the version of each published library', () => {
  const section = changelog.slice(changelog.indexOf(`## [${version}]`)).split('\n## ')[0] ?? ''
  const published = packages.filter((each) => each.private !== true)
  expect(published.filter(({ name, version: own }) => !section.includes(`\`${name}\` ${own}`))).toEqual([])
})
