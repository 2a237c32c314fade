import { createHash, randomUUID } from 'node:crypto'
import { type BlindSetStatement, SignalKind as Kinds, type SignalKind } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import { appendEntry } from '../delivery/index.ts'
import { agreedBlindCheck } from './agreed.ts'
import { hashOfElements } from './ask.ts'
import type { BlindKeyring, BlindScope } from './blind-keys.ts'
import { currentEpoch, runningEpoch } from './epochs.ts'
import { setFor } from './make-set.ts'
import { paddedSizes } from './padding.ts'
import { takeQuota } from './quota.ts'
import type { TokenSet } from './token-set.ts'
import { tokenise } from './tokenise.ts'
import { elementBytes, tokenBytes } from './voprf.ts'
import { workApart } from './work-apart.ts'

export type HolderDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'> & {
  keyring: BlindKeyring
  /** Queues the tokens of a long list for a background job. */
  prepare: (scope: BlindScope, asker: string) => Promise<void>
}

/** A request computes at most this many tokens. If more are missing, a job computes them and the asker has to retry. */
const madeAtOnce = 32
const answering = { action: 'signal.blind-check', type: 'blind.query', impersonal: true } as const

/**
 * Returns the set in which a member searches for its items. It consists of 8-byte tokens of the signals that the member
 * may check for, with padding, and of a signed statement of key, size and SHA-256. Errors: `blind-not-agreed`,
 * `kind-not-blind-checkable`, `blind-set-not-ready`.
 */
export async function giveSet(
  deps: HolderDeps,
  asker: string,
  asked: { agreement: string; kind: SignalKind },
): Promise<{ set: TokenSet; statement: BlindSetStatement }> {
  const { agreement, kind } = asked
  const epoch = await systemAccess(deps, null).transaction(answering, async (tx) => {
    tx.leavesNoEntry()
    const agreed = await agreedBlindCheck(tx, { ...asked, asker, holder: deps.member.id })
    const { epoch, publicKey, isNew } = await currentEpoch(tx, deps.keyring, agreement, kind)
    if (isNew) await announceKey(deps, tx, { agreement, kind, epoch, publicKey }, agreed.learns)
    return epoch
  })
  const scope = { agreement, kind, epoch }
  if ((await tokenise(deps, scope, asker, madeAtOnce)) === madeAtOnce) {
    await deps.prepare(scope, asker)
    throw fail('blind-set-not-ready', { retryAfterMs: 5000 })
  }
  return systemAccess(deps, null).transaction(
    { ...answering, details: { what: 'set given', ...asked, epoch, asker } },
    async (tx) => {
      const set = await setFor(tx, deps.keyring, scope, asker)
      const statement = {
        schema: 'entente/blind-set/v1' as const,
        holder: deps.member.id,
        asker,
        agreement,
        kind,
        epoch,
        publicKey: Buffer.from(deps.keyring.keysOf(scope).publicKey).toString('base64'),
        size: set.length / tokenBytes,
        sha256: createHash('sha256').update(set).digest('base64'),
        at: tx.now.toISOString(),
      }
      return {
        set,
        statement: { ...statement, signature: signObject(deps.nodeKey, 'entente/key/v1', statement, tx.now) },
      }
    },
  )
}

/** Announces a new key in the log of every member that may run blind checks. */
async function announceKey(
  deps: Pick<HolderDeps, 'member' | 'nodeKey'>,
  tx: Tx,
  key: BlindScope & { publicKey: Buffer },
  learns: readonly string[],
): Promise<void> {
  const peers = await tx.db
    .selectFrom('peer')
    .select('member')
    .where('member', 'in', [...learns])
    .where('state', '=', 'active')
    .orderBy('member')
    .execute()
  const statement = {
    schema: 'entente/blind-key/v1',
    holder: deps.member.id,
    agreement: key.agreement,
    kind: key.kind,
    epoch: key.epoch,
    publicKey: key.publicKey.toString('base64'),
    at: tx.now.toISOString(),
  }
  const object = { ...statement, signature: signObject(deps.nodeKey, 'entente/key/v1', statement, tx.now) }
  for (const { member } of peers) await appendEntry(tx, member, 'key', object)
}

/** Body of a request for evaluation. */
export const Evaluate = z.strictObject({
  agreement: z.uuid(),
  kind: Kinds,
  keyEpoch: z.int().min(1),
  mode: z.enum(['single', 'batch']),
  elements: z.array(z.string().max(100)).min(1).max(4096),
})

/**
 * Evaluates a request's elements under the key of the epoch, with one proof for all of them. The holder records only
 * the number of elements. Errors: `body-invalid`, `bad-element`, `quota-exhausted`, `blind-epoch-over`,
 * `blind-not-agreed`, `kind-not-blind-checkable`.
 */
export async function evaluateFor(deps: HolderDeps, asker: string, body: unknown) {
  const parsed = Evaluate.safeParse(body)
  if (!parsed.success)
    throw fail('body-invalid', {
      at: `/${parsed.error.issues[0]?.path.join('/') ?? ''}`,
      detail: 'This is not a blind check.',
    })
  const { agreement, kind, keyEpoch, mode, elements } = parsed.data
  if (!(paddedSizes as readonly number[]).includes(elements.length) || (mode === 'single' && elements.length > 16))
    throw fail('body-invalid', {
      at: '/elements',
      detail: `A request has ${paddedSizes.join(', ')} elements; a single one at most 16.`,
    })
  const requestHash = hashOfElements(elements)
  // Deduct the quota before checking the elements and do not refund it, so that invalid elements use up quota too.
  const quota = await systemAccess(deps, null).transaction(
    {
      ...answering,
      ref: `peer:${asker}`,
      details: { what: 'answered', agreement, kind, mode, padded: elements.length },
    },
    async (tx) => {
      const { quotaPerDay } = await agreedBlindCheck(tx, { agreement, kind, asker, holder: deps.member.id })
      const epoch = await runningEpoch(tx, agreement, kind)
      if (epoch !== keyEpoch) throw fail('blind-epoch-over')
      const taken = await takeQuota(
        tx,
        { member: asker, agreement, kind, mode, padded: elements.length },
        quotaPerDay[mode],
      )
      await tx.db
        .insertInto('blind_check')
        .values({
          id: randomUUID(),
          direction: 'answer',
          member: asker,
          agreement_id: agreement,
          kind,
          mode,
          epoch,
          padded: elements.length,
          asked: null,
          hits: null,
          folded: null,
          request_hash: requestHash,
          quota_left: taken.remaining,
          account_id: null,
          purpose: null,
          at: tx.now,
          found: null,
        })
        .execute()
      tx.note({ left: taken.remaining, request: requestHash.toString('base64') })
      return taken
    },
  )
  const points = elements.map((text, place) => {
    const bytes = Buffer.from(text, 'base64')
    if (bytes.length !== elementBytes) throw fail('bad-element', { at: `/elements/${place}` })
    return bytes
  })
  const keys = deps.keyring.keysOf({ agreement, kind, epoch: keyEpoch })
  const { evaluated, proof } = await workApart('evaluateElements', points.length, [keys, points])
  return {
    keyEpoch,
    evaluated: evaluated.map((element) => Buffer.from(element).toString('base64')),
    proof: Buffer.from(proof).toString('base64'),
    quota,
  }
}

/** Body of a report of how many items were found. */
export const HitReport = z.strictObject({
  agreement: z.uuid(),
  kind: Kinds,
  request: z.string().length(44),
  hits: z.int().min(0).max(4096),
})

/**
 * Records how many items of a request the asker reports as found, if the agreement requires the report. Errors:
 * `body-invalid`, `blind-not-agreed`, `kind-not-blind-checkable`, `not-found`.
 */
export async function noteCount(deps: HolderDeps, asker: string, body: unknown): Promise<void> {
  const parsed = HitReport.safeParse(body)
  if (!parsed.success) throw fail('body-invalid', { detail: 'This does not report a blind check.' })
  const { agreement, kind, request, hits } = parsed.data
  await systemAccess(deps, null).transaction(
    { ...answering, ref: `peer:${asker}`, details: { what: 'count reported', agreement, kind, hits } },
    async (tx) => {
      const { tellCount } = await agreedBlindCheck(tx, { agreement, kind, asker, holder: deps.member.id })
      if (!tellCount) throw fail('blind-not-agreed')
      const noted = await tx.db
        .updateTable('blind_check')
        .set({ hits })
        .where('direction', '=', 'answer')
        .where('member', '=', asker)
        .where('agreement_id', '=', agreement)
        .where('kind', '=', kind)
        .where('request_hash', '=', Buffer.from(request, 'base64'))
        .where('padded', '>=', hits)
        .where('hits', 'is', null)
        .executeTakeFirst()
      if (noted.numUpdatedRows === 0n) throw fail('not-found')
    },
  )
}
