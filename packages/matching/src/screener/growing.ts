export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array
type Maker<T extends Numbers> = new (size: number) => T

/** A typed array that grows at its end. Only the first `length` numbers of `data` are in use. */
export class Growing<T extends Numbers = Numbers> {
  data: T
  length = 0
  readonly #make: Maker<T>

  constructor(make: Maker<T>, capacity = 16) {
    this.#make = make
    this.data = new make(capacity)
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(this.length + 1)
    this.data[this.length] = value
    this.length += 1
  }

  append(values: ArrayLike<number>): void {
    this.reserve(this.length + values.length)
    this.data.set(values, this.length)
    this.length += values.length
  }

  /** Reserves capacity for `size` numbers in total. */
  reserve(size: number): void {
    if (size <= this.data.length) return
    const next = new this.#make(Math.max(size, Math.ceil(this.data.length * 1.5) + 16))
    next.set(this.data.subarray(0, this.length))
    this.data = next
  }
}
