const least = 64

/** A hash table of numbers from 0 on. The caller hashes what the numbers stand for, and compares it. */
export class NumberTable {
  #hashes = new Uint32Array(least)
  /** The numbers plus 1; 0 is an empty place. */
  #numbers = new Int32Array(least)
  #used = 0

  /** Returns the number with this hash that `is` accepts, or -1. */
  find(hash: number, is: (number: number) => boolean): number {
    const place = this.#placeOf(hash >>> 0, is)
    return place < 0 ? -1 : (this.#numbers[place] ?? 0) - 1
  }

  #placeOf(hash: number, is: (number: number) => boolean): number {
    const mask = this.#numbers.length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const number = this.#numbers[place] ?? 0
      if (number === 0) return -1
      if (this.#hashes[place] === hash && is(number - 1)) return place
    }
  }

  /** Adds a number that the table does not have. */
  add(hash: number, number: number): void {
    if (this.#used * 4 >= this.#numbers.length * 3) this.#grow()
    this.#put(hash >>> 0, number + 1)
    this.#used += 1
  }

  #put(hash: number, stored: number): void {
    const mask = this.#numbers.length - 1
    let place = hash & mask
    while (this.#numbers[place] !== 0) place = (place + 1) & mask
    this.#hashes[place] = hash
    this.#numbers[place] = stored
  }

  #grow(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers]
    this.#hashes = new Uint32Array(hashes.length * 2)
    this.#numbers = new Int32Array(numbers.length * 2)
    for (let place = 0; place < numbers.length; place += 1) {
      const stored = numbers[place] ?? 0
      if (stored !== 0) this.#put(hashes[place] ?? 0, stored)
    }
  }

  /** Removes the number with this hash that `is` accepts, if the table has it. */
  remove(hash: number, is: (number: number) => boolean): void {
    let hole = this.#placeOf(hash >>> 0, is)
    if (hole < 0) return
    this.#used -= 1
    // Move later entries back, so that no search ends at the hole before it reaches them.
    const mask = this.#numbers.length - 1
    for (let place = (hole + 1) & mask; this.#numbers[place] !== 0; place = (place + 1) & mask) {
      const home = (this.#hashes[place] ?? 0) & mask
      if (((place - home) & mask) < ((place - hole) & mask)) continue
      this.#hashes[hole] = this.#hashes[place] ?? 0
      this.#numbers[hole] = this.#numbers[place] ?? 0
      hole = place
    }
    this.#numbers[hole] = 0
  }

  get bytes(): number {
    return this.#hashes.byteLength + this.#numbers.byteLength
  }
}
