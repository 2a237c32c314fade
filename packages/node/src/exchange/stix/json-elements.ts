/**
 * Splits a JSON array of objects into the original text of each element. The array may be `objects` of a bundle or
 * envelope, or a bare array; the input may also have one value per line. Input arrives in pieces of any length, so that
 * no file is kept in memory. This class only finds where elements begin and end; the caller parses them.
 */
export class JsonElements {
  #rest = ''
  #depth = 0
  #inString = false
  #escaped = false
  /** The start of the current element in `#rest`; -1 between elements. */
  #start = -1
  #at = 0
  /** The nesting depth of the elements; -1 until the array was found. */
  #level = -1
  #key = ''
  #keyStart = -1
  #wrapped: boolean | null = null
  /** Whether the input may be one object that is no list of elements. It is kept until the array begins. */
  #bare = true
  #whole: string | null = null
  readonly #field: string
  readonly #longest: number

  /** `longest` limits the length of one element in characters. */
  constructor(field = 'objects', longest = 20_000_000) {
    this.#field = field
    this.#longest = longest
  }

  /** Yields the elements that this piece completes. Throws RangeError for an element that is too long. */
  *feed(piece: string): Generator<string> {
    this.#rest += piece
    for (; this.#at < this.#rest.length; this.#at += 1) {
      const element = this.#step(this.#rest[this.#at] as string)
      if (element !== null) yield element
    }
    const whole = this.#bare && this.#wrapped === true && this.#whole === null
    if (whole) {
      if (this.#at > this.#longest) this.#bare = false
      else return
    }
    const from = this.#start >= 0 ? this.#start : this.#keyStart >= 0 ? this.#keyStart : this.#at
    if (this.#at - from > this.#longest) throw new RangeError(`an element is longer than ${this.#longest} characters`)
    this.#rest = this.#rest.slice(from)
    this.#at -= from
    if (this.#start >= 0) this.#start -= from
    if (this.#keyStart >= 0) this.#keyStart -= from
  }

  /** The input, if it was one object without the array of elements; else null. */
  get bare(): string | null {
    return this.#bare ? this.#whole : null
  }

  /** Whether the input was an object or array and ended properly. */
  get complete(): boolean {
    return this.#wrapped !== null && this.#depth === 0 && !this.#inString && this.#start < 0
  }

  #step(letter: string): string | null {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false
      else if (letter === '\\') this.#escaped = true
      else if (letter === '"') {
        this.#inString = false
        if (this.#keyStart >= 0) {
          this.#key = this.#rest.slice(this.#keyStart + 1, this.#at)
          this.#keyStart = -1
        }
      }
      return null
    }
    if (letter === '"') {
      this.#inString = true
      if (this.#start < 0 && this.#level < 0 && this.#depth === 1) this.#keyStart = this.#at
      return null
    }
    if (letter === '{' || letter === '[') return this.#open(letter)
    if (letter === '}' || letter === ']') return this.#close()
    return null
  }

  #open(letter: string): null {
    // A second value follows the first: the input is not one object.
    if (this.#depth === 0 && this.#whole !== null) this.#bare = false
    if (this.#wrapped === null) {
      this.#wrapped = letter === '{'
      if (letter === '[') this.#level = 1
    }
    if (letter === '[' && this.#depth === 1 && this.#level < 0 && this.#key === this.#field) {
      this.#level = 2
      this.#bare = false
    } else if (letter === '{' && this.#start < 0 && this.#depth === this.#level) this.#start = this.#at
    this.#depth += 1
    return null
  }

  #close(): string | null {
    this.#depth -= 1
    if (this.#start >= 0 && this.#depth === this.#level) {
      const element = this.#rest.slice(this.#start, this.#at + 1)
      this.#start = -1
      return element
    }
    if (this.#depth === 0 && this.#wrapped === true && this.#bare) this.#whole = this.#rest.slice(0, this.#at + 1)
    // The array has ended; objects that follow are not its elements.
    if (this.#level > 0 && this.#depth === this.#level - 1 && this.#start < 0) this.#level = Number.POSITIVE_INFINITY
    return null
  }
}
