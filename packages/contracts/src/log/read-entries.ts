import { LogFault } from './bytes.ts'
import { entriesOf } from './entries.ts'
import type { LogSource } from './log-copy.ts'
import { tilePath, tileWidth, widthAt } from './tiles.ts'

/**
 * Reads the first entries of a copy of a log, at most `most`, as their JSON texts in the order of the log. `size` is the size of the whole
 * copy, which says how wide its last bundle is. It verifies nothing: `verifyLog` does. Throws LogFault `tile-missing`, `bundle-truncated` and `bundle-count`.
 */
export async function* readEntries(source: LogSource, size: number, most = size): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for (let n = 0; n * tileWidth < most; n++) {
    const width = widthAt('entries', n, size)
    const where = tilePath('entries', n, width)
    const bytes = await source.tile('entries', n, width)
    if (bytes === null) throw new LogFault('tile-missing', where, 'This bundle of entries is missing.')
    const entries = entriesOf(bytes, width, where).slice(0, most - n * tileWidth)
    for (const entry of entries) yield decoder.decode(entry)
  }
}
