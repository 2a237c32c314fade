import { fail } from '../../errors.ts'
import { JsonElements } from '../stix/json-elements.ts'

const elementsAtOnce = 500
const charactersAtOnce = 8_000_000
const longestLine = 20_000_000

/** The elements that are imported in one transaction. `from` is the number of the first element, counted from 0. */
export interface Piece {
  from: number
  elements: string[]
}

/**
 * Splits a body of any length into pieces. Each contains elements as original text: the objects of a bundle, one STIX
 * object by itself, or lines.
 * Memory use is limited to one piece and one element. Errors: `too-large` above `most` bytes; `file-unreadable` for
 * data that is not UTF-8 or JSON, or that ends inside an element.
 */
export async function* readPieces(
  body: AsyncIterable<Uint8Array>,
  shape: 'objects' | 'lines',
  most: number,
): AsyncGenerator<Piece> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const split = shape === 'objects' ? new JsonElements() : new Lines()
  let piece: Piece = { from: 0, elements: [] }
  let characters = 0
  let bytes = 0
  const add = function* (text: string): Generator<Piece> {
    for (const element of split.feed(text)) {
      piece.elements.push(element)
      characters += element.length
      if (piece.elements.length < elementsAtOnce && characters < charactersAtOnce) continue
      yield piece
      piece = { from: piece.from + piece.elements.length, elements: [] }
      characters = 0
    }
  }
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > most) throw fail('too-large', { detail: `A file is ${most} bytes at most.` })
      yield* add(decoder.decode(chunk, { stream: true }))
    }
    yield* add(decoder.decode())
    if (split instanceof Lines) yield* add('\n')
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError)
      throw fail('file-unreadable', { detail: 'An element is too long, or the file is not UTF-8.' })
    throw error
  }
  if (bytes === 0) throw fail('empty-body', { detail: 'The file is empty.' })
  if (!split.complete)
    throw fail('file-unreadable', { detail: 'The file ends within an element: it is cut or no JSON.' })
  if (split instanceof JsonElements && isBareObject(split.bare)) piece.elements.push(split.bare as string)
  if (piece.elements.length > 0) yield piece
}

/** Whether a text is one STIX object by itself, which is read as a bundle of one. */
function isBareObject(text: string | null): boolean {
  if (text === null) return false
  try {
    const { type, id } = JSON.parse(text) as Record<string, unknown>
    return typeof type === 'string' && typeof id === 'string' && type !== 'bundle'
  } catch {
    return false
  }
}

class Lines {
  #rest = '';
  *feed(text: string): Generator<string> {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > longestLine) throw new RangeError('a line is too long')
    for (const line of lines) if (line.trim() !== '') yield line
  }
  get complete(): boolean {
    return this.#rest === ''
  }
}
