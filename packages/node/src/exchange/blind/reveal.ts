import { SignalKind as Kinds, Signal, type SignalKind } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { memberKeys, verifyObject } from '../../safeguards/keys/index.ts'
import { releasedSignals } from '../delivery/index.ts'
import { agreedBlindCheck } from './agreed.ts'
import type { BlindKeyring } from './blind-keys.ts'
import { signalsOfTokens } from './make-set.ts'

/** Body of a request to reveal findings. */
export const Reveal = z.strictObject({
  agreement: z.uuid(),
  kind: Kinds,
  keyEpoch: z.int().min(1),
  tokens: z
    .array(z.string().regex(/^\d{1,20}$/))
    .min(1)
    .max(1000),
})

/**
 * Returns, as the holder, the signals to which the asker's tokens belong. Signals that the access decision refuses are
 * left out without notice. Errors: `body-invalid`, `blind-not-agreed`, `kind-not-blind-checkable`.
 */
export async function revealFor(
  deps: Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'> & { keyring: BlindKeyring },
  asker: string,
  body: unknown,
): Promise<{ signals: Signal[] }> {
  const parsed = Reveal.safeParse(body)
  if (!parsed.success) throw fail('body-invalid', { detail: 'This is not a request to reveal findings.' })
  const { agreement, kind, keyEpoch, tokens } = parsed.data
  const intent: AccessIntent = {
    ...{ action: 'signal.blind-check', type: 'blind.query', impersonal: true, ref: `peer:${asker}` },
    details: { what: 'asked to see what was found', agreement, kind, tokens: tokens.length },
  }
  const ids = await systemAccess(deps, null).transaction(intent, async (tx) => {
    await agreedBlindCheck(tx, { agreement, kind, asker, holder: deps.member.id })
    return signalsOfTokens(tx, { agreement, kind, epoch: keyEpoch }, asker, tokens.map(BigInt))
  })
  return { signals: await releasedSignals(deps, asker, ids) }
}

/** The clocks of stored findings. */
export const foundClocks = (until: Date): RecordClocks => ({ regime: 'signal', mask_at: null, delete_at: until })

/**
 * Describes stored findings as a sealed row. The row may be read for the purpose of the check until the findings
 * expire.
 */
const foundRow = (row: { id: string; purpose: string | null }, raw: Buffer, until: Date) => ({
  ...{ id: row.id, raw, ...foundClocks(until) },
  purposes: row.purpose === null ? [] : [row.purpose],
})

/** Requests from a holder the signals to which these tokens of its set belong. */
export type AskReveal = (
  holder: string,
  body: { agreement: string; kind: SignalKind; keyEpoch: number; tokens: string[] },
) => Promise<{ signals: unknown[] }>

/**
 * Reveals, as the asker, the signals found by a check. A person must state a reason and has one day to do so. The
 * signals are shown but not stored, and each reveal is logged. Errors: `not-found`, `blind-nothing-found`,
 * `blind-proof-invalid`.
 */
export async function askToReveal(
  deps: { reveal: AskReveal },
  access: AccessStore,
  id: string,
  reason: string,
): Promise<{ signals: Signal[] }> {
  const intent: AccessIntent = {
    ...{ action: 'signal.blind-check', type: 'blind.query', ref: `blind:${id}` },
    details: { what: 'asked to see what was found', reason },
  }
  const asked = await access.transaction(intent, async (tx) => {
    const row = await tx.db
      .selectFrom('blind_check')
      .selectAll()
      .where('id', '=', id)
      .where('direction', '=', 'ask')
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw fail('not-found')
    if (row.found === null || row.found_until === null || row.found_until <= tx.now) throw fail('blind-nothing-found')
    const tokens = JSON.parse(tx.openRaw(foundRow(row, row.found, row.found_until)).toString()) as string[]
    return { row, tokens }
  })
  const { member, agreement_id: agreement, kind, epoch: keyEpoch } = asked.row
  const revealed = await deps.reveal(member, { agreement, kind: kind as SignalKind, keyEpoch, tokens: asked.tokens })
  return access.transaction({ ...intent, details: { what: 'shown what was found' } }, async (tx) => {
    const keys = await memberKeys(tx.db, member, tx.now)
    const signals = revealed.signals.map((given) => {
      const parsed = Signal.safeParse(given)
      if (
        !parsed.success ||
        parsed.data.owner !== member ||
        verifyObject('entente/signal/v1', parsed.data, keys) === null
      )
        throw fail('blind-proof-invalid', { detail: 'A signal is not signed by its owner. Nothing is shown.' })
      return parsed.data
    })
    await tx.db.updateTable('blind_check').set({ revealed_at: tx.now }).where('id', '=', id).execute()
    tx.counted(signals.length)
    return { signals }
  })
}

/** Deletes expired findings. The log entry of the check stays. */
export async function forgetFound(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'retention.delete', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('blind_check')
      .set({ found: null })
      .where('found', 'is not', null)
      .where('found_until', '<=', tx.now)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) tx.leavesNoEntry()
    tx.note({ what: 'found by blind checks', rows: Number(numUpdatedRows) })
  })
}
