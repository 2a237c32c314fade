import { type Act, canonicalJson, commitmentToAct, digestOfContent, partsOfAbout } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { Database, Tx } from '../access-store.ts'
import { readPeople } from '../grants.ts'
import { type ActGiven, makeAct, openReading, readingColumns } from './act-type.ts'

/** The proof that a person gave for an act that they were asked to sign. It was checked before the transaction. */
export type GivenSignature = { actId: string } & (
  | { method: 'totp' }
  | {
      method: 'passkey'
      credentialId: string
      authenticatorData: Buffer
      clientData: Buffer
      signature: Buffer
    }
)
export type ActMethod = 'passkey' | 'totp' | 'attested'

/**
 * Stores the act of a person in the transaction of its effect, and commits the log entry to act and signature. The content
 * must be the one that was signed. Without a signature the node attests the act itself, on a node of one person only.
 * Returns how the act was made.
 *
 * Errors: `signature-needed`; `passkey-needed` if a code is not enough for this act; `version-conflict` if the thing changed since the act was asked for; `assertion-invalid` with
 * the part that is not the one that was signed.
 */
export async function recordAct(
  tx: Tx,
  signature: GivenSignature | null,
  given: ActGiven & { effectId?: string; passkeyOnly?: boolean },
): Promise<ActMethod> {
  const { act, salt } = signature === null ? await attested(tx, given) : await asked(tx, signature.actId, given)
  const method = signature?.method ?? 'attested'
  if (given.passkeyOnly === true && method === 'totp') throw fail('passkey-needed')
  const proof = signature?.method === 'passkey' ? signature : null
  await tx.db
    .insertInto('signed_act')
    .values({
      ...{ id: act.id, type: act.type, about: act.about, at: act.at, act: canonicalJson(act), method },
      ...{ account_id: act.account, person_id: act.person, role: act.role, effect_id: given.effectId ?? act.id },
      ...{ credential_id: proof?.credentialId ?? null, authenticator_data: proof?.authenticatorData ?? null },
      ...{ client_data: proof?.clientData ?? null, signature: proof?.signature ?? null },
      ...readingColumns(tx, act.id, given.record, { content: given.content, salt: salt.toString('base64') }),
    })
    .execute()
  const commitment = await commitmentToAct(act, proof?.signature.toString('base64url') ?? null)
  tx.note({ signed: { act: act.id, method, commitment } })
  return method
}

async function attested(tx: Tx, given: ActGiven): Promise<{ act: Act; salt: Buffer }> {
  if ((await readPeople(tx.db)) !== 'single-operator')
    throw fail('signature-needed', { detail: 'Sign it in the desk: a command or a key cannot sign.' })
  return makeAct(tx, given)
}

/** Takes the act that was asked for. It can be taken once. */
async function asked(tx: Tx, actId: string, given: ActGiven): Promise<{ act: Act; salt: Buffer }> {
  const row = await tx.db
    .deleteFrom('asked_act')
    .where('id', '=', actId)
    .where('account_id', '=', tx.actor.account)
    .returning(['act', 'a', 'b', 'plain'])
    .executeTakeFirst()
  if (row === undefined) throw invalid('/signed/actId')
  const act = JSON.parse(row.act) as Act
  if (act.type !== given.type || act.role !== tx.actor.role) throw invalid('/act')
  const then = partsOfAbout(act.about)
  const now = partsOfAbout(given.about)
  if (then.thing !== now.thing) throw invalid('/act')
  if (then.version !== now.version) throw fail('version-conflict')
  // The caller may read the record: the content was just built from it.
  const reading = openReading(tx, given.record, { ...row, id: actId })
  if (reading === null) throw invalid('/content')
  const salt = Buffer.from(reading.salt, 'base64')
  if ((await digestOfContent(given.content, salt)) !== act.digest) throw invalid('/content')
  return { act, salt }
}

const invalid = (at: string) => fail('assertion-invalid', { at })

/** How an act was made, and whether it is complete: a signature is, once the verifier found it right. */
interface MadeAct {
  method: ActMethod
  settled: boolean
}

/** Returns the acts with which these things were made, by the id of the thing. */
export async function actsOfEffects(db: Database, effectIds: readonly string[]): Promise<Map<string, MadeAct>> {
  if (effectIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('signed_act as s')
    .leftJoin('verified_act as v', 'v.act_id', 's.id')
    .select(['s.effect_id', 's.method', 'v.at'])
    .where('s.effect_id', 'in', [...effectIds])
    .execute()
  return new Map(
    rows.map(({ effect_id, method, at }) => [effect_id, { method, settled: method !== 'passkey' || at !== null }]),
  )
}
