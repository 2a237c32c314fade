import { type CaseMedia, type CaseUpload, type Match, SignalType } from '@entente/contracts'
import { onCase } from '../../../pipeline/cases/on-case.ts'
import type { AccessStore, Tx } from '../../../safeguards/access/access-store.ts'
import { labelKey } from '../labels/violent-labels.ts'
import { opensCase } from '../match/describe-matches.ts'
import { stretchesOf } from '../uploads/stretches.ts'
import { moves, uploadOfCase } from '../uploads/upload-of-case.ts'
import { accountOf, sentFindings, type UploadRow, type UploadText } from '../uploads/upload-row.ts'

/** Reads the data of an upload that its case page shows in addition to any case. Errors: `not-found`, `refused`. */
export async function readCaseUpload(access: AccessStore, caseId: string): Promise<CaseUpload> {
  const intent = onCase(caseId, 'case.read', 'record.read', { decision: 'allow', details: { what: 'upload' } })
  return access.transaction(intent, async (tx) => {
    const { row, text } = await uploadOfCase(tx, caseId)
    const sender = await tx.db
      .selectFrom('sender')
      .select('name')
      .where('id', '=', row.sender_id)
      .executeTakeFirstOrThrow()
    const incidents = await incidentNames(tx, row.incidents)
    return {
      caseId,
      uploadId: text.uploadId,
      contentRef: text.contentRef,
      accountRef: text.accountRef,
      createdAt: text.createdAt,
      receivedAt: row.received_at.toISOString(),
      sender: sender.name,
      retro: text.retro,
      words: text.words,
      matches: text.matches,
      total: text.total,
      truncated: text.truncated,
      findings: sentFindings(text),
      media: mediaOf(row, text),
      incident: incidents.get(row.incidents[0] ?? '') ?? null,
      earlierCases: await earlierCases(tx, row, text),
      decidableUnseen: decidableUnseen(text.matches),
    }
  })
}

function mediaOf(row: UploadRow, { media, matches }: UploadText): CaseMedia {
  const known = media ?? { kind: null, mediaType: null, bytes: null, width: null, height: null, duration: null }
  const shown: CaseMedia['levels'] = moves(known) ? ['blurred', 'still', 'video'] : ['blurred', 'still']
  const kept = row.original === 'kept'
  return { ...known, original: row.original, levels: kept ? shown : [], stretches: stretchesOf(matches) }
}

export async function incidentNames(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('incident')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function earlierCases(tx: Tx, row: UploadRow, { accountRef }: UploadText): Promise<number | null> {
  if (accountRef === null) return null
  const { count } = await tx.db
    .selectFrom('upload')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('account', '=', accountOf(tx, row.sender_id, accountRef))
    .where('case_id', 'is not', null)
    .where('id', '<>', row.id)
    .where('received_at', '<=', row.received_at)
    .where('delete_at', '>', tx.now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

const exactTypes: readonly string[] = [SignalType.enum.md5, SignalType.enum.sha1, SignalType.enum.sha256]
export const isExact = ({ signal }: Match): boolean => exactTypes.includes(signal.type)

/**
 * Returns whether a case may be decided without viewing the file: its bytes are equal, or two members give it the same
 * label.
 */
function decidableUnseen(matches: readonly Match[]): boolean {
  const standing = matches.filter(opensCase)
  if (standing.some(isExact)) return true
  const members = new Map<string, Set<string>>()
  for (const { labels, source } of standing)
    for (const key of labels.map(labelKey)) members.set(key, (members.get(key) ?? new Set()).add(source?.member ?? ''))
  return [...members.values()].some(({ size }) => size > 1)
}
