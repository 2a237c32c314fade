import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Logger } from 'pino'
import { z } from 'zod'
import { synced } from '../pipeline/raw/raw-files.ts'
import { describeFault } from '../store/describe-fault.ts'
import { type BuiltDesk, releaseName } from './read-built-desk.ts'
import type { RequestShapes } from './request-shapes.ts'

/** How long the files of a release are served after another release replaced it. */
const keptMs = 24 * 3_600_000
/** Releases on disk, with the running one. The ones that were replaced first are deleted. */
const mostReleases = 4
/** Bytes of one release on disk. A release of the desk has about 1 MB. */
const mostBytes = 16 * 1024 * 1024

/** The content of `RELEASE.json`: the scripts and styles of one release, compressed by gzip and in base64. */
const KeptFile = z.object({
  release: z.string().regex(releaseName),
  files: z.record(z.string().regex(/^assets\/[\w.-]+$/), z.object({ sha256: z.string(), gzip: z.base64() })),
  shapes: z.record(z.string(), z.string()),
})

interface Replaced {
  release: string
  at: Date
  shapes: RequestShapes
  files: ReadonlyMap<string, Buffer>
}

/** The releases of the desk that ran on this data folder before, and the running one. */
export interface KeptReleases {
  /** Returns a file of a release that was replaced within the last 24 hours, compressed by gzip. */
  fileOf(name: string): Buffer | null
  /** Returns a file of the running release from the data folder, compressed by gzip. */
  ownFile(name: string): Buffer | null
  shapesOf(release: string): RequestShapes | null
  /** Returns the time until which the files of a replaced release are served. */
  servedUntil(release: string): Date | null
  /** The time at which the running release replaced another one, if that is known. */
  updatedAt(): Date | null
  /** Writes the running release into the data folder, unless it is there. */
  keep(built: BuiltDesk, shapes: RequestShapes): Promise<void>
  /** Deletes the releases whose time is over. */
  deleteOld(): void
}

const nameOf = (release: string, at: Date | null): string =>
  at === null ? `${release}.json` : `${release}.replaced-${at.getTime()}.json`
const namePattern = /^([0-9a-f]{16})(?:\.replaced-(\d{1,15}))?\.json$/

/**
 * Opens the folder `desk` of the data folder for the release `own`. A release that ran until now is marked as replaced:
 * the time is in the name of its file. A release that returns after a rollback loses the mark. Files that this module
 * did not write, or that are damaged, are not served.
 */
export function openKeptReleases(options: {
  dataRoot: string
  own: string
  clock: () => Date
  log: Logger
}): KeptReleases {
  const { own, clock, log } = options
  const folder = join(options.dataRoot, 'desk')
  const isOver = (at: Date): boolean => clock().getTime() >= at.getTime() + keptMs
  let replaced: Replaced[] = []
  try {
    replaced = readReplaced()
  } catch (error) {
    log.warn({ event: 'desk.release-unreadable', error: describeFault(error) })
  }

  function readReplaced(): Replaced[] {
    if (!existsSync(folder)) return []
    const found: Replaced[] = []
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (name.endsWith('.partial')) rmSync(path, { force: true })
      const [, release, since] = namePattern.exec(name) ?? []
      if (release === undefined) continue
      if (release === own) {
        if (since !== undefined) renameSync(path, join(folder, nameOf(own, null)))
        continue
      }
      const at = since === undefined ? clock() : new Date(Number(since))
      const marked = join(folder, nameOf(release, at))
      if (since === undefined) renameSync(path, marked)
      const content = isOver(at) ? null : readKept(marked, release)
      if (content === null) rmSync(marked, { force: true })
      else found.push({ ...content, at })
    }
    const newestFirst = found.toSorted((a, b) => b.at.getTime() - a.at.getTime())
    for (const { release, at } of newestFirst.slice(mostReleases - 1))
      rmSync(join(folder, nameOf(release, at)), { force: true })
    return newestFirst.slice(0, mostReleases - 1)
  }

  /** Reads a kept release. Returns null if it is too large, damaged, or of another release. */
  function readKept(path: string, release: string): Omit<Replaced, 'at'> | null {
    try {
      if (statSync(path).size > mostBytes * 2) throw new Error('the file is too large')
      const content = KeptFile.parse(JSON.parse(readFileSync(path, 'utf8')))
      if (content.release !== release) throw new Error('the file is of another release')
      const files = Object.entries(content.files).map(([name, { sha256, gzip }]): [string, Buffer] => {
        const bytes = Buffer.from(gzip, 'base64')
        if (digestOf(gunzipSync(bytes, { maxOutputLength: mostBytes })) !== sha256) throw new Error(`${name} differs`)
        return [name, bytes]
      })
      return { release, shapes: content.shapes, files: new Map(files) }
    } catch (error) {
      log.warn({ event: 'desk.release-damaged', release, error: describeFault(error) })
      return null
    }
  }

  const served = (): Replaced[] => replaced.filter(({ at }) => !isOver(at))
  let ownFiles: ReadonlyMap<string, Buffer> | null = null

  return {
    fileOf: (name) => served().flatMap(({ files }) => files.get(name) ?? [])[0] ?? null,
    ownFile(name) {
      const path = join(folder, nameOf(own, null))
      ownFiles ??= existsSync(path) ? (readKept(path, own)?.files ?? new Map()) : new Map()
      return ownFiles.get(name) ?? null
    },
    shapesOf: (release) => served().find((each) => each.release === release)?.shapes ?? null,
    servedUntil(release) {
      const found = served().find((each) => each.release === release)
      return found === undefined ? null : new Date(found.at.getTime() + keptMs)
    },
    updatedAt: () => replaced[0]?.at ?? null,
    async keep(built, shapes) {
      const path = join(folder, nameOf(own, null))
      if (existsSync(path)) return
      const files: Record<string, { sha256: string; gzip: string }> = {}
      let bytes = 0
      for (const { name, sha256, compressed, read } of built.files.values()) {
        if (!compressed || !name.startsWith('assets/')) continue
        const content = await read('gzip')
        // Another release replaced the files since the node started.
        if (content === null || digestOf(gunzipSync(content)) !== sha256) throw new Error(`${name} was replaced`)
        bytes += content.length
        files[name] = { sha256, gzip: content.toString('base64') }
      }
      if (bytes > mostBytes) throw new Error(`the files have ${bytes} bytes, more than ${mostBytes}`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const partial = `${path}.partial`
      try {
        const text = JSON.stringify({ release: own, files, shapes } satisfies z.infer<typeof KeptFile>)
        await synced(partial, 'w', (file) => file.writeFile(text))
        await rename(partial, path)
        await synced(folder, 'r')
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    deleteOld() {
      for (const { release, at } of replaced) {
        if (isOver(at)) rmSync(join(folder, nameOf(release, at)), { force: true })
      }
      replaced = served()
    },
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
