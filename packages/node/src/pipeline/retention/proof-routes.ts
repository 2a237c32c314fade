import {
  type DeletionProof,
  DueRecords,
  digestOfRecord,
  Instant,
  type ProofKey,
  ProofPage,
  ProofQuery,
  ProofsOfRecord,
  SweepResult,
} from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'

const reading: AccessIntent = {
  ...{ action: 'deletion.read', type: 'oversight.read', decision: 'allow', impersonal: true },
}

type ProofRouteDeps = Pick<CoreDeps, 'store' | 'member' | 'nodeKey'> & { sweep: () => Promise<SweepResult> }

/**
 * Registers the routes for what is due and for proofs of deletion. They have counts, times and ids of the node, and no personal data, so reading
 * leaves no entry. Looking for the proofs about one record leaves one.
 */
export function proofRoutes(app: App, deps: ProofRouteDeps): void {
  app.get(
    '/v1/retention/proofs',
    {
      schema: {
        summary: 'List the signed proofs of masking and deletion',
        querystring: ProofQuery,
        response: { 200: ProofPage },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, (tx) => {
        tx.leavesNoEntry()
        return readProofs(deps, tx, request.query)
      }),
  )
  app.get(
    '/v1/records/:id/proofs',
    {
      schema: {
        summary: 'Read the proofs that a record was masked or deleted',
        params: z.object({ id: z.uuid() }),
        response: { 200: ProofsOfRecord },
      },
    },
    (request) => {
      const ref = `record:${request.params.id.toLowerCase()}`
      const intent: AccessIntent = { ...reading, ref, details: { part: 'proofs' } }
      return accessOf(deps, request).transaction(intent, (tx) => readProofsOf(deps, tx, request.params.id))
    },
  )
  app.get(
    '/v1/retention/due',
    {
      schema: {
        summary: 'Count what is to be masked and deleted at a time',
        querystring: z.strictObject({ at: Instant.optional() }),
        response: { 200: DueRecords },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, (tx) => {
        tx.leavesNoEntry()
        return readDue(tx, request.query.at)
      }),
  )
  app.post(
    '/v1/retention/sweep',
    {
      schema: {
        summary: 'Mask and delete now what is due',
        description:
          'The node does so every ten minutes. It takes no time: the clock of the database decides what is due. It waits for a sweep that is under way.',
        response: { 200: SweepResult },
      },
    },
    async (request) => {
      const intent: AccessIntent = { action: 'retention.sweep', type: 'retention.delete', impersonal: true }
      await accessOf(deps, request).transaction(intent, async (tx) => tx.note({ what: 'asked' }))
      return deps.sweep()
    },
  )
}

async function readProofs(deps: ProofRouteDeps, tx: Tx, asked: ProofQuery): Promise<ProofPage> {
  const { from, to, limit = 100, next } = asked
  let query = tx.db
    .selectFrom('deletion_proof')
    .select(['id', 'proof'])
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (from !== undefined) query = query.where('done_at', '>=', new Date(from))
  if (to !== undefined) query = query.where('done_at', '<', new Date(to))
  if (next !== undefined) {
    const last = tx.db.selectFrom('deletion_proof').select(['done_at', 'id']).where('id', '=', next)
    if ((await last.executeTakeFirst()) === undefined)
      throw fail('body-invalid', { at: '/next', detail: 'This place is not known.' })
    query = query.where(sql<boolean>`(done_at, id) < (${last})`)
  }
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  return {
    items: shown.map(({ proof }) => JSON.parse(proof) as DeletionProof),
    keys: await keysOfNode(deps, tx),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

async function readProofsOf(deps: ProofRouteDeps, tx: Tx, id: string): Promise<ProofsOfRecord> {
  const digest = await digestOfRecord(id, nodeLogCrypto)
  const rows = await tx.db
    .selectFrom('deletion_proof')
    .select(['proof', 'records'])
    .where(sql<boolean>`records @> array[${digest}::uuid]`)
    .orderBy('done_at')
    .orderBy('kind', 'desc')
    .limit(50)
    .execute()
  tx.counted(rows.length)
  return {
    items: rows.map(({ proof, records }) => ({
      proof: JSON.parse(proof) as DeletionProof,
      digests: records.map((record) => record.replaceAll('-', '')).sort(),
    })),
    keys: await keysOfNode(deps, tx),
  }
}

/** Returns the key with which the node signs, and those that it had before. */
async function keysOfNode({ member, nodeKey }: ProofRouteDeps, tx: Tx): Promise<ProofKey[]> {
  const stored = await tx.db
    .selectFrom('member_key')
    .select(['key_id', 'public_key'])
    .where('member', '=', member.id)
    .execute()
  const keys = new Map([
    [nodeKey.keyId, nodeKey.publicKey],
    ...stored.map((row) => [row.key_id, row.public_key] as const),
  ])
  return [...keys].map(([keyId, publicKey]) => ({ keyId, publicKey: publicKey.toString('base64') }))
}

async function readDue(tx: Tx, asked: string | undefined): Promise<DueRecords> {
  const at = asked === undefined ? tx.now : new Date(asked)
  const { rows } = await sql<
    DueRecords['items'][number]
  >`select root as of, regime, to_mask as mask, to_delete as delete, held
    from retention_due(${at}::timestamptz)`.execute(tx.db)
  return { at: at.toISOString(), items: rows }
}
