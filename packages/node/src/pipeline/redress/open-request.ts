import { randomInt, randomUUID } from 'node:crypto'
import { type NewRedress, type RedressReceipt, redressFileBytes, sealedFileType } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { encryptTo } from '../../safeguards/oversight-files/age-file.ts'
import { recipientInForce } from '../../safeguards/oversight-files/recipients.ts'
import { clocksUnder } from '../../safeguards/retention/clocks-of.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { clocksOfRequest } from './redress-clocks.ts'
import { publicRequest, type RedressWords, requestAccess, wordClasses } from './redress-row.ts'

/** Signs of references and secrets: without vowels that make words, and without those that are read as another one. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const randomSigns = (count: number): string =>
  Array.from({ length: count }, () => signs[randomInt(signs.length)]).join('')

/**
 * What strangers may leave here before a person takes it up: requests, and bytes of files. Requests without files have their own share, so that files
 * of strangers keep nobody from asking.
 */
const mostWaiting = { requests: 2000, fileBytes: 200 * 1024 * 1024 }
/** Separates the lock of this sum from other advisory locks. */
const budgetLock = 3_111

/** The digest under which a secret is stored. Its key is not in the database. */
export const secretDigest = (tx: Tx, reference: string, secret: string): Buffer =>
  tx.blind('redress-secret', `${reference}\0${secret.trim().toUpperCase()}`)

/**
 * Stores the request of a person and returns its reference and secret, which is shown once. Errors: `body-invalid` for a file that is not of its
 * type, an unknown gateway, or a channel without an address; `redress-full` if too much waits already.
 */
export async function openRequest(tx: Tx, gateways: Gateways, asked: NewRedress): Promise<RedressReceipt> {
  const files = (asked.evidence ?? []).map(({ type, data }, place) => fileOf(type, data, `/evidence/${place}`))
  const contact = asked.contact ?? null
  if (asked.channel !== 'here' && (contact === null || contact.length < 5))
    throw fail('body-invalid', {
      at: '/contact',
      detail: 'Say how you want to be reached, or choose to read the answer here.',
    })
  const about =
    asked.about == null ? undefined : gateways.all.find(({ vocabulary }) => vocabulary.kind === asked.about)?.vocabulary
  if (asked.about != null && about === undefined)
    throw fail('body-invalid', { at: '/about', detail: 'This organisation checks nothing of this kind.' })
  const fileBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  await checkBudget(tx, fileBytes)

  const reference = `${randomSigns(4)}-${randomSigns(4)}`
  const secret = randomSigns(12)
  const id = randomUUID()
  const { urgent, acknowledgeBy, dueAt } = clocksOfRequest(asked, tx.now, about?.complaintDays)
  // No clock runs before the request ends.
  const { deleteAt } = clocksUnder(regimeAt('redress', tx.now), { receivedAt: tx.now })
  const words: RedressWords = {
    ...{
      name: asked.name,
      birthDate: asked.birthDate ?? null,
      documents: asked.documents ?? [],
      channel: asked.channel,
    },
    ...{ contact: asked.channel === 'here' ? null : contact, text: asked.text, neededBy: asked.neededBy ?? null },
  }
  const clocks = requestAccess({ regime: 'redress', delete_at: deleteAt })
  const row = {
    ...{ id, reference, secret: secretDigest(tx, reference, secret), kind: asked.kind, about: about?.kind ?? null },
    ...{ language: asked.language, urgent, bytes: fileBytes, state: 'received', received_at: tx.now },
    ...{ acknowledge_by: acknowledgeBy, due_at: dueAt, delete_at: deleteAt },
    b: tx.seal(id, words, wordClasses, clocks).b,
  }
  await tx.db.insertInto('redress_request').values(row).execute()
  for (const { type, bytes } of files) {
    const file = randomUUID()
    await tx.db
      .insertInto('redress_evidence')
      .values({
        ...{ id: file, request_id: id, type, bytes: bytes.length, delete_at: deleteAt },
        raw: sealEvidence(tx, file, bytes, deleteAt),
      })
      .execute()
  }
  tx.about(`redress:${reference}`)
  tx.counted(1)
  tx.note({ kind: asked.kind, files: files.length, urgent })
  const stored = await tx.db.selectFrom('redress_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { reference, secret, request: publicRequest(stored, { extension: null, reasons: null }, tx.now) }
}

/** Seals a file that shows who a person is. All such bytes are sealed and opened here and in `openEvidence`. */
export const sealEvidence = (tx: Tx, id: string, bytes: Uint8Array, deleteAt: Date): Buffer =>
  tx.sealRaw(id, bytes, requestAccess({ regime: 'redress', delete_at: deleteAt }))
/** Opens a file that shows who a person is. Throws a refusal with every failed clause. */
export const openEvidence = (tx: Tx, file: { id: string; raw: Buffer; delete_at: Date }): Buffer =>
  tx.openRaw({ ...requestAccess({ regime: 'redress', delete_at: file.delete_at }), id: file.id, raw: file.raw })

/**
 * Seals the files of a request anew, for oversight alone, once somebody checked who the person is: from then on the node cannot read them, and
 * neither can the reviewer. They are erased as before. While oversight has no recipient they stay as they are.
 */
export async function sealCheckedEvidence(tx: Tx, requestId: string): Promise<void> {
  const recipient = await recipientInForce(tx.db, tx.now)
  if (recipient === null) return
  const files = await tx.db.selectFrom('redress_evidence').selectAll().where('request_id', '=', requestId).execute()
  for (const file of files) {
    const sealed = await encryptTo(recipient.recipient, openEvidence(tx, file))
    const raw = sealEvidence(tx, file.id, sealed, file.delete_at)
    await tx.db.updateTable('redress_evidence').set({ type: sealedFileType, raw }).where('id', '=', file.id).execute()
  }
}

const beginnings: Record<string, readonly number[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
}

function fileOf(type: string, data: string, at: string): { type: string; bytes: Buffer } {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > redressFileBytes) throw fail('too-large', { at, detail: 'A file has at most 1 MiB.' })
  const begins = beginnings[type] ?? []
  if (bytes.length < 20 || !begins.every((byte, place) => bytes[place] === byte))
    throw fail('body-invalid', { at, detail: `This file is no ${type}.` })
  return { type, bytes }
}

/** Throws `redress-full` if what nobody took up yet is too much. Two requests at once are counted one after the other. */
async function checkBudget(tx: Tx, fileBytes: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${budgetLock})`.execute(tx.db)
  const waiting = await tx.db
    .selectFrom('redress_request')
    .select((e) => [e.fn.countAll<string>().as('requests'), e.fn.sum<string | null>('bytes').as('bytes')])
    .where('taken_at', 'is', null)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(waiting.requests) >= mostWaiting.requests)
    throw fail('redress-full', {
      detail: 'Too many requests wait. Write to this organisation by post, or try again tomorrow.',
    })
  if (fileBytes > 0 && Number(waiting.bytes ?? 0) + fileBytes > mostWaiting.fileBytes)
    throw fail('redress-full', { detail: 'Too many files wait. Ask without files: you can show who you are later.' })
}
