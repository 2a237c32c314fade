const free = 0
const gone = 0xffffffff
const fewest = 1024

/**
 * A table of numbers (1 to 4,294,967,294) by keys of 64 bits; several may share a key. It uses open addressing in typed
 * arrays: 24 bytes a number before it grows and 48 after, with no objects for the garbage collector. Keys are mixed
 * with a random seed, so that nobody can choose keys that collide.
 */
export class KeyTable {
  #high = new Uint32Array(fewest)
  #low = new Uint32Array(fewest)
  #numbers = new Uint32Array(fewest)
  #used = 0
  #size = 0
  readonly #seed = Math.floor(Math.random() * 2 ** 32)

  get size(): number {
    return this.#size
  }
  get bytes(): number {
    return 12 * this.#numbers.length
  }

  add(high: number, low: number, number: number): void {
    if (2 * (this.#used + 1) > this.#numbers.length) this.#grow()
    this.#put(high, low, number)
    this.#size += 1
  }

  /** Removes a number and clears its key. Returns false if the table did not contain the number. */
  remove(high: number, low: number, number: number): boolean {
    for (let at = this.#start(high, low); this.#numbers[at] !== free; at = this.#next(at)) {
      if (this.#numbers[at] !== number || this.#high[at] !== high >>> 0 || this.#low[at] !== low >>> 0) continue
      this.#numbers[at] = gone
      this.#high[at] = 0
      this.#low[at] = 0
      this.#size -= 1
      return true
    }
    return false
  }

  find(high: number, low: number): number[] {
    const found: number[] = []
    for (let at = this.#start(high, low); this.#numbers[at] !== free; at = this.#next(at)) {
      const number = this.#numbers[at] as number
      if (number !== gone && this.#high[at] === high >>> 0 && this.#low[at] === low >>> 0) found.push(number)
    }
    return found
  }

  #start(high: number, low: number): number {
    let mixed = Math.imul(high ^ this.#seed, 0x85ebca6b) ^ Math.imul(low, 0xc2b2ae35)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x27d4eb2f)
    return (mixed ^ (mixed >>> 13)) & (this.#numbers.length - 1)
  }
  #next(at: number): number {
    return (at + 1) & (this.#numbers.length - 1)
  }

  #put(high: number, low: number, number: number): void {
    let at = this.#start(high, low)
    while (this.#numbers[at] !== free) at = this.#next(at)
    this.#high[at] = high
    this.#low[at] = low
    this.#numbers[at] = number
    this.#used += 1
  }

  /** Rebuilds the table without removed entries, in double size if most places are taken by entries that remain. */
  #grow(): void {
    const [high, low, numbers] = [this.#high, this.#low, this.#numbers]
    const stage = 4 * (this.#size + 1) > numbers.length ? 2 * numbers.length : numbers.length
    this.#high = new Uint32Array(stage)
    this.#low = new Uint32Array(stage)
    this.#numbers = new Uint32Array(stage)
    this.#used = 0
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] as number
      if (number !== free && number !== gone) this.#put(high[at] as number, low[at] as number, number)
    }
  }
}
