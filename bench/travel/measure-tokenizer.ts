import type { Figure } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import type { TravelMessages } from './make-messages.ts'
import { acceptedBy, walkWithEdifact, walkWithSplit } from './peers.ts'

/**
 * Measures tokenising alone, on the PNRGOV and PAXLST messages that the npm package `edifact` accepts. Like that package, the tokenizer finds
 * segments, elements and components, and makes a string of each component.
 */
export async function measureTokenizer({ small, big, lists }: TravelMessages): Promise<Figure[]> {
  const all = [...small.messages, ...big.messages, ...lists.messages]
  const messages = acceptedBy(walkWithEdifact, all)
  const megabytes = messages.reduce((sum, { length }) => sum + length, 0) / 1e6
  const tokenizer = await loadTokenizer()
  const rate = (walk: (bytes: Uint8Array) => number) =>
    bestRate(megabytes, () => {
      for (const bytes of messages) walk(bytes)
    })
  const peer = { name: 'npm edifact', value: rate(walkWithEdifact) }
  const split = { name: 'plain split', value: rate(walkWithSplit) }
  const texts = rate((bytes) => walkWithCursor(tokenizer, bytes, true))
  const note = `npm edifact accepts ${messages.length} of ${all.length} messages; ${megabytes.toFixed(1)} MB`
  return [
    {
      name: 'tokenising, text of all',
      value: texts,
      unit: 'MB / CPU s',
      beside: peer,
      goal: { is: 'at least', value: 100 },
      note,
    },
    { name: 'tokenising, text of all', value: texts, unit: 'MB / CPU s', beside: split },
    {
      name: 'tokenising, offsets only',
      value: rate((bytes) => walkWithCursor(tokenizer, bytes, false)),
      unit: 'MB / CPU s',
      beside: peer,
      note: 'as the reader does: it makes the text of a component only where a field needs it',
    },
  ]
}

/** The part of the reader's tokenizer that the bench uses. The library does not export the tokenizer. */
interface Cursor {
  next(): boolean
  readonly elements: number
  componentCount(element: number): number
  text(element: number, component: number): string | null
}
interface Tokenizer {
  SegmentCursor: new (bytes: Uint8Array, position: number, separators: unknown) => Cursor
  findStart(bytes: Uint8Array, from: number): { unb: number; separators: unknown } | null
}

/** Loads the tokenizer from the folder that contains the library's entry file, as built code or as source like this run. */
export async function loadTokenizer(): Promise<Tokenizer> {
  const entry = import.meta.resolve('@entente/readers')
  const extension = entry.endsWith('.ts') ? 'ts' : 'js'
  const load = (file: string) => import(new URL(`./edifact/${file}.${extension}`, entry).href)
  const [{ SegmentCursor }, { findStart }] = await Promise.all([load('segment-cursor'), load('find-start')])
  return { SegmentCursor, findStart }
}

/**
 * Walks through a message segment by segment and returns the number of components. With `texts` it makes a string of each component; otherwise it
 * finds only the offsets.
 */
export function walkWithCursor(tokenizer: Tokenizer, bytes: Uint8Array, texts: boolean): number {
  const start = tokenizer.findStart(bytes, 0)
  if (start === null) return 0
  const cursor = new tokenizer.SegmentCursor(bytes, start.unb, start.separators)
  let components = 0
  while (cursor.next()) {
    for (let element = 0; element <= cursor.elements; element++) {
      const count = cursor.componentCount(element)
      components += count
      if (!texts) continue
      for (let component = 1; component <= count; component++) cursor.text(element, component)
    }
  }
  return components
}
