import { sql } from 'kysely'
import { closeFloodCases } from '../floods/flood-case.ts'
import { type IndexDeps, inTransaction } from '../index/read-rows.ts'
import { type MatchUploadDeps, matchUpload } from './match-upload.ts'

/**
 * Job `settle-uploads`: compares the uploads with hits on withdrawn or changed signals again, and closes flood cases
 * about those signals that are no longer quarantined.
 */
export async function matchUploadsAgain(
  deps: MatchUploadDeps & IndexDeps,
  { signalIds }: { signalIds: readonly string[] },
): Promise<void> {
  await deps.index.catchUp()
  const rows = await inTransaction(deps, (tx) =>
    tx.db
      .selectFrom('hit as h')
      .innerJoin('upload as u', 'u.id', 'h.subject_id')
      .select('u.id')
      .distinct()
      .where(sql<boolean>`h.signal_id = any(${signalIds}::uuid[])`)
      .where('h.withdrawn_at', 'is', null)
      .execute(),
  )
  await inTransaction(deps, async (tx) => {
    const about = await tx.db
      .selectFrom('hit as h')
      .innerJoin('case_file as c', 'c.id', 'h.case_id')
      .select('c.subject_id')
      .distinct()
      .where(sql<boolean>`h.signal_id = any(${signalIds}::uuid[])`)
      .where('h.withdrawn_at', 'is', null)
      .where('c.gateway', '=', 'content')
      .where('c.state', 'not in', ['decided', 'closed'])
      .where(sql<boolean>`not exists (select 1 from upload u where u.id = c.subject_id)`)
      .execute()
    const sourceName = (source: string) => (source === deps.member.id ? deps.member.name : source)
    await closeFloodCases(
      tx,
      about.map(({ subject_id: id }) => id),
      sourceName,
    )
  })
  for (const { id: uploadId } of rows) await matchUpload(deps, { uploadId, cause: 'signals', signalIds })
}

/**
 * Job `settle-expired`: compares the uploads with hits on expired or withdrawn signals again. Matching itself checks
 * the time; this job closes the cases that nothing else supports.
 */
export async function matchExpired(deps: MatchUploadDeps & IndexDeps): Promise<void> {
  const rows = await inTransaction(deps, (tx) =>
    tx.db
      .selectFrom('hit as h')
      .innerJoin('signal as s', 's.id', 'h.signal_id')
      .innerJoin('upload as u', 'u.id', 'h.subject_id')
      .select('s.id')
      .distinct()
      .where('h.withdrawn_at', 'is', null)
      .where((e) => e.or([e('s.status', '<>', 'active'), e('s.usable_until', '<=', tx.now)]))
      .where('u.delete_at', '>', tx.now)
      .limit(1000)
      .execute(),
  )
  if (rows.length > 0) await matchUploadsAgain(deps, { signalIds: rows.map(({ id }) => id) })
}
