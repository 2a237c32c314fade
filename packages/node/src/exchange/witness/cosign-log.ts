import {
  type Checkpoint,
  cosignatureValue,
  cosignedBytes,
  formatSignature,
  isSigned,
  judgeCheckpoint,
  keyKinds,
  LogFault,
  logNameOf,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifierKey,
} from '@entente/contracts'
import { sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { raiseAlarm } from '../../safeguards/oversight/raise-alarm.ts'
import { bodyOf } from '../peers/requests/read-request.ts'

/** A request of a member to cosign its log: the verifier key, and the text of `add-checkpoint` (C2SP tlog-witness). */
export const CosignRequest = z.strictObject({ log: z.string().max(300), request: z.string().max(100_000) })
/** The answer of a witness. `status` is that of tlog-witness; `size` and `note` are the state that it cosigned last. */
export const CosignAnswer = z.strictObject({
  status: z.union([z.literal(200), z.literal(400), z.literal(403), z.literal(404), z.literal(409), z.literal(422)]),
  cosignature: z.string().max(10_000).nullable(),
  size: z.int().min(0),
  note: z.string().max(100_000).nullable(),
})
export type CosignAnswer = z.infer<typeof CosignAnswer>

type Deps = Pick<CoreDeps, 'store' | 'member' | 'clock' | 'nodeKey'>
/** A member begins another log at a restore; more than this many are refused. */
const mostOrigins = 20
// Cosigning leaves no log entry: an entry makes a new checkpoint, which the other member would cosign in turn.
const intent = { action: 'peer.serve', type: 'config.change', impersonal: true } as const

/** The name under which a member cosigns. */
export const witnessName = (member: string): string => `${member}/witness`

/**
 * Cosigns a checkpoint of a member's log, if it contains what this node cosigned before. The state is stored before the
 * answer. Error: `body-invalid`.
 */
export async function cosignLog(deps: Deps, member: string, body: Buffer): Promise<CosignAnswer> {
  const asked = bodyOf(CosignRequest, { body })
  const key = await parseVerifierKey(nodeLogCrypto, asked.log, 'log').catch((error: unknown) => {
    throw error instanceof LogFault ? fail('body-invalid', { at: '/log', detail: error.message }) : error
  })
  return systemAccess(deps, null).transaction(intent, async (tx): Promise<CosignAnswer> => {
    tx.leavesNoEntry()
    for (const name of [member, key.name])
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, ${lockSeed}))`.execute(tx.db)
    // A cosignature names the origin and not the member, so all members share one state of an origin.
    if (await isOfAnother(tx, member, key.name)) {
      await raiseAlarm(tx, 'log-foreign', `peer:${member}`, { records: [key.name] })
      return { status: 403, cosignature: null, size: 0, note: null }
    }
    const rows = await tx.db.selectFrom('audit.witnessed').selectAll().where('member', '=', member).execute()
    const known = rows.find(({ origin }) => origin === key.name)
    // The first key of an origin stays: another key could sign another log in its name.
    const isOther = known !== undefined && known.vkey !== asked.log
    if (isOther || (known === undefined && rows.length >= mostOrigins))
      return { status: 403, cosignature: null, size: Number(known?.size ?? 0), note: known?.note ?? null }
    const last = known === undefined ? null : { size: Number(known.size), root: known.root }
    const verdict = await judgeCheckpoint(
      nodeLogCrypto,
      Buffer.from(asked.request),
      (origin) => (origin === key.name && key.kind === keyKinds.log ? [key] : []),
      async () => last,
    )
    if (verdict.status !== 200)
      return { status: verdict.status, cosignature: null, size: last?.size ?? 0, note: known?.note ?? null }
    const { checkpoint, note } = verdict
    const { text, signatures } = note
    const own = signatures.filter(({ name, id }) => name === key.name && id === key.id).map(formatSignature)
    const state = {
      size: checkpoint.size,
      root: Buffer.from(checkpoint.root),
      note: `${text}\n${own.join('')}`,
      at: tx.now,
    }
    await tx.db
      .insertInto('audit.witnessed')
      .values({ member, origin: key.name, vkey: asked.log, ...state })
      .onConflict((c) => c.columns(['member', 'origin']).doUpdateSet(state))
      .execute()
    if (known === undefined && rows.length > 0)
      await raiseAlarm(tx, 'log-goes-on', `peer:${member}`, { records: [key.name] })
    return { status: 200, cosignature: await cosign(deps, text, tx.now), size: checkpoint.size, note: null }
  })
}
/** Separates these locks from other advisory locks. */
const lockSeed = 34

/** Returns whether an origin belongs to another member or to this node: another member showed it, or has its node. */
async function isOfAnother(tx: Tx, member: string, origin: string): Promise<boolean> {
  const name = logNameOf(origin)
  const { rows } = await sql`
    select from audit.witnessed where origin = ${origin} and member <> ${member}
    union all select from peer where node || '/audit' = ${name} and member <> ${member}
      and state not in ('invited', 'removed')
    union all select from audit.log where origin = ${origin} or origin = ${name}
    limit 1`.execute(tx.db)
  return rows.length > 0
}

async function cosign({ member, nodeKey }: Deps, text: string, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000)
  const key = await verifierKey(nodeLogCrypto, witnessName(member.id), keyKinds.witness, nodeKey.publicKey)
  const value = cosignatureValue(seconds, nodeKey.sign(cosignedBytes(text, seconds)))
  return formatSignature({ name: key.name, id: key.id, value })
}

/** Checkpoints that a node has of other members' logs. */
export const WitnessedList = z.strictObject({
  items: z
    .array(
      z.strictObject({
        member: z.string().max(64),
        origin: z.string().max(200),
        vkey: z.string().max(300),
        note: z.string().max(100_000),
      }),
    )
    .max(200),
})
type Witnessed = z.infer<typeof WitnessedList>['items'][number]

/**
 * Answers with the newest checkpoints that this node cosigned of the same logs. Only who has a checkpoint that the log
 * signed gets one, because its size tells how much that member works. Error: `body-invalid`.
 */
export async function answerWitnessed(tx: Tx, body: Buffer): Promise<z.infer<typeof WitnessedList>> {
  const { items } = bodyOf(WitnessedList, { body })
  const known: Witnessed[] = await tx.db
    .selectFrom('audit.witnessed')
    .select(['member', 'origin', 'vkey', 'note'])
    .execute()
  const answer: Witnessed[] = []
  for (const item of items) {
    const own = known.find(({ origin }) => origin === item.origin)
    if (own?.vkey === item.vkey && (await readSigned(item)) !== null) answer.push(own)
  }
  return { items: answer }
}

/** Returns a checkpoint if the log signed it; null for a note in another form, of another log, or without its signature. */
export async function readSigned({ vkey, note: text, origin }: Omit<Witnessed, 'member'>): Promise<Checkpoint | null> {
  try {
    const note = parseNote(Buffer.from(text), 'note')
    const checkpoint = parseCheckpoint(note.text, 'note')
    const keys = [await parseVerifierKey(nodeLogCrypto, vkey, 'log')]
    return checkpoint.origin === origin && (await isSigned(nodeLogCrypto, note, keys)) ? checkpoint : null
  } catch (error) {
    if (error instanceof LogFault) return null
    throw error
  }
}
