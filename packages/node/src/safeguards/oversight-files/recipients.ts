import { NewRecipient, type OversightRecipient, recipientContent, type ShownRecipient } from '@entente/contracts'
import { type Kysely, type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { OversightRecipientTable } from '../../store/oversight-schema.ts'
import type { Schema } from '../../store/schema.ts'
import type { AccessIntent, Tx } from '../access/access-store.ts'
import type { ActGiven, ActType } from '../access/acts/act-type.ts'
import { type GivenSignature, recordAct } from '../access/acts/record-act.ts'
import { announceToOversight } from '../access/announce-to-oversight.ts'

type Row = Selectable<OversightRecipientTable>
/** A proposal without consent ends after this time. */
const proposalMs = 14 * 86_400_000

/** Returns the recipient to which the node seals now; null if oversight has none yet. */
export async function recipientInForce(db: Kysely<Schema>, now: Date): Promise<Row | null> {
  const { rows } = await sql<Row>`select * from recipient_in_force(${now})`.execute(db)
  return rows[0] ?? null
}

/** Returns the newest recipient that was not stopped and is not in force yet; null if none waits. */
async function waitingRecipient(tx: Tx): Promise<Row | null> {
  const inForce = await recipientInForce(tx.db, tx.now)
  const newest = await tx.db
    .selectFrom('oversight_recipient as r')
    .selectAll()
    .where('stopped_at', 'is', null)
    .where('n', '>', inForce?.n ?? 0)
    .where((e) =>
      e.or([
        e('proposed_at', '>', new Date(tx.now.getTime() - proposalMs)),
        e.exists(e.selectFrom('oversight_recipient_consent as c').select('c.n').whereRef('c.n', '=', 'r.n')),
      ]),
    )
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest ?? null
}

async function nextNumber(tx: Tx): Promise<number> {
  const { most } = await tx.db
    .selectFrom('oversight_recipient')
    .select((e) => e.fn.max('n').as('most'))
    .executeTakeFirstOrThrow()
  return (most ?? 0) + 1
}

/** Returns the recipient in force and the one that waits, with the people who signed them. */
export async function readRecipient(tx: Tx): Promise<OversightRecipient> {
  const [inForce, waiting] = [await recipientInForce(tx.db, tx.now), await waitingRecipient(tx)]
  const shownWaiting = waiting && (await show(tx, waiting))
  const mayConsent =
    waiting !== null && waiting.proposed_by !== tx.actor.person && (await consentsOf(tx, waiting.n)).length === 0
  const { rows } = await sql<{ hours: number }>`
    select case when is_founding() or is_of_one_person() then 0 else 24 end as hours`.execute(tx.db)
  return {
    inForce: inForce && (await show(tx, inForce)),
    waiting: shownWaiting && { ...shownWaiting, mayConsent },
    next: await nextNumber(tx),
    waitHours: rows[0]?.hours ?? 24,
  }
}

const consentsOf = (tx: Tx, n: number) =>
  tx.db
    .selectFrom('oversight_recipient_consent as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .select('p.name')
    .where('c.n', '=', n)
    .orderBy('c.at')
    .execute()

async function show(tx: Tx, row: Row): Promise<ShownRecipient> {
  const { name } = await tx.db
    .selectFrom('person')
    .select('name')
    .where('id', '=', row.proposed_by)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ begins: Date | null }>`
    select recipient_begins(r) as begins from oversight_recipient r where n = ${row.n}`.execute(tx.db)
  return {
    ...{ n: row.n, recipient: row.recipient, proposedBy: name, proposedAt: row.proposed_at.toISOString() },
    consents: (await consentsOf(tx, row.n)).map((consent) => consent.name),
    begins: rows[0]?.begins?.toISOString() ?? null,
  }
}

/**
 * Proposes a recipient, as a person of oversight. It counts after another one consented and the waiting time. Everybody of oversight and
 * the supervisors get an alarm.
 *
 * Errors: `body-invalid` for a text with a wrong character; `recipient-state` while another one waits; those of `recordAct`.
 */
export async function proposeRecipient(
  tx: Tx,
  { recipient }: NewRecipient,
  signature: GivenSignature | null,
): Promise<void> {
  await checkRecipient(recipient)
  if ((await waitingRecipient(tx)) !== null)
    throw fail('recipient-state', { detail: 'Another recipient waits: consent to it or stop it first.' })
  const n = await nextNumber(tx)
  await tx.db
    .insertInto('oversight_recipient')
    .values({ n, recipient, proposed_by: tx.actor.person, proposed_at: tx.now, wait_hours: 24 })
    .execute()
  await recordAct(tx, signature, { ...givenFor('recipient.propose', n, recipient), passkeyOnly: true })
  await announceToOversight(tx.db, 'recipient-proposed', `recipient:${n}`, tx.now, [tx.actor.person])
  tx.note({ n, recipient })
}

/** Consents to the recipient that waits, as another person. Errors: `not-found`, `same-person`, `recipient-state`, those of `recordAct`. */
export async function consentToRecipient(tx: Tx, n: number, signature: GivenSignature | null): Promise<void> {
  const waiting = await found(tx, n)
  const inserted = await tx.db
    .insertInto('oversight_recipient_consent')
    .values({ n, person_id: tx.actor.person, at: tx.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted.numInsertedOrUpdatedRows === 0n) throw fail('recipient-state')
  await recordAct(tx, signature, { ...givenFor('recipient.consent', n, waiting.recipient), passkeyOnly: true })
  tx.note({ n, recipient: waiting.recipient })
}

/** Stops the recipient that waits; any one person of oversight may. Error: `recipient-state`. */
export async function stopRecipient(tx: Tx, n: number): Promise<void> {
  const waiting = await waitingRecipient(tx)
  if (waiting?.n !== n) throw fail('recipient-state')
  await tx.db
    .updateTable('oversight_recipient')
    .set({ stopped_by: tx.actor.person, stopped_at: tx.now })
    .where('n', '=', n)
    .execute()
  tx.note({ n })
}

async function found(tx: Tx, n: number): Promise<Row> {
  const waiting = await waitingRecipient(tx)
  if (waiting?.n !== n) throw fail('recipient-state')
  if (waiting.proposed_by === tx.actor.person) throw fail('same-person')
  return waiting
}

/** Throws `body-invalid` if a recipient was mistyped: each has a checksum. */
async function checkRecipient(recipient: string): Promise<void> {
  const { Encrypter } = await import('age-encryption')
  try {
    new Encrypter().addRecipient(recipient)
  } catch {
    throw fail('body-invalid', { at: '/recipient', detail: 'This is no recipient of age: a character is wrong.' })
  }
}

/** The number and the recipient stand in `about`, so the signature counts for nothing else. */
const givenFor = (type: string, n: number, recipient: string): ActGiven => ({
  ...{ type, about: `recipient:${recipient}@${n}`, content: recipientContent(n, recipient), record: null },
})

const asking = (recipient: string): AccessIntent => ({
  ...{ action: 'oversight.recipient', type: 'act.ask', ref: `recipient:${recipient.slice(0, 80)}` },
  ...{ decision: 'allow', impersonal: true },
})

/** The acts of proposing a recipient and of consenting to it, for the route with which people ask for an act. */
export const recipientActs = (): ActType[] => [
  {
    type: 'recipient.propose',
    body: NewRecipient,
    intent: asking,
    read: async (tx, _id, body) => {
      const { recipient } = body as NewRecipient
      await checkRecipient(recipient)
      return givenFor('recipient.propose', await nextNumber(tx), recipient)
    },
  },
  {
    type: 'recipient.consent',
    body: z.strictObject({}),
    intent: asking,
    read: async (tx, id) => {
      const waiting = await waitingRecipient(tx)
      if (waiting?.recipient !== id) throw fail('recipient-state')
      if (waiting.proposed_by === tx.actor.person) throw fail('same-person')
      return givenFor('recipient.consent', waiting.n, waiting.recipient)
    },
  },
]
