import type { Act, SignedAct, SignedActDetail } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { SignedActTable } from '../../../store/schema.ts'
import type { AccessStore, Tx } from '../access-store.ts'
import type { Origins } from '../credentials/passkeys.ts'
import { type ActRecord, openReading } from './act-type.ts'

type Row = Selectable<SignedActTable> & {
  synced: boolean | null
  passkey_id: Buffer | null
  public_key: Buffer | null
  verified_at: Date | null
}
const mostActs = 200

/** Selects acts with the passkeys that signed them. */
export const selectActs = (tx: Tx) =>
  tx.db
    .selectFrom('signed_act as s')
    .leftJoin('credential as c', 'c.id', 's.credential_id')
    .leftJoin('verified_act as v', 'v.act_id', 's.id')
    .selectAll('s')
    .select(['c.synced', 'c.passkey_id', 'c.public_key', 'v.at as verified_at'])

const url = (bytes: Buffer | null): string | null => bytes?.toString('base64url') ?? null

/** Returns an act as it is answered. */
export function shownAct(row: Row): SignedAct {
  return {
    ...{ act: JSON.parse(row.act) as Act, method: row.method, synced: row.synced, credentialId: url(row.passkey_id) },
    ...{ authenticatorData: url(row.authenticator_data), clientDataJSON: url(row.client_data) },
    ...{ signature: url(row.signature), verifiedAt: row.verified_at?.toISOString() ?? null },
  }
}

/** Lists the acts about one thing, oldest first: all for oversight, else the own ones. `about` has no version. */
export async function listActs(access: AccessStore, about: string): Promise<{ items: SignedAct[] }> {
  const intent = {
    action: 'log.own',
    type: 'act.read',
    decision: 'allow',
    impersonal: true,
    details: { about },
  } as const
  return access.transaction(intent, async (tx) => {
    const all = selectActs(tx).where('s.thing', '=', about.split('@')[0] ?? '')
    const own = tx.actor.role === 'oversight' ? all : all.where('s.account_id', '=', tx.actor.account)
    const rows = await own.orderBy('s.at').orderBy('s.id').limit(mostActs).execute()
    tx.counted(rows.length)
    return { items: rows.map(shownAct) }
  })
}

/** Finds the case with which the content of an act ends. */
export type FindRecord = (tx: Tx, caseId: string) => Promise<ActRecord | null>

/**
 * Reads one act with its content, and with what a verifier needs beside it. Oversight reads every act, others their own. Errors:
 * `not-found`.
 */
export async function readAct(
  deps: { access: AccessStore; origins: () => Origins | null; findRecord: FindRecord },
  id: string,
): Promise<SignedActDetail> {
  const intent = { action: 'log.own', type: 'act.read', decision: 'allow', ref: `act:${id}` } as const
  const row = await deps.access.transaction({ ...intent, impersonal: true }, async (tx) => {
    const found = await selectActs(tx).where('s.id', '=', id).executeTakeFirst()
    const isOwn = found?.account_id === tx.actor.account || tx.actor.role === 'oversight'
    if (found === undefined || !isOwn) throw fail('not-found')
    // The sealed content of an act is read below, with an entry of its own.
    if (found.plain === null) tx.leavesNoEntry()
    return found
  })
  const reading =
    row.plain ??
    (await deps.access.transaction(intent, async (tx) => openReading(tx, await recordOf(tx, deps, row), row)))
  const at = deps.origins()
  const publicKey = url(row.public_key)
  return {
    ...shownAct(row),
    ...{ content: reading?.content ?? null, salt: reading?.salt ?? null },
    signer: publicKey === null || at === null ? null : { publicKey, origins: [...at.origins], rpId: at.rpId },
  }
}

async function recordOf(
  tx: Tx,
  { findRecord }: { findRecord: FindRecord },
  { case_id: caseId, signal_id: signalId }: Row,
): Promise<ActRecord | null> {
  if (caseId !== null) return findRecord(tx, caseId)
  if (signalId === null) return null
  const access = await tx.db
    .selectFrom('signal')
    .select(['regime', 'purposes', 'mask_at', 'delete_at'])
    .where('id', '=', signalId)
    .executeTakeFirst()
  return access === undefined ? null : { of: 'signal', id: signalId, access }
}
