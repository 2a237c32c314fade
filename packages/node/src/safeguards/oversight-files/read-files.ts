import { randomUUID } from 'node:crypto'
import {
  NewOpening,
  type OpeningAnswer,
  type OversightFile,
  type OversightFiles,
  openingContent,
  openingOf,
} from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../errors.ts'
import type { AccessIntent, AccessStore, Tx } from '../access/access-store.ts'
import type { ActGiven, ActType } from '../access/acts/act-type.ts'
import { type GivenSignature, recordAct } from '../access/acts/record-act.ts'

/** How many files and openings a list has at most. */
const mostListed = 500
const signedMs = 24 * 3_600_000

async function openingsNeed(tx: Tx): Promise<number> {
  const { rows } = await sql<{ needs: number }>`select opening_needs() as needs`.execute(tx.db)
  return rows[0]?.needs ?? 2
}

/** Returns the sealed files, the newest day first, with what was signed to open them. */
export async function readFiles(tx: Tx): Promise<OversightFiles> {
  const { rows: items } = await sql<OversightFile>`
    select f.id, f.kind, f.ref, f.day::text as day, f.bytes, f.sha256, r.recipient, may_open_file(f.id) as "mayDownload",
      exists (select from oversight_download d where d.file_id = f.id and d.released_at is not null) as opened
    from oversight_file f join oversight_recipient r on r.n = f.recipient_n order by f.day desc, f.id limit ${mostListed}`.execute(
    tx.db,
  )
  const { rows: openings } = await sql<{ id: string; files: string[]; people: string[]; mine: boolean; since: Date }>`
    select o.id, o.files, array_agg(p.name order by s.at) as people, bool_or(s.person_id = ${tx.actor.person}::uuid) as mine, min(s.at) as since
    from oversight_opening o cross join lateral opening_people(o.id) s join person p on p.id = s.person_id
    group by o.id order by min(s.at) desc limit ${mostListed}`.execute(tx.db)
  const needs = await openingsNeed(tx)
  return {
    items,
    next: null,
    openings: openings.map(({ id, files, people, mine, since }) => ({
      ...{ id, files, signedBy: people, signedByMe: mine, needs },
      until: new Date(since.getTime() + signedMs).toISOString(),
    })),
    needs,
  }
}

/**
 * Signs to open files, as one of the people of oversight whom an opening needs. The files can be downloaded for 24 hours once enough
 * people signed the same ones. Errors: `not-found`; those of `recordAct`.
 */
export async function signOpening(tx: Tx, asked: NewOpening, signature: GivenSignature | null): Promise<OpeningAnswer> {
  const given = await openingAct(tx, asked)
  const { id, files } = await openingOf(asked.files)
  await tx.db
    .insertInto('oversight_opening')
    .values({ id, files })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await recordAct(tx, signature, { ...given, passkeyOnly: true })
  tx.note({ files })
  tx.counted(files.length)
  const needs = await openingsNeed(tx)
  const { rows } = await sql<{ signed: number }>`
    select count(*)::int as signed from opening_people(${id})`.execute(tx.db)
  return { id, state: (rows[0]?.signed ?? 0) >= needs ? 'open' : 'awaiting' }
}

async function openingAct(tx: Tx, asked: NewOpening): Promise<ActGiven> {
  const { id, files } = await openingOf(asked.files)
  const known = await tx.db.selectFrom('oversight_file').select('id').where('id', 'in', files).execute()
  if (known.length < files.length) throw fail('not-found')
  return { type: 'file.open', about: `opening:${id}`, content: openingContent(files), record: null }
}

/** The act of opening files, for the route with which people ask for an act. */
export const openingActs = (): ActType[] => [
  {
    type: 'file.open',
    body: NewOpening,
    intent: (id) => ({
      ...{ action: 'oversight.open', type: 'act.ask', ref: `opening:${id.slice(0, 80)}` },
      ...{ decision: 'allow', impersonal: true },
    }),
    read: (tx, _id, body) => openingAct(tx, body as NewOpening),
  },
]

/**
 * Returns the age file of an opened file. The download and its entry in the log are committed before the bytes are read; the database
 * gives them to no other transaction, and once for each download.
 *
 * Errors: `not-found`; `second-person-required` before enough people signed, or after 24 hours.
 */
export async function downloadFile(access: AccessStore, id: string): Promise<Buffer> {
  const intent: AccessIntent = {
    ...{ action: 'oversight.open', type: 'file.download', ref: `file:${id}`, decision: 'allow' },
    ...{ impersonal: true, once: true },
  }
  const download = await access.transaction(intent, async (tx) => {
    await findFile(tx, id)
    const downloadId = randomUUID()
    await tx.db
      .insertInto('oversight_download')
      .values({ id: downloadId, file_id: id, person_id: tx.actor.person })
      .execute()
    tx.counted(1)
    return downloadId
  })
  return access.transaction({ ...intent, details: { released: true } }, async (tx) => {
    tx.leavesNoEntry()
    const { rows } = await sql<{ sealed: Buffer }>`select * from released_file(${download}::uuid)`.execute(tx.db)
    const [released] = rows
    if (released === undefined) throw fail('not-found')
    return released.sealed
  })
}

async function findFile(tx: Tx, id: string): Promise<void> {
  const file = await tx.db.selectFrom('oversight_file').select('id').where('id', '=', id).executeTakeFirst()
  if (file === undefined) throw fail('not-found')
}

/** Deletes a file that was opened before. Errors: `not-found`, `file-not-opened`. */
export async function deleteFile(tx: Tx, id: string): Promise<void> {
  await findFile(tx, id)
  const opened = await tx.db
    .selectFrom('oversight_download')
    .select('id')
    .where('file_id', '=', id)
    .where('released_at', 'is not', null)
    .executeTakeFirst()
  if (opened === undefined) throw fail('file-not-opened')
  await tx.db.deleteFrom('oversight_file').where('id', '=', id).execute()
  tx.counted(1)
}
