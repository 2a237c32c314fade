/** Work runs for this many milliseconds before the event loop can answer requests. */
const turnMs = 5
/** The works that wait for their next turn. In each turn of the event loop one of them goes on. */
const waiting: (() => void)[] = []

function goOn(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(goOn)
}
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve)
    if (waiting.length === 1) setImmediate(goOn)
  })

/**
 * Yields to the event loop during long work on the thread that answers requests. The returned function is called between two small pieces,
 * and waits for one turn of the event loop once five milliseconds have passed. Several long works take turns with each other too, so that
 * a request waits for five milliseconds of one of them, however many there are.
 * @example
 * const next = takeTurns()
 * for (const entry of entries) { compare(entry); await next() }
 */
export function takeTurns(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < turnMs) return undefined
    return nextTurn().then(() => {
      since = performance.now()
    })
  }
}

/** Maps a list like `map`, but lets the event loop run in between. */
export async function mapInTurns<T, R>(items: readonly T[], made: (item: T) => R): Promise<R[]> {
  const next = takeTurns()
  const all: R[] = []
  for (const item of items) {
    all.push(made(item))
    await next()
  }
  return all
}

/**
 * Splits a list into pieces that are small enough for one SQL statement or for one run between two turns of the event
 * loop.
 */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
