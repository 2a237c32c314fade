import { createCargoReader } from '@entente/readers'

/** Where values of one consignment stand in a file. */
interface ValuePlace {
  /** The first byte of the value. */
  byte: number
}

/**
 * Reads a file again and finds the first byte of a value: that of the consignment number `ordinal` of the file, counted from 0, at
 * the JSON pointer `at` in it. A value that was derived has no place of its own: then the place of the object around it, or
 * that of its first part, counts. Null if the file has no such consignment, or nothing of the value.
 */
export async function findValue(
  chunks: AsyncIterable<Uint8Array>,
  ordinal: number,
  at: string,
): Promise<ValuePlace | null> {
  const search = new PlaceSearch(ordinal)
  const reader = createCargoReader({}, search.sink)
  for await (const chunk of chunks) {
    reader.write(chunk)
    if (search.isDone) return search.placeOf(at)
  }
  reader.end()
  return search.isDone ? search.placeOf(at) : null
}

/** Keeps the places of one consignment. The places of a consignment come before it. */
class PlaceSearch {
  readonly #ordinal: number
  #count = 0
  #places = new Map<string, number>()
  isDone = false

  constructor(ordinal: number) {
    this.#ordinal = ordinal
  }

  readonly sink = {
    place: (pointer: string, { byte }: { byte: number }): void => {
      const within = /^\/messages\/\d+\/consignments\/\d+(\/.*)$/.exec(pointer)?.[1]
      if (!this.isDone && within !== undefined && !this.#places.has(within)) this.#places.set(within, byte)
    },
    consignment: (): void => {
      if (this.isDone) return
      if (this.#count === this.#ordinal) this.isDone = true
      else this.#places.clear()
      this.#count += 1
    },
  }

  placeOf(at: string): ValuePlace | null {
    for (let pointer = at; pointer !== ''; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
      const byte = this.#places.get(pointer) ?? this.#firstWithin(pointer)
      if (byte !== undefined) return { byte }
    }
    return null
  }

  #firstWithin(pointer: string): number | undefined {
    const within = [...this.#places].filter(([known]) => known.startsWith(`${pointer}/`)).map(([, byte]) => byte)
    return within.length === 0 ? undefined : Math.min(...within)
  }
}
