/** How long work goes on before others get their turn: requests are answered in between. */
const turnMs = 5

/**
 * For long work on the one thread that also answers requests: the function given back is called between two small pieces, and waits for one turn of the
 * event loop once this work had it for five milliseconds.
 *
 * @example
 * const next = takeTurns()
 * for (const entry of entries) { compare(entry); await next() }
 */
export function takeTurns(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < turnMs) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now()
        resolve()
      }),
    )
  }
}

/** Like `map`, taking turns. */
export async function mapInTurns<T, R>(items: readonly T[], made: (item: T) => R): Promise<R[]> {
  const next = takeTurns()
  const all: R[] = []
  for (const item of items) {
    all.push(made(item))
    await next()
  }
  return all
}

/** Pieces of a list: small enough to be one statement, or one turn. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
