/** What the bench asks of the reader's tokenizer, which is no part of the library's public face. */
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

/** Loads the tokenizer that stands beside the library's entry, built or source, whichever this run uses. */
export async function loadTokenizer(): Promise<Tokenizer> {
  const entry = import.meta.resolve('@entente/readers')
  const extension = entry.endsWith('.ts') ? 'ts' : 'js'
  const load = (file: string) => import(new URL(`./edifact/${file}.${extension}`, entry).href)
  const [{ SegmentCursor }, { findStart }] = await Promise.all([load('segment-cursor'), load('find-start')])
  return { SegmentCursor, findStart }
}

/** Walks a message segment by segment: with `texts`, every component is made a string, else only its offsets are found. Returns the components. */
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
