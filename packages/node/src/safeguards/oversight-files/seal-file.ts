import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../access/access-store.ts'
import { encryptTo } from './age-file.ts'
import { recipientInForce } from './recipients.ts'

interface Given {
  kind: 'report' | 'unmask-document' | 'note'
  /** A text or the bytes of a document, which the node seals; or an age file that a browser sealed. */
  content: { plain: Uint8Array | string } | { sealed: Uint8Array }
  of?: { ref: string; subjectId: string }
}

/**
 * Seals something for oversight and stores it. The node encrypts it in memory to the recipient in force, so nothing readable reaches a
 * file or the database, and nobody opens it without the private key, which the node does not have. Returns the id of the file.
 *
 * Errors: `recipient-missing` while oversight has no recipient.
 */
export async function sealForOversight(tx: Tx, { kind, content, of }: Given): Promise<string> {
  const recipient = await recipientInForce(tx.db, tx.now)
  if (recipient === null) throw fail('recipient-missing', { detail: missingRecipient })
  const sealed = 'sealed' in content ? content.sealed : await encryptTo(recipient.recipient, content.plain)
  const id = randomUUID()
  const day = tx.now.toISOString().slice(0, 10)
  await sql`select seal_for_oversight(${id}, ${kind}, ${of?.ref ?? null}, ${of?.subjectId ?? null}, ${day}::date, ${recipient.n},
    ${Buffer.from(sealed)})`.execute(tx.db)
  return id
}
const missingRecipient =
  'Oversight has no recipient yet: two people of oversight enter its public key in the desk, under Oversight, Sealed files.'

/** What the stored reports take: how many came on this day, and the bytes of all. */
export async function reportsStored(tx: Tx): Promise<{ today: number; bytes: number }> {
  const { rows } = await sql<{ today: number; bytes: number }>`
    select count(*) filter (where day = ${tx.now.toISOString().slice(0, 10)}::date)::int as today, coalesce(sum(bytes), 0)::float8 as bytes
    from oversight_file where kind = 'report'`.execute(tx.db)
  return rows[0] ?? { today: 0, bytes: 0 }
}
