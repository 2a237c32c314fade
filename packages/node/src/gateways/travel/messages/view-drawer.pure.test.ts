import { readTravel } from '@entente/readers'
import { expect, test } from 'vitest'
import { splitByClass } from '../../../safeguards/access/field-classes.ts'
import { readingClasses } from '../classes/reading-classes.ts'
import { paxlst } from '../edifact.fixture.ts'
import { drawView, type MessageView, type ReadingText } from './draw-view.ts'
import { createViewDrawer } from './view-drawer.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const message = paxlst([{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B' }])
const changed = paxlst([{ surname: 'AUNE', given: 'MARIT', document: 'K4471906B' }])
/** Makes a new input for each view, because the thread takes over the memory of its input. */
const textOf = (sent: string): ReadingText => {
  const { a, b } = splitByClass(readTravel(bytesOf(sent)), readingClasses.fields)
  return { a: bytesOf(JSON.stringify(a)), b: bytesOf(JSON.stringify(b)) }
}
const given = { sha256: '00', receivedAt: '2026-11-24T08:00:00.000Z' }
const views: Record<string, () => MessageView> = {
  reading: () => ({ what: 'reading', reading: textOf(message) }),
  masked: () => ({ what: 'reading', reading: { ...textOf(message), a: undefined } }),
  segments: () => ({
    what: 'segments',
    bytes: bytesOf(message),
    reading: textOf(message),
    window: { from: 1, limit: 2 },
  }),
  'segments of what was not read': () => ({
    what: 'segments',
    bytes: Buffer.from(message),
    reading: null,
    window: { from: 0, limit: 99 },
  }),
  diff: () => ({
    what: 'diff',
    before: { version: 1, of: textOf(message) },
    after: { version: 2, of: textOf(changed) },
  }),
  preview: () => ({
    what: 'diff',
    before: { version: 1, of: textOf(message) },
    after: { version: 2, of: { bytes: bytesOf(changed), ...given } },
  }),
}
const parsed = (drawn: Uint8Array) => JSON.parse(new TextDecoder().decode(drawn))

test.each(Object.entries(views))('%s: a thread draws the same while other work is served', async (_, view) => {
  let turns = 0
  const turn = () => {
    turns += 1
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  const drawn = await createViewDrawer({ largestHere: 0 }).draw(view())
  clearImmediate(next)
  expect(parsed(drawn)).toEqual(parsed(drawView(view())))
  expect(turns).toBeGreaterThan(1)
})

test('a view shows the reading, its window and its changes', () => {
  expect(parsed(drawView(views.reading!()))).toEqual(JSON.parse(JSON.stringify(readTravel(bytesOf(message)))))
  expect(JSON.stringify(parsed(drawView(views.masked!())))).not.toMatch(/AUNE|K4471906B/)
  expect(parsed(drawView(views.segments!()))).toMatchObject({
    total: message.split("'").length - 1,
    items: [
      { number: 2, tag: 'UNH', quarantined: false },
      { number: 3, tag: 'BGM', quarantined: false },
    ],
  })
  expect(parsed(drawView(views.preview!()))).toMatchObject({ from: 1, to: 2, peopleAdded: 0, peopleRemoved: 0 })
  expect(parsed(drawView(views.preview!())).changes).toContainEqual({
    at: '/messages/0/people/0/given',
    before: 'MARTE',
    after: 'MARIT',
  })
})

test('a view that cannot be drawn fails alone; the next one is drawn', async () => {
  const drawer = createViewDrawer({ largestHere: 0 })
  const broken = drawer.draw({ what: 'reading', reading: { a: undefined, b: bytesOf('{') } })
  const behind = drawer.draw(views.reading!())
  await expect(broken).rejects.toThrow('JSON')
  expect(parsed(await behind)).toMatchObject({ outcome: 'read' })
})
