import { useSyncExternalStore } from 'react'

/** The waits before a part that could not be loaded is tried again. The last one repeats. */
const waitsMs = [500, 2_000, 5_000]

interface Missing {
  /** Time of the next try, in ms since 1970. Null: the node has no such file, so only the new version can be loaded. */
  retryAt: number | null
  tryNow: () => void
}
/** A file of the desk that the node does not have. */
class FileGone extends Error {}
/** A file that could not be read, or that the browser remembers as failed. */
class FileMissing extends Error {}

const missing = new Set<Missing>()
const watchers = new Set<() => void>()
let shown: Pick<Missing, 'retryAt'> | null = null
let quiet = false
/** The files that were read, or are being read, by address. The page itself names those that it began with. */
const files = new Map<string, Promise<void>>()
if (typeof document !== 'undefined')
  for (const element of document.querySelectorAll('script[src], link[rel=modulepreload], link[rel=stylesheet]'))
    files.set(element.getAttribute('src') ?? element.getAttribute('href') ?? '', Promise.resolve())

function publish(): void {
  const times = [...missing].flatMap(({ retryAt }) => retryAt ?? [])
  shown = missing.size === 0 ? null : { retryAt: times.length === 0 ? null : Math.min(...times) }
  for (const watcher of watchers) watcher()
}

/** Returns the time of the next try if a part of the desk could not be loaded; null if none is missing. */
export const useMissingPart = (): Pick<Missing, 'retryAt'> | null =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => shown,
  )

/** Tries all missing parts at once. */
export function tryPartsNow(): void {
  for (const { tryNow } of [...missing]) tryNow()
}
if (typeof window !== 'undefined') window.addEventListener('online', tryPartsNow)

/** Starts to load parts that nobody asked for yet. They are tried once, and a failure shows nothing. */
export function inBackground<T>(start: () => T): T {
  quiet = true
  try {
    return start()
  } finally {
    quiet = false
  }
}

/**
 * Loads a part of the desk: `load` is its dynamic import, and `needed` are the scripts and styles that it needs, its own script first. The build calls this
 * function for every dynamic import in place of Vite's own. A part that cannot be loaded is tried again after 0.5, 2 and 5 seconds, when the browser is
 * online again, and when a person asks for it; meanwhile the page stays as it is. Browsers remember a script that failed, so the files are fetched
 * before the import, and if that was not enough, the import has another address. Throws only if the part itself is faulty.
 * @public vite.config.ts names it.
 */
export async function loadPart<T>(load: () => Promise<T>, needed: readonly string[] = []): Promise<T> {
  const isQuiet = quiet
  for (let tries = 0; ; tries++) {
    try {
      await Promise.all(needed.map((file) => fetchOnce(`/${file}`, tries > 0)))
      return await (tries === 0 ? load() : loadAgain(load, tries))
    } catch (error) {
      const failed = importFailure(error)
      if (isQuiet || failed === null) throw error
      await nextTry(failed instanceof FileGone ? null : (waitsMs[Math.min(tries, waitsMs.length - 1)] ?? 0))
    }
  }
}

/** Imports a part whose import failed before. */
async function loadAgain<T>(load: () => Promise<T>, tries: number): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const address = /https?:\/\/\S+\.js/.exec(error instanceof Error ? error.message : '')?.[0]
    if (address === undefined || importFailure(error) === null) throw error
    return (await import(/* @vite-ignore */ `${address}?again=${tries}`)) as T
  }
}

/** Words of browsers for a script or an answer that did not arrive, and those of `loadTexts`. */
const unread =
  /dynamically imported module|importing a module script|failed to fetch|load failed|NetworkError|cannot be read/i

/** Returns the error if the part could not be read; null if it was read and is faulty. */
function importFailure(error: unknown): Error | null {
  if (error instanceof FileGone || error instanceof FileMissing) return error
  const words = error instanceof Error ? error.message : ''
  return unread.test(words) ? new FileMissing(words) : null
}

/** Waits for the next try. `ms` null waits until a person asks for it or the browser is online again. */
function nextTry(ms: number | null): Promise<void> {
  return new Promise((resolve) => {
    const entry: Missing = {
      retryAt: ms === null ? null : Date.now() + ms,
      tryNow: () => {
        clearTimeout(timer)
        missing.delete(entry)
        publish()
        resolve()
      },
    }
    const timer = ms === null ? undefined : setTimeout(entry.tryNow, ms)
    missing.add(entry)
    publish()
  })
}

/** Reads a file into the cache of the browser, once. A style is added to the document. */
function fetchOnce(address: string, anew: boolean): Promise<void> {
  const known = files.get(address)
  if (known !== undefined) return known
  const reading = address.endsWith('.css') ? addStyle(address) : fetchScript(address, anew)
  files.set(address, reading)
  reading.catch(() => files.delete(address))
  return reading
}

async function fetchScript(address: string, anew: boolean): Promise<void> {
  let response: Response
  try {
    response = await fetch(address, { cache: anew ? 'reload' : 'default', credentials: 'same-origin' })
    if (response.ok) await response.arrayBuffer()
  } catch {
    throw new FileMissing(address)
  }
  if (response.status === 404) throw new FileGone(address)
  if (!response.ok) throw new FileMissing(address)
}

function addStyle(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.crossOrigin = ''
    link.href = address
    link.onload = () => resolve()
    link.onerror = () => {
      link.remove()
      reject(new FileMissing(address))
    }
    document.head.append(link)
  })
}
