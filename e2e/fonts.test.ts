import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { startTestNode, type TestNode } from '@entente/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ensureDesk, newPage, openBrowser } from './browser.ts'
import { walk } from './walk.ts'

/** An invented name in each script. The Chinese one has simplified forms that the Japanese font lacks. */
const names: Record<string, string> = {
  Latin: 'Ørsted Nguyễn',
  Cyrillic: 'Яремчук Ґалаґан',
  Greek: 'Παπαδίδης',
  Arabic: 'بن حمدان پژمان',
  Hebrew: 'אזולאייב',
  Devanagari: 'शर्मानी',
  Han: '陈柳军',
  Kana: 'たなかサトル',
  Hangul: '김서연',
  Bengali: 'রহমানী',
  Tamil: 'முருகனன்',
  Thai: 'สมศักดิ์',
  Georgian: 'ბერიძელი',
  Armenian: 'Հակոբյանով',
  Ethiopic: 'አበበች',
  Khmer: 'សុខារ៉ា',
  Myanmar: 'အောင်မင်း',
  Sinhala: 'පෙරේරානි',
}

/** Unpacks a WOFF file (W3C WOFF 1.0) into the font that it contains, because Chromium reads no WOFF as a font of the machine. */
function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12)
  const head = Buffer.alloc(12 + 16 * count)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const tables: Buffer[] = []
  let at = head.length
  for (let place = 0; place < count; place += 1) {
    const entry = 44 + 20 * place
    const [offset = 0, packed = 0, size = 0, checksum = 0] = [4, 8, 12, 16].map((field) =>
      woff.readUInt32BE(entry + field),
    )
    const stored = woff.subarray(offset, offset + packed)
    const table = packed < size ? inflateSync(stored) : stored
    woff.copy(head, 12 + 16 * place, entry, entry + 4)
    head.writeUInt32BE(checksum, 12 + 16 * place + 4)
    head.writeUInt32BE(at, 12 + 16 * place + 8)
    head.writeUInt32BE(size, 12 + 16 * place + 12)
    tables.push(table, Buffer.alloc((4 - (size % 4)) % 4))
    at += size + ((4 - (size % 4)) % 4)
  }
  return Buffer.concat([head, ...tables])
}

let node: TestNode
let browser: Browser
beforeAll(async () => {
  await ensureDesk()
  node = await startTestNode()
  // A machine whose only font has Latin letters: every other script comes from the node. Without any font, Chromium reads no font of a page either.
  const folder = mkdtempSync(join(tmpdir(), 'one-font-'))
  const latin = '@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff'
  writeFileSync(join(folder, 'latin.ttf'), sfntOf(readFileSync(createRequire(import.meta.url).resolve(latin))))
  const none = join(folder, 'fonts.conf')
  writeFileSync(
    none,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  )
  browser = await openBrowser({ FONTCONFIG_FILE: none })
})
afterAll(async () => {
  await browser.close()
  await node.stop()
})

walk('a name in each script has no box, on a machine whose only font is Latin', async () => {
  const { page } = await newPage(browser)
  await page.goto(`${node.url}/sign-in`)
  await page.getByRole('button').first().waitFor()
  // The rules of the further fonts are loaded when the page is idle.
  await page.waitForFunction(() => [...document.fonts].some((font) => font.family.includes('Noto Sans SC')))
  const boxes = await page.evaluate(async (names) => {
    const family = getComputedStyle(document.body).fontFamily
    const font = `40px ${family}`
    await Promise.all(Object.values(names).map((name) => document.fonts.load(font, name)))
    const pixelsOf = (letter: string): string => {
      const canvas = new OffscreenCanvas(80, 80)
      const context = canvas.getContext('2d')!
      context.font = font
      context.fillText(letter, 15, 55)
      return context.getImageData(0, 0, 80, 80).data.join()
    }
    const box = pixelsOf('\uffff')
    return Object.entries({ ...names, unknown: '\u{10ffff}' }).flatMap(([script, name]) =>
      // A mark alone is drawn on a circle, so whole characters with their marks are compared.
      [...new Intl.Segmenter().segment(name)]
        .map(({ segment }) => segment)
        .filter((letter) => letter.trim() !== '' && pixelsOf(letter) === box)
        .map((letter) => `${script} ${letter}`),
    )
  }, names)
  // The last one is in no font, so that the comparison finds a box.
  expect(boxes).toEqual(['unknown \u{10ffff}'])
})
