import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { unusedParts } from '../packages/desk/leave-out-parts.ts'
import { ensureDesk } from './browser.ts'

const dist = fileURLToPath(new URL('../packages/desk/dist/', import.meta.url))

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}
let manifest: Record<string, Chunk>
let listed: Record<string, { compressed: boolean }>
beforeAll(async () => {
  await ensureDesk()
  manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  listed = JSON.parse(readFileSync(join(dist, 'desk.json'), 'utf8')).files
})

/** The first page of each role, and of a person who is not signed in. */
const firstPages = [
  'src/pages/sign-in/sign-in-page.tsx',
  'src/pages/queue/queue-page.tsx',
  'src/gateways/content/pages/uploads/content-page.tsx',
  'src/pages/signals/signals-page.tsx',
  'src/pages/oversight/oversight-cases-page.tsx',
  'src/pages/admin/accounts-page.tsx',
]

/** Returns the scripts and styles that a page needs. */
function filesOf(page: string): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined) throw new Error(`the build has no ${key}`)
    if (seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const each of chunk.imports ?? []) visit(each)
  }
  visit('index.html')
  visit(page)
  return [...files]
}
const read = (file: string): Buffer => readFileSync(join(dist, file))
const sizeOf = (file: string): number => gzipSync(read(file), { level: 9 }).length

test.each(firstPages)('%s is loaded with at most 250 kB of scripts and styles in 20 requests', (page) => {
  const files = filesOf(page)
  const sizes = files.map((file) => `${file} ${sizeOf(file)}`)
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0)
  expect(bytes, sizes.join('\n')).toBeGreaterThan(100_000)
  expect(bytes, sizes.join('\n')).toBeLessThanOrEqual(250_000)
  // The page itself is one more.
  expect(files.length + 1, sizes.join('\n')).toBeLessThanOrEqual(20)
})

test('the texts of the queue in English are at most 50 kB', () => {
  const texts = Object.keys(listed).filter((name) =>
    /^assets\/texts-en-(?!more|public|[\w]+-pages-).*\.json$/.test(name),
  )
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThanOrEqual(50_000)
})

test('the fonts of an English page are at most 120 kB', () => {
  const styles = filesOf('src/pages/queue/queue-page.tsx').filter((file) => file.endsWith('.css'))
  const faces = styles.flatMap((file) => [
    ...read(file)
      .toString()
      .matchAll(/@font-face\{([^}]*)\}/g),
  ])
  const latin = faces.flatMap(([, face = '']) => {
    const [, file] = /url\(\/(assets\/[\w.-]+)\)/.exec(face) ?? []
    // The range of basic Latin.
    return /unicode-range:U\+(\?\?|0{1,4}-0{0,2}FF)/i.test(face) ? [file ?? ''] : []
  })
  expect(latin.length).toBeGreaterThanOrEqual(5)
  expect(latin.reduce((sum, file) => sum + read(file).length, 0)).toBeLessThanOrEqual(120_000)
})

test('every text file of the desk has both compressed forms, and they are its content', () => {
  const wrong = Object.entries(listed).flatMap(([name, { compressed }]) => {
    if (!/\.(js|css|html|svg|json)$/.test(name)) return compressed ? [`${name} is compressed twice`] : []
    if (!compressed) return [`${name} is not compressed`]
    const same =
      gunzipSync(read(`${name}.gz`)).equals(read(name)) && brotliDecompressSync(read(`${name}.br`)).equals(read(name))
    return same ? [] : [`${name} differs`]
  })
  expect(wrong).toEqual([])
})

test('every component has its styles, and no style is of a component that no page has', () => {
  const classes = (text: string): string[] => [...new Set(text.match(/\bm_[0-9a-f]{6,8}\b/g))]
  const all = (ending: string): string =>
    Object.keys(listed)
      .filter((name) => name.endsWith(ending))
      .map((name) => read(name).toString())
      .join('\n')
  const mantine = createRequire(import.meta.url).resolve('@mantine/core/styles.css')
  const known = new Set(classes(readFileSync(mantine, 'utf8')))
  const [used, styled] = [classes(all('.js')).filter((name) => known.has(name)), classes(all('.css'))]
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter((name) => !styled.includes(name))).toEqual([])
  // A component has one file of styles, also for its parts that the build leaves out.
  const styles = join(dirname(mantine), 'styles')
  const partly = classes(
    Object.keys(unusedParts)
      .map((name) => readFileSync(join(styles, `${name}.css`), 'utf8'))
      .join(),
  )
  expect(styled.filter((name) => !used.includes(name) && !partly.includes(name))).toEqual([])
})

test('the page shows its bars, title and rows before any script runs, and has no script inside', () => {
  const page = read('index.html').toString()
  expect(page).toMatch(/<meta name="entente-release" content="[0-9a-f]{16}"/)
  expect(
    [...page.matchAll(/<script\b([^>]*)>([^<]*)</g)].filter(
      ([, facts, inside]) => !facts?.includes('src=') || inside !== '',
    ),
  ).toEqual([])
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/)
  const [, body = ''] = /<body>(.*)<\/body>/s.exec(page) ?? []
  expect(body).toContain('<h1>')
  const styles = filesOf('src/pages/queue/queue-page.tsx').filter(
    (file) => page.includes(`href="/${file}"`) && file.endsWith('.css'),
  )
  expect(styles.some((file) => read(file).includes('#first-view'))).toBe(true)
})
