import { createHash, randomUUID } from 'node:crypto'
import { type BlindSetStatement, SignalKind as Kinds, type SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemDoor } from '../../safeguards/access/system.ts'
import { signObject } from '../../safeguards/keys/index.ts'
import { appendEntry } from '../delivery/index.ts'
import { agreedBlindCheck } from './agreed.ts'
import type { BlindKeyring } from './blind-keys.ts'
import { currentEpoch } from './epochs.ts'
import { setFor } from './make-set.ts'
import { paddedSizes } from './padding.ts'
import { takeQuota } from './quota.ts'
import type { TokenSet } from './token-set.ts'
import { tokenise } from './tokenise.ts'
import { elementBytes, tokenBytes } from './voprf.ts'
import { workApart } from './work-apart.ts'

export type HolderDeps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'> & {
  keyring: BlindKeyring
  /** Asks for the tokens of a long list to be made in the background. */
  prepare: (scope: { agreement: string; kind: SignalKind; asker: string }) => Promise<void>
}

/** Made while the asker waits; more are made in the background and it is told to come again. */
const madeAtOnce = 32
const answering = { action: 'signal.blind-check', type: 'blind.query', impersonal: true } as const

/**
 * The set in which a member looks its items up: 8-byte tokens of those signals it may ask for, filled up, with a signed statement of key, size and SHA-256.
 * Errors: `blind-not-agreed`, `kind-not-blind-checkable`, `blind-set-not-ready`.
 */
export async function giveSet(
  deps: HolderDeps,
  asker: string,
  asked: { agreement: string; kind: SignalKind },
): Promise<{ set: TokenSet; statement: BlindSetStatement }> {
  const { agreement, kind } = asked
  const epoch = await systemDoor(deps, null).act(answering, async (tx) => {
    tx.leavesNoEntry()
    await agreedBlindCheck(tx, { ...asked, asker, holder: deps.member.id })
    const { epoch, publicKey, isNew } = await currentEpoch(tx, deps.keyring, agreement, kind)
    if (isNew) await announceKey(deps, tx, { agreement, kind, epoch, publicKey })
    return epoch
  })
  const scope = { agreement, kind, epoch }
  if ((await tokenise(deps, scope, asker, madeAtOnce)) === madeAtOnce) {
    await deps.prepare({ agreement, kind, asker })
    throw fail('blind-set-not-ready', { retryAfterMs: 5000 })
  }
  return systemDoor(deps, null).act(
    { ...answering, details: { what: 'set given', ...asked, epoch, asker } },
    async (tx) => {
      const set = await setFor(tx, deps.keyring, scope, asker)
      const said = {
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
      return { set, statement: { ...said, signature: signObject(deps.nodeKey, 'entente/key/v1', said, tx.now) } }
    },
  )
}

/** Tells every member that may ask of a new key, each in its log (exchange.md 3.12). */
async function announceKey(
  deps: Pick<HolderDeps, 'member' | 'nodeKey'>,
  tx: Parameters<typeof currentEpoch>[0],
  key: { agreement: string; kind: SignalKind; epoch: number; publicKey: Buffer },
): Promise<void> {
  const { rows } = await sql<{ member: string }>`
    select distinct p.member from agreement a, jsonb_array_elements_text(a.body->'blindCheck'->'learns') l(member), peer p
    where a.id = ${key.agreement} and jsonb_typeof(a.body->'blindCheck') = 'object' and p.member = l.member and p.state = 'active' order by p.member`.execute(
    tx.db,
  )
  const said = {
    schema: 'entente/blind-key/v1',
    holder: deps.member.id,
    ...{ agreement: key.agreement, kind: key.kind, epoch: key.epoch },
    publicKey: key.publicKey.toString('base64'),
    at: tx.now.toISOString(),
  }
  const object = { ...said, signature: signObject(deps.nodeKey, 'entente/key/v1', said, tx.now) }
  for (const { member } of rows) await appendEntry(tx, member, 'key', object)
}

const Evaluate = z.strictObject({
  agreement: z.uuid(),
  kind: Kinds,
  keyEpoch: z.int().min(1),
  mode: z.enum(['single', 'batch']),
  elements: z.array(z.string().max(100)).min(1).max(4096),
})

/**
 * Evaluates the elements of a request under the epoch's key, with one proof. What is counted is their number, whatever they are. Errors: `body-invalid`,
 * `bad-element`, `quota-exhausted`, `blind-epoch-over`, `blind-not-agreed`.
 */
export async function evaluateFor(deps: HolderDeps, asker: string, body: unknown) {
  const parsed = Evaluate.safeParse(body)
  if (!parsed.success)
    throw fail('body-invalid', {
      at: `/${parsed.error.issues[0]?.path.join('/') ?? ''}`,
      detail: 'This is no blind check.',
    })
  const { agreement, kind, keyEpoch, mode, elements } = parsed.data
  if (!(paddedSizes as readonly number[]).includes(elements.length) || (mode === 'single' && elements.length > 16))
    throw fail('body-invalid', {
      at: '/elements',
      detail: `A request has ${paddedSizes.join(', ')} elements; a single one at most 16.`,
    })
  const requestHash = createHash('sha256').update(elements.join('\n')).digest()
  // Counted first and for good: whoever sends what is no element has used up what it asked for.
  const quota = await systemDoor(deps, null).act(
    {
      ...answering,
      ref: `peer:${asker}`,
      details: { what: 'answered', agreement, kind, mode, padded: elements.length },
    },
    async (tx) => {
      const { quotaPerDay } = await agreedBlindCheck(tx, { agreement, kind, asker, holder: deps.member.id })
      const { epoch } = await currentEpoch(tx, deps.keyring, agreement, kind)
      if (epoch !== keyEpoch) throw fail('blind-epoch-over', { detail: `The epoch that runs is ${epoch}.` })
      const taken = await takeQuota(
        tx,
        { member: asker, agreement, kind, mode, padded: elements.length },
        quotaPerDay[mode],
      )
      await tx.db
        .insertInto('blind_check')
        .values({
          ...{
            id: randomUUID(),
            direction: 'answer',
            member: asker,
            agreement_id: agreement,
            kind,
            mode,
            epoch,
            padded: elements.length,
          },
          ...{
            asked: null,
            hits: null,
            folded: null,
            request_hash: requestHash,
            quota_left: taken.remaining,
            account_id: null,
            purpose: null,
            at: tx.now,
          },
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
