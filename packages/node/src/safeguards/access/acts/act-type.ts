import { randomBytes, randomUUID } from 'node:crypto'
import { type Act, digestOfContent } from '@entente/contracts'
import type { z } from 'zod'
import type { AccessIntent, Tx } from '../access-store.ts'
import type { AccessRow } from '../decide-access.ts'
import { classesOf } from '../field-classes.ts'

/** What a person decides and what they read, as the node knows it inside a transaction. */
export interface ActGiven {
  type: string
  /** What the act is about, with its version if it has versions: `case:<id>@<version>`. */
  about: string
  /** Integers, texts, booleans, null, lists and objects only. */
  content: object
  /** The record with which content and salt end; null if the content is about accounts and rules only. */
  record: ActRecord | null
}

/** The case or the signal that an act is about. */
export interface ActRecord {
  of: 'case' | 'signal'
  id: string
  access: AccessRow
}

/**
 * One kind of act that people sign. The content is built by the function that the act's own route uses, so what was signed
 * is compared with what is done.
 */
export interface ActType<B = unknown> {
  type: string
  /** The body of the act's own request. */
  body: z.ZodType<B>
  /** Says what asking for the act does, for the access decision. `id` is the id in `about`. */
  intent(id: string): AccessIntent
  read(tx: Tx, id: string, body: B): Promise<ActGiven>
}

/** Content and salt are kept together: without the salt the digest tells nothing. */
interface SealedReading {
  content: object
  salt: string
}
const readingClasses = classesOf<{ content: object; salt: string }>()('signed_act', {
  content: 'masked',
  salt: 'masked',
})

/** Makes the act of the person who acts in this transaction. */
export async function makeAct(tx: Tx, { type, about, content }: ActGiven): Promise<{ act: Act; salt: Buffer }> {
  const { account, person, role } = tx.actor
  const salt = randomBytes(32)
  const act: Act = {
    ...{ v: 1, id: randomUUID(), type, node: tx.node, account, person, role, at: tx.now.toISOString(), about },
    digest: await digestOfContent(content, salt),
    nonce: randomBytes(16).toString('base64'),
  }
  return { act, salt }
}

/** Returns the columns that keep content and salt: sealed for an act on a case or a signal, else plain. */
export function readingColumns(tx: Tx, actId: string, record: ActGiven['record'], reading: SealedReading) {
  if (record === null) return { case_id: null, signal_id: null, a: null, b: null, plain: JSON.stringify(reading) }
  const of = (kind: ActRecord['of']) => (record.of === kind ? record.id : null)
  const sealed = tx.seal(actId, reading, readingClasses, record.access)
  return { case_id: of('case'), signal_id: of('signal'), ...sealed, plain: null }
}

/** Opens content and salt; null if they were erased or masked, or if the actor may not read the record. */
export function openReading(
  tx: Tx,
  record: ActGiven['record'],
  row: { id: string; a: Buffer | null; b: Buffer | null; plain: SealedReading | null },
): SealedReading | null {
  if (row.plain !== null) return row.plain
  if (record === null || row.b === null) return null
  const opened = tx.openIfAllowed<SealedReading>({ ...record.access, id: row.id, a: row.a, b: row.b })
  return opened === undefined || opened.value.salt === null ? null : opened.value
}
