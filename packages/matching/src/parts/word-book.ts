import { hashText } from '../lookup/hash-text.ts'
import { NumberTable } from './number-table.ts'

/** How a part fits a word; the lower, the better. */
const wholeWord = 1
const beginning = 2
export const inside = 3

const wordsOfBlock = 8192
const newline = '\n'
interface Block {
  /** The words, with a newline before and after each. An erased word is empty. */
  text: string
  starts: Uint32Array
}

/**
 * The distinct words of one kind of script, by number. A block of words is one text, so that a part of a word is found by
 * the search for a text that the engine has built in: it reads a million words in milliseconds.
 */
export class WordBook {
  readonly #blocks: Block[] = []
  readonly #table = new NumberTable()
  #tail: string[] = []
  #tailBlock: Block | null = null

  get size(): number {
    return this.#blocks.length * wordsOfBlock + this.#tail.length
  }
  get bytes(): number {
    const blocks = this.#blocks.reduce((sum, { text, starts }) => sum + bytesOf(text) + starts.byteLength, 0)
    return blocks + this.#table.bytes + this.#tail.reduce((sum, word) => sum + 24 + bytesOf(word), 0)
  }

  /** Returns the number of a word, which is added if it is new. */
  numberOf(word: string): number {
    const hash = hashText(word, 0)
    const known = this.#table.find(hash, (number) => this.#is(number, word))
    if (known >= 0) return known
    const number = this.size
    this.#table.add(hash, number)
    this.#tail.push(word)
    this.#tailBlock = null
    if (this.#tail.length === wordsOfBlock) {
      this.#blocks.push(blockOf(this.#tail))
      this.#tail = []
    }
    return number
  }

  #is(number: number, word: string): boolean {
    const block = this.#blocks[Math.floor(number / wordsOfBlock)]
    if (block === undefined) return this.#tail[number % wordsOfBlock] === word
    const start = block.starts[number % wordsOfBlock] ?? 0
    return block.text.startsWith(word, start) && block.text.charCodeAt(start + word.length) === 10
  }

  /** Calls `found` with each word that contains the pattern, and how it fits. Yields after each block. */
  *find(pattern: string | RegExp, found: (number: number, fit: number) => void): Generator<void> {
    for (const [place, block] of this.#allBlocks().entries()) {
      findIn(block, pattern, (index, fit) => found(place * wordsOfBlock + index, fit))
      yield
    }
  }

  #allBlocks(): Block[] {
    if (this.#tail.length === 0) return this.#blocks
    this.#tailBlock ??= blockOf(this.#tail)
    return [...this.#blocks, this.#tailBlock]
  }

  /** Erases the text of the words that `isUsed` refuses. Their numbers are not used again. Yields after each block. */
  *eraseUnused(isUsed: (number: number) => boolean): Generator<void> {
    for (const [place, block] of this.#blocks.entries()) {
      const kept = this.#kept(wordsOf(block), place * wordsOfBlock, isUsed)
      if (kept !== null) this.#blocks[place] = blockOf(kept)
      yield
    }
    const kept = this.#kept(this.#tail, this.#blocks.length * wordsOfBlock, isUsed)
    if (kept === null) return
    this.#tail = kept
    this.#tailBlock = null
  }

  /** Returns the words with the unused ones erased, or null if there are none. */
  #kept(words: readonly string[], first: number, isUsed: (number: number) => boolean): string[] | null {
    let erased = false
    const kept = words.map((word, index) => {
      if (word === '' || isUsed(first + index)) return word
      this.#table.remove(hashText(word, 0), (number) => number === first + index)
      erased = true
      return ''
    })
    return erased ? kept : null
  }
}

/** A text of other letters than Latin-1 takes two bytes for each. */
const bytesOf = (text: string): number => (/[^\u0000-\u00ff]/.test(text) ? 2 * text.length : text.length)

function blockOf(words: readonly string[]): Block {
  const starts = new Uint32Array(words.length)
  let start = 1
  for (const [index, word] of words.entries()) {
    starts[index] = start
    start += word.length + 1
  }
  return { text: newline + words.join(newline) + newline, starts }
}
const wordsOf = ({ text }: Block): string[] => text.slice(1, -1).split(newline)

function findIn(block: Block, pattern: string | RegExp, found: (index: number, fit: number) => void): void {
  const { text, starts } = block
  // A pattern that begins with a newline fits beginnings of words only. The newline itself is not searched: it is too common.
  const onlyFirst = typeof pattern === 'string' && pattern.startsWith(newline)
  const part = onlyFirst ? pattern.slice(1) : pattern
  for (let from = 0; from < text.length; ) {
    let at: number
    let end: number
    if (typeof part === 'string') {
      at = text.indexOf(part, from)
      if (at < 0) return
      end = at + part.length
      if (onlyFirst && text.charCodeAt(at - 1) !== 10) {
        from = end
        continue
      }
    } else {
      part.lastIndex = from
      const match = part.exec(text)
      if (match === null) return
      at = match.index
      end = at + match[0].length
    }
    const index = lastAtMost(starts, at)
    const isBeginning = at === starts[index]
    found(index, isBeginning ? (text.charCodeAt(end) === 10 ? wholeWord : beginning) : inside)
    // A word counts once.
    from = index + 1 < starts.length ? (starts[index + 1] ?? 0) - 1 : text.length
  }
}

/** Returns the index of the last start that is at most `at`. */
function lastAtMost(starts: Uint32Array, at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}
