import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './imports.ts'

const src = join(root, 'packages/desk/src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(css|tsx?)$/.test(file) && !/\.(test|fixture)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))

/** Properties of CSS that name a side of the screen, in style sheets. `transform` and positions of a background are not layout. */
const inSheets =
  /(?<![\w-])((margin|padding|border)-(left|right)(-[a-z]+)?|border-(top|bottom)-(left|right)-radius|left|right)\s*:|(?<![\w-])(text-align|float|clear)\s*:\s*(left|right)/g
/** The same in styles of components, and the properties of Mantine for one side. */
const inComponents =
  /(?<![\w$.'])(margin|padding|border)(Left|Right)(\w*)\s*:|(?<![\w$.'])(left|right)\s*:\s*['"`\d-]|textAlign\s*:\s*['"](left|right)|\s(ml|mr|pl|pr)=[{"']/g

/** Returns the properties that would stay on their side when the layout is mirrored. */
const physicalIn = (file: string, text: string): string[] =>
  [...text.matchAll(file.endsWith('.css') ? inSheets : inComponents)].map(([found]) => found.trim())

test('the layout names no side of the screen, so that it is mirrored for Arabic', () => {
  const wrong = files.flatMap(({ file, text }) => physicalIn(file, text).map((found) => `${file}: ${found}`))
  expect(wrong).toEqual([])
  expect(files.length).toBeGreaterThan(200)
})

test.each([
  ['a.css', '.a { margin-left: 4px }'],
  ['a.css', '.a { left: 0 }'],
  ['a.css', '.a { text-align: right }'],
  ['a.css', '.a { border-top-left-radius: 4px }'],
  ['a.tsx', '<p style={{ paddingRight: 4 }} />'],
  ['a.tsx', '<Skeleton mt={8} ml={8} />'],
  ['a.tsx', "<p style={{ textAlign: 'left' }} />"],
])('in %s the style %s is found', (file, text) => {
  expect(physicalIn(file, text)).toHaveLength(1)
})

test.each([
  ['a.css', '.a { margin-inline-start: 4px; inset-inline-end: 0; text-align: start }'],
  ['a.tsx', 'const { left }: { left: number } = over; call({ left: Number(rest) })'],
])('in %s the style %s is no finding', (file, text) => {
  expect(physicalIn(file, text)).toEqual([])
})

/** A date or time in words of the reader's language, inside of an element whose direction is fixed. */
const fixedDates = /dir="ltr"[^>]*>\s*\{(dateUtc|instantHere|instantUtc|clockHere|clockOn)\(/g

test('a date in words follows the direction of its language', () => {
  const wrong = files.flatMap(({ file, text }) => [...text.matchAll(fixedDates)].map(([found]) => `${file}: ${found}`))
  expect(wrong).toEqual([])
  expect('<span dir="ltr">{dateUtc(day)}</span>'.match(fixedDates)).toHaveLength(1)
})
