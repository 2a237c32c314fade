import {
  formatProofFile,
  LogFault,
  parseCheckpoint,
  parseNote,
  parseTilePath,
  proveInclusion,
} from '@entente/contracts'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../access/access-store.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import { nodeLogCrypto } from '../keys/log-crypto.ts'
import { readLog, readPolicy, servedCheckpoint } from './read-log.ts'
import { readTile, tilesIn } from './read-tiles.ts'
import type { RunningLog } from './run-log.ts'

const State = z.object({
  origin: z.string(),
  /** Entries of the newest signed state. */
  size: z.int(),
  signedAt: z.string(),
  /** The newest state that a witness cosigned. */
  cosignedSize: z.int().nullable(),
  cosignedAt: z.string().nullable(),
  /** Restores after which the log went on under another origin. */
  generation: z.int(),
})
const Openings = z.object({
  items: z.array(z.object({ index: z.int(), salt: z.string(), details: z.string() })),
  next: z.int().nullable(),
})
const mostOpenings = 1000

const plain = (description: string): NonNullable<FastifySchema['described']> => ({
  answers: { 200: { description, content: { 'text/plain': { schema: z.string() } } } },
})
const bytes: NonNullable<FastifySchema['described']> = {
  answers: {
    200: { description: 'A tile or bundle.', content: { 'application/octet-stream': { schema: z.string() } } },
  },
}
// The entries and their hashes have no personal data, and a verifier reads all of them: reading leaves no entry.
const reading: AccessIntent = { action: 'log.all', type: 'oversight.read', decision: 'allow', impersonal: true }
const own: AccessIntent = { ...reading, action: 'log.own', type: 'record.search' }

type Deps = Pick<CoreDeps, 'store'> & { witnessLines: string | null; auditLog: Pick<RunningLog, 'head'> }

/** Registers the routes with which the log is read and verified: as files of a transparency log (C2SP tlog-tiles). */
export function logTreeRoutes(app: App, deps: Deps): void {
  const read = <T>(request: Parameters<typeof accessOf>[1], intent: AccessIntent, work: (tx: Tx) => Promise<T>) =>
    accessOf(deps, request).transaction(intent, (tx) => {
      tx.leavesNoEntry()
      return work(tx)
    })
  app.get(
    '/audit/checkpoint',
    { schema: { summary: 'Read the newest checkpoint of the log', described: plain('A signed note.') } },
    async (request, reply) => {
      const note = await read(request, reading, async (tx) =>
        servedCheckpoint(await readLog(tx.db, deps.auditLog.head()), tx.now),
      )
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(note)
    },
  )
  app.get(
    '/audit/tile/*',
    { schema: { summary: 'Read a tile of hashes, or a bundle of entries', described: bytes, errors: ['not-found'] } },
    async (request, reply) => {
      const asked = parseTilePath(`tile/${(request.params as { '*': string })['*']}`)
      if (asked === null) throw fail('not-found')
      const tile = await read(request, reading, async (tx) => {
        const { generation } = await readLog(tx.db, deps.auditLog.head())
        return readTile(tx.db, generation, asked)
      }).catch((error: unknown) => {
        throw error instanceof LogFault ? fail('not-found') : error
      })
      return reply.type('application/octet-stream').header('cache-control', 'no-store').send(Buffer.from(tile))
    },
  )
  app.get(
    '/v1/audit/state',
    { schema: { summary: 'Read how far the log is signed and witnessed', response: { 200: State } } },
    (request) =>
      read(request, own, async (tx): Promise<z.infer<typeof State>> => {
        const log = await readLog(tx.db, deps.auditLog.head())
        return {
          ...{ origin: log.origin, size: Number(log.size), signedAt: log.signed_at.toISOString() },
          cosignedSize: log.cosigned_size === null ? null : Number(log.cosigned_size),
          ...{ cosignedAt: log.cosigned_at?.toISOString() ?? null, generation: log.generation },
        }
      }),
  )
  app.get(
    '/v1/audit/policy',
    { schema: { summary: 'Read the keys of the log and of its witnesses', described: plain('A policy.') } },
    async (request, reply) => {
      const policy = await read(request, own, (tx) => readPolicy(tx.db, deps.witnessLines))
      return reply.type('text/plain; charset=utf-8').send(policy)
    },
  )
  app.get(
    '/v1/audit/entries/:id/proof',
    {
      schema: {
        summary: 'Read the proof that an entry is in the log',
        params: z.object({ id: z.uuid() }),
        described: plain('A proof (C2SP tlog-proof).'),
      },
    },
    async (request, reply) => {
      const proof = await read(request, own, (tx) => proofOf(tx, deps, request.params.id))
      return reply.type('text/plain; charset=utf-8').send(proof)
    },
  )
  app.get(
    '/v1/audit/openings',
    {
      schema: {
        summary: 'Read details and salts of entries, in the order of the log',
        querystring: z.object({ from: z.coerce.number().int().min(0).default(0) }),
        response: { 200: Openings },
      },
    },
    (request) => {
      const intent: AccessIntent = { ...reading, details: { what: 'openings' } }
      return accessOf(deps, request).transaction(intent, async (tx): Promise<z.infer<typeof Openings>> => {
        const { generation } = await readLog(tx.db, deps.auditLog.head())
        const rows = await tx.db
          .selectFrom('audit.leaf as l')
          .innerJoin('audit.entry as e', 'e.id', 'l.entry_id')
          .select(['l.index', 'e.salt', 'e.details'])
          .where('l.generation', '=', generation)
          .where('l.index', '>=', String(request.query.from))
          .orderBy('l.index')
          .limit(mostOpenings)
          .execute()
        tx.counted(rows.length)
        const items = rows.map(({ index, salt, details }) => {
          return { index: Number(index), salt: salt.toString('base64'), details: details.toString() }
        })
        return { items, next: rows.length < mostOpenings ? null : request.query.from + mostOpenings }
      })
    },
  )
}

/** Returns the proof of an entry under the checkpoint that is served. Throws `not-found` until the entry is in it. */
async function proofOf(tx: Tx, deps: Deps, id: string): Promise<string> {
  const log = await readLog(tx.db, deps.auditLog.head())
  const leaf = await tx.db
    .selectFrom('audit.leaf')
    .select('index')
    .where('generation', '=', log.generation)
    .where('entry_id', '=', id)
    .executeTakeFirst()
  const checkpoint = Buffer.from(servedCheckpoint(log, tx.now))
  const { size } = parseCheckpoint(parseNote(checkpoint, 'checkpoint').text, 'checkpoint')
  const index = Number(leaf?.index ?? size)
  if (index >= size) throw fail('not-found')
  const hashes = await proveInclusion(nodeLogCrypto, tilesIn(tx.db, log.generation), index, size)
  return formatProofFile({ index, hashes, checkpoint })
}
