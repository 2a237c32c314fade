import type { Match, RegimeId, UploadState } from '@entente/contracts'
import { settleCases } from '../../../pipeline/match/settle-cases.ts'
import { firstThreshold } from '../../../pipeline/match/threshold/threshold-in-force.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { Tx } from '../../../safeguards/access/door.ts'
import { systemDoor } from '../../../safeguards/access/system.ts'
import { clocksOf } from '../../../safeguards/retention/regimes.ts'
import type { ContentIndex } from '../index/content-index.ts'
import { labelKey } from '../labels/violent-labels.ts'
import { describeMatches } from '../match/describe-matches.ts'
import { findMatches } from '../match/find-matches.ts'
import { usualLimit } from '../match/read-query.ts'
import { eraseOriginals } from '../originals/erase-originals.ts'
import type { FloodWatch } from '../retro/flood-watch.ts'
import { noteHits } from '../retro/note-hits.ts'
import { hitsOf, opensCase, otherExplanations } from './hits-of.ts'
import {
  deleteUnfoundAt,
  queryOf,
  type UploadBody,
  type UploadRow,
  type UploadText,
  withoutReferences,
} from './upload-row.ts'
import { uploadSubject } from './upload-subject.ts'

export interface SettleDeps extends Pick<CoreDeps, 'store' | 'member' | 'clock' | 'log'> {
  index: ContentIndex
  flood: FloodWatch
}
export interface SettleUpload {
  uploadId: string
  /** Why: `upload`, `retro`, `signals`. */
  cause?: string
  /** Just these signals changed: hits on others stay as they are. */
  signalIds?: readonly string[]
}

/**
 * Looks an upload up in the banks and settles its case by the pipeline's own rules: as often as it is asked for, with the same result. It is the step `match` of this
 * gateway; returns the upload's row as it is then, or null where it is gone. Error: `index-not-ready`.
 */
export async function settleUpload(deps: SettleDeps, request: SettleUpload): Promise<UploadRow | null> {
  const { uploadId, cause = 'upload', signalIds } = request
  deps.index.finder()
  const act = { action: 'signal.match', type: 'signal.match', ref: `upload:${uploadId}`, details: { cause } } as const
  return systemDoor(deps, 'content-safety').act(act, async (tx) => {
    const row = await tx.db.selectFrom('upload').selectAll().where('id', '=', uploadId).forUpdate().executeTakeFirst()
    const before = row === undefined ? null : tx.openIfAllowed<UploadBody>(row)?.value.text
    if (row === undefined || before === undefined || before === null) {
      tx.leavesNoEntry()
      return null
    }
    const retro = before.retro || cause === 'retro'
    const found = await findMatches(
      deps.index,
      before.signals.map(queryOf),
      { banks: null, radius: null, limit: usualLimit, seed: before.uploadId, includeShadow: true },
      tx.now,
    )
    const described = await describeMatches(tx, found.matches)
    const text = {
      ...before,
      retro,
      matches: described.map(({ match }) => match),
      total: Math.max(described.length, found.total - (found.matches.length - described.length)),
      truncated: found.truncated,
    }
    const hits = hitsOf(row, text, described, found.indexSeq)
    const kept = hits.length > 0 || row.case_id !== null
    // What nothing is found in is held for its hashes alone, for some days; what has a case for as long as the law of its evidence says.
    const deleteAt = kept ? clocksOf(row.regime as RegimeId, row.received_at).deleteAt : row.delete_at
    const current: UploadRow = { ...row, delete_at: deleteAt }
    const settled = await settleCases(
      tx,
      {
        index: { get: () => undefined, version: String(found.indexSeq) },
        sourceName: (source) => (source === deps.member.id ? deps.member.name : source),
        ...(signalIds === undefined ? {} : { only: { ids: new Set(signalIds) } }),
        cause,
        threshold: firstThreshold,
      },
      [
        {
          context: uploadSubject(current, { ...text, matches: await underRunning(tx, text.matches, row.received_at) }),
          comparable: true,
          hits: signalIds === undefined ? hits : hits.filter(({ signal }) => signalIds.includes(signal.id)),
          otherExplanations: otherExplanations(text.matches),
        },
      ],
    )
    const changes = await stateAfter(tx, current, text)
    const standing = described.map(({ match }) => match).filter(opensCase)
    // It came while the index was loaded, and stood with all that was said of it until now.
    const unfound = changes.state === 'no-match' && changes.case_id === null
    const stored = await tx.db
      .updateTable('upload')
      .set({
        ...{ ...changes, delete_at: unfound ? deleteUnfoundAt(current) : deleteAt, index_seq: found.indexSeq },
        labels: [...new Set(standing.flatMap(({ labels }) => labels.map(labelKey)))],
        incidents: [...new Set(standing.flatMap(({ incident }) => (incident === null ? [] : [incident])))],
        ...(unfound ? { account: null } : {}),
        ...tx.seal(row.id, { text: unfound ? withoutReferences(text) : text }),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const again = settled.some(({ change }) => change !== 'opened')
    if (again) {
      const answering = { subjectId: row.id, gateway: 'content' }
      await tx.enqueue('answer-subject', answering, { jobKey: `answer:${row.id}` })
    }
    if (row.original === 'kept') {
      // No case needs it (any more): it goes. Else it stays as long as the banks say whose signals were found, and no longer than the upload.
      if (changes.state !== 'in-review' && changes.state !== 'decided') await eraseOriginals(tx, [row.id])
      else await limitOriginal(tx, stored, standing)
    }
    tx.note({ matches: text.total, hits: hits.length })
    if (cause === 'upload') await noteHits(tx, deps, described, found.indexSeq)
    return stored
  })
}

/** An incident that was over when something was uploaded makes nothing urgent: its signals take normal rules then (content.md 3.11). */
async function underRunning(tx: Tx, matches: readonly Match[], at: Date): Promise<Match[]> {
  const named = [...new Set(matches.flatMap(({ incident }) => incident ?? []))]
  if (named.length === 0) return [...matches]
  const over = await tx.db
    .selectFrom('incident')
    .select('id')
    .where('id', 'in', named)
    .where('ends_at', '<=', at)
    .execute()
  const ended = new Set(over.map(({ id }) => id))
  return matches.map((match) => (ended.has(match.incident ?? '') ? { ...match, incident: null } : match))
}

async function limitOriginal(tx: Tx, row: UploadRow, standing: readonly Match[]): Promise<void> {
  const names = [...new Set(standing.map(({ bank }) => bank))]
  if (names.length === 0) return
  const { days } = await tx.db
    .selectFrom('bank')
    .select((e) => e.fn.max('retain_days').as('days'))
    .where('name', 'in', names)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (days === null) return
  const until = new Date(row.received_at.getTime() + days * 86_400_000)
  await tx.db
    .updateTable('upload_original')
    .set({ delete_at: until < row.delete_at ? until : row.delete_at })
    .where('upload_id', '=', row.id)
    .execute()
}

/** The upload's case and state as the pipeline has them now. */
async function stateAfter(
  tx: Tx,
  row: UploadRow,
  { matches, unread = false }: UploadText,
): Promise<{ case_id: string | null; state: UploadState }> {
  const standing = await tx.db
    .selectFrom('case_file')
    .select(['id', 'state'])
    .where('subject_id', '=', row.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (standing === undefined || standing.state === 'closed')
    return {
      case_id: standing?.id ?? row.case_id,
      state: matches.length > 0 ? 'matched' : unread ? 'quarantined' : 'no-match',
    }
  // Only what was told is decided: the step that answers says so.
  const told = standing.state === 'decided' && row.state === 'decided'
  return { case_id: standing.id, state: told ? 'decided' : 'in-review' }
}
