import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { ReleaseNotice } from '@entente/contracts'
import type { Logger } from 'pino'
import { fail } from '../errors.ts'
import { describeFault } from '../store/describe-fault.ts'
import { openKeptReleases } from './kept-releases.ts'
import { type BuiltDesk, type BuiltFile, type Encoding, readBuiltDesk, typeOf } from './read-built-desk.ts'
import { createShapes, type MatchedRoute, type ShapesOfRoutes } from './request-shapes.ts'

const builtFolder = fileURLToPath(new URL('../../../desk/dist/', import.meta.url))
const hourMs = 3_600_000

/** A file in the form in which it is sent. */
interface SentFile {
  bytes: Buffer
  encoding: Encoding | null
  etag: string
  type: string
}

/** The desk that a node serves: its files, those of the releases before, and the shapes of its requests. */
export interface Desk {
  built: BuiltDesk | null
  shapes: Pick<ShapesOfRoutes, 'follow'>
  /**
   * Returns a file of the running release, or of one that it replaced within 24 hours, in the best form that
   * `acceptEncoding` allows. Null if no such file exists.
   */
  file(name: string, acceptEncoding: string | undefined): Promise<SentFile | null>
  /** Says which release runs, to a tab of the release `from`. Null without a built desk. */
  notice(from: string | undefined): ReleaseNotice | null
  /**
   * Throws `release-changed` if the request comes from a tab of another release, and the shape of the route's requests
   * changed since. A request with a body is refused too if the node does not know the release of the tab.
   */
  checkRelease(from: string, route: MatchedRoute): void
  /** Keeps the running release in the data folder, because a tab has it now. Failures are logged. */
  keep(): Promise<void>
  stop(): Promise<void>
}

/**
 * Opens the built desk. Without a data folder no release is kept.
 * @param options.folder the built desk; by default that of this installation
 */
export function createDesk(options: {
  folder?: string | undefined
  dataRoot: string | null
  clock: () => Date
  log: Logger
}): Desk {
  const { dataRoot, clock, log } = options
  const built = readBuiltDesk(options.folder ?? builtFolder)
  const shapes = createShapes()
  const kept =
    built === null || dataRoot === null ? null : openKeptReleases({ dataRoot, own: built.release, clock, log })
  const timer = setInterval(() => kept?.deleteOld(), hourMs)
  timer.unref()
  let keeping: Promise<void> | null = null

  async function ownForm(file: BuiltFile, acceptEncoding: string | undefined): Promise<SentFile | null> {
    const encoding = file.compressed ? bestEncoding(acceptEncoding) : null
    const bytes = await file.read(encoding)
    if (bytes !== null) return { bytes, encoding, etag: etagOf(file.sha256, encoding), type: file.type }
    // A package manager replaced the installed files while this release runs.
    return keptForm(file.name, kept?.ownFile(file.name) ?? null, acceptEncoding)
  }

  return {
    built,
    shapes,
    async file(name, acceptEncoding) {
      const own = built?.files.get(name)
      return own === undefined
        ? keptForm(name, kept?.fileOf(name) ?? null, acceptEncoding)
        : ownForm(own, acceptEncoding)
    },
    notice(from) {
      if (built === null) return null
      const isOlder = from !== undefined && from !== built.release
      const until = isOlder ? (kept?.servedUntil(from) ?? null) : null
      return {
        release: built.release,
        updatedAt: kept?.updatedAt()?.toISOString() ?? null,
        worksUntil: until?.toISOString() ?? null,
      }
    },
    checkRelease(from, route) {
      if (built === null || from === built.release) return
      const theirs = kept?.shapesOf(from) ?? null
      const isSame =
        theirs === null ? !shapes.takesBody(route) : theirs[`${route.method} ${route.url}`] === shapes.of(route)
      if (!isSame) throw fail('release-changed', { detail: 'Nothing was changed. Load the new version of this page.' })
    },
    keep() {
      if (built === null || kept === null) return Promise.resolve()
      keeping ??= kept.keep(built, shapes.all()).catch((error) => {
        log.warn({ event: 'desk.release-not-kept', release: built.release, error: describeFault(error) })
      })
      return keeping
    },
    async stop() {
      clearInterval(timer)
      await keeping
    },
  }
}

function keptForm(name: string, gzip: Buffer | null, acceptEncoding: string | undefined): SentFile | null {
  if (gzip === null) return null
  const encoding = qualityOf(acceptEncoding, 'gzip') > 0 ? 'gzip' : null
  const bytes = encoding === null ? gunzipSync(gzip) : gzip
  // The name has a digest of the content, so it identifies the content.
  return { bytes, encoding, etag: etagOf(Buffer.from(name).toString('base64url'), encoding), type: typeOf(name) }
}

const etagOf = (digest: string, encoding: Encoding | null): string =>
  `"${digest.slice(0, 32)}-${encoding ?? 'identity'}"`

function bestEncoding(accepted: string | undefined): Encoding | null {
  const [br, gzip] = [qualityOf(accepted, 'br'), qualityOf(accepted, 'gzip')]
  if (br <= 0 && gzip <= 0) return null
  return br >= gzip ? 'br' : 'gzip'
}

/** Returns the weight of a content coding in `Accept-Encoding`, from 0 to 1 (RFC 9110, 12.5.3). 0: it is not accepted. */
function qualityOf(accepted: string | undefined, coding: Encoding): number {
  const weights = new Map(
    (accepted ?? '').split(',').map((part): [string, number] => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      const weight = parameters.find((each) => each.startsWith('q='))
      return [name, weight === undefined ? 1 : Number(weight.slice('q='.length)) || 0]
    }),
  )
  return weights.get(coding) ?? weights.get('*') ?? 0
}
