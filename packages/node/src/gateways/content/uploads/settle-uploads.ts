import { sql } from 'kysely'
import { type IndexDeps, inDoor } from '../index/read-rows.ts'
import { settleFloodCases } from '../retro/flood-case.ts'
import { type SettleDeps, settleUpload } from './settle-upload.ts'

/** Task `settle-uploads`: looks at the uploads again that have a hit on signals which were withdrawn or changed, and at cases about those signals. */
export async function settleUploads(
  deps: SettleDeps & IndexDeps,
  { signalIds }: { signalIds: readonly string[] },
): Promise<void> {
  await deps.index.catchUp()
  const rows = await inDoor(deps, (tx) =>
    tx.db
      .selectFrom('hit as h')
      .innerJoin('upload as u', 'u.id', 'h.subject_id')
      .select('u.id')
      .distinct()
      .where(sql<boolean>`h.signal_id = any(${signalIds}::uuid[])`)
      .where('h.withdrawn_at', 'is', null)
      .execute(),
  )
  await inDoor(deps, async (tx) => {
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
    await settleFloodCases(
      tx,
      about.map(({ subject_id: id }) => id),
      sourceName,
    )
  })
  for (const { id: uploadId } of rows) await settleUpload(deps, { uploadId, cause: 'signals', signalIds })
}

/**
 * Task `settle-expired`: looks at the uploads again that rest on signals whose use has ended, or which were withdrawn on another way than with their item.
 * Matching itself asks the time; this closes the cases that nothing else supports.
 */
export async function settleExpired(deps: SettleDeps & IndexDeps): Promise<void> {
  const rows = await inDoor(deps, (tx) =>
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
  if (rows.length > 0) await settleUploads(deps, { signalIds: rows.map(({ id }) => id) })
}
