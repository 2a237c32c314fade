import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { HealthReason } from '../packages/node/src/node-state.ts'
import { root, sourceFiles } from './imports.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const found = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort()
const without = (names: readonly string[], others: readonly string[]) => names.filter((name) => !others.includes(name))

const running = read('docs/operator-running.md')
const names = ['operator', 'operator-backup', 'operator-running', 'operator-reference']
const pages = names.map((name) => read(`docs/${name}.md`)).join('\n')
const alerts = read('packaging/prometheus/entente.rules.yml')
const sources = sourceFiles()
  .filter((file) => /^packages\/(node|cli)\/src\//.test(file) && !/\.(test|fixture)\.ts$/.test(file))
  .map(read)
/** Every metric is registered in a file that imports the library. */
const metrics = found(sources.filter((text) => text.includes("from 'prom-client'")).join('\n'), /'(entente_[a-z_]+)'/g)

test('the operator page names every metric, and no other', () => {
  const named = found(running, /`(entente_[a-z_]+)`/g)
  expect(metrics.length).toBeGreaterThan(20)
  expect(without(metrics, named)).toEqual([])
  expect(without(named, metrics)).toEqual([])
})

test('alerts use only metrics that exist', () => {
  const used = found(alerts, /\b(entente_[a-z_]+)/g).map((name) => name.replace(/_seconds_count$/, '_seconds'))
  expect(used.length).toBeGreaterThan(10)
  expect(without(used, metrics)).toEqual([])
})

test('every metric with an alarm on the page has an alert', () => {
  const rows = running.split('\n').filter((line) => line.startsWith('| `entente_'))
  const alarming = rows
    .map((row) => row.split(' | '))
    .filter(([, , alarm]) => alarm !== 'none')
    .flatMap(([names = '']) => found(names, /`(entente_[a-z_]+)`/g))
  expect(alarming.length).toBeGreaterThan(10)
  expect(alarming.filter((name) => !alerts.includes(name))).toEqual([])
})

test('the operator page names every reason of /health', () => {
  expect(HealthReason.options.filter((reason) => !running.includes(`\`${reason}\``))).toEqual([])
})

test('every log event on the operator page exists', () => {
  const table = running.split('\n\n').find((part) => part.startsWith('| `event` |')) ?? ''
  const events = table
    .split('\n')
    .slice(2)
    .flatMap((row) => found(row.split(' | ')[0] ?? '', /`([a-z-]+\.[a-z-]+)`/g))
  expect(events.length).toBeGreaterThan(15)
  expect(events.filter((event) => !sources.some((text) => text.includes(`'${event}'`)))).toEqual([])
})

test('the operator pages name every setting, and no other', () => {
  const settings = found(read('packages/node/src/config.ts'), /^ {2}(ENTENTE_[A-Z_]+|DATABASE_URL):/gm)
  const ofCommand = found(sources.join('\n'), /process\.env\.(ENTENTE_[A-Z_]+)/g)
  const known = [...settings, ...ofCommand]
  const named = found(pages, /\b(ENTENTE_[A-Z_]+|DATABASE_URL)\b/g)
  expect(settings.length).toBeGreaterThan(30)
  expect(without(known, named)).toEqual([])
  expect(without(named, known)).toEqual([])
})

/** Returns the anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (path: string): string[] =>
  found(read(path), /^#{1,6} (.+)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

test('every link of a page to a heading of another page leads there', () => {
  const linking = ['README.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
  const broken = linking
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) =>
      [...read(page).matchAll(/\]\(([\w./-]*\.md)?#([^)\s]+)\)/g)]
        .filter(([, to = '', anchor = '']) => {
          const target = to === '' ? page : normalize(join(dirname(page), to))
          return !anchorsOf(target).includes(anchor)
        })
        .map(([link]) => `${page}: ${link}`),
    )
  expect(broken).toEqual([])
})
