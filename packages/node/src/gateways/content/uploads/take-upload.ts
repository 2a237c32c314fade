import { randomUUID } from 'node:crypto'
import type { NewUpload, Purpose, RegimeId, UploadAnswer, UploadState } from '@entente/contracts'
import { canonicalUrl, textSignature, tlsh } from '@entente/matching/media'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { clocksOf } from '../../../safeguards/retention/regimes.ts'
import type { SenderTable } from '../../../store/schema.ts'
import type { HashDeps } from '../hash/hash-file.ts'
import { matchUploadJob } from '../jobs.ts'
import { findMatches, type Query } from '../match/find-matches.ts'
import { asQueries } from '../match/match-signals.ts'
import { readUploadSignals, usualLimit } from '../match/read-query.ts'
import { keepOriginal } from '../originals/keep-original.ts'
import { uploadClasses } from '../record-classes.ts'
import { packUrl } from '../signals/pack.ts'
import { findUpload } from './find-upload.ts'
import { type HashedFile, hashUpload, makePreview } from './hash-upload.ts'
import { type MatchUploadDeps, matchUpload } from './match-upload.ts'
import type { PartFile } from './read-parts.ts'
import { answerOf } from './read-upload.ts'
import {
  accountOf,
  deleteUnfoundAt,
  keptSignal,
  refOf,
  type UploadRow,
  type UploadText,
  withoutReferences,
} from './upload-row.ts'

export type ContentSender = Selectable<SenderTable>
export interface TakeDeps extends MatchUploadDeps, HashDeps, Pick<CoreDeps, 'dataRoot'> {
  /** Told of each upload once it is durable: what it showed is looked up when signals come later. */
  seen?: (uploadId: string) => void
}
/** A job does what a node that stops in between leaves undone. */
const makeSureMs = 20_000

/**
 * Takes an upload in, with its file where it has one: once this resolves it is durable, and its matches and case are in the answer. The same id of the same sender
 * again is answered as before and changes nothing. While the index is loaded it is kept and matched later. A file that cannot be read for what it is ends the
 * request unless something is found all the same. Errors: `signal-type-unknown`, `url-forbidden`, `too-large`, `body-invalid`, `media-...`, `video-no-stream`.
 */
export async function takeUpload(
  deps: TakeDeps,
  sender: ContentSender,
  given: NewUpload,
  file: PartFile | null = null,
): Promise<UploadAnswer> {
  const read = readUploadSignals(inputsOf(given))
  checkCallback(sender, given.callbackUrl)
  const known = file !== null || given.url !== undefined ? await answerKnown(deps, sender, given.uploadId) : null
  if (known !== null) return known
  const hashed = await hashUpload(deps, given, file)
  try {
    const queries = [...asQueries(read.signals), ...hashed.queries]
    return await takeHashed(deps, sender, given, {
      ...hashed,
      queries,
      findings: [...read.findings, ...hashed.findings],
    })
  } finally {
    await hashed.release()
  }
}

/** With all that it is looked up by. */
async function takeHashed(
  deps: TakeDeps,
  sender: ContentSender,
  given: NewUpload,
  hashed: HashedFile,
): Promise<UploadAnswer> {
  const { queries } = hashed
  const ready = deps.index.ready
  const scope = { banks: null, radius: null, limit: usualLimit, seed: given.uploadId, includeShadow: true }
  const found = ready ? await findMatches(deps.index, queries, scope, deps.clock()) : null
  if (hashed.refusal !== null && (queries.length === 0 || found?.matches.length === 0)) throw hashed.refusal
  if (queries.length === 0 && hashed.findings.length === 0)
    throw fail('body-invalid', { at: '/signals', detail: 'Send signals, an address, a text or a file.' })
  const state = stateOf(hashed, found?.matches.length ?? null)
  const original = state === 'received' ? await originalOf(deps, hashed) : null
  const id = randomUUID()
  const taken = await accessOf(deps, sender).transaction(
    { ...receiving, details: { queries: queries.length } },
    async (tx) => {
      const known = await findUpload(tx, sender.id, given.uploadId)
      if (known !== undefined) return { row: known, fresh: false, answer: answerOf(tx, known) }
      const said = textOf(given, hashed)
      const text = state === 'no-match' ? withoutReferences(said) : said
      const kept = original === null ? 'none' : 'kept'
      const row = await insert(tx, sender, { id, state, text, seq: found?.indexSeq ?? null, original: kept })
      // Sent twice at once: the other was first, and is answered.
      if (row === undefined) return { row: null, fresh: false, answer: null }
      if (original !== null) await keepOriginal(tx, deps, row, original)
      await insertSeen(tx, row, queries)
      tx.counted(1)
      await tx.log({
        type: 'signal.match',
        ref: `upload:${id}`,
        count: 1,
        details: { matched: found?.matches.length ?? 0 },
      })
      if (state === 'received') {
        const runAt = new Date(tx.now.getTime() + (ready ? makeSureMs : 1000))
        await tx.enqueue(matchUploadJob, { uploadId: id }, { jobKey: `upload:${id}`, runAt })
      }
      return { row, fresh: true, answer: answerOf(tx, row) }
    },
  )
  if (taken.row === null || taken.answer === null) return answerAgain(deps, sender, given.uploadId)
  if (!taken.fresh) return taken.answer
  deps.seen?.(id)
  // Signals that came while it was stored were not asked, and may have looked for it too early.
  const missed = state === 'no-match' && deps.index.appliedSeq !== found?.indexSeq
  if ((state !== 'received' && !missed) || !ready) {
    if (state === 'no-match') deps.flood.upload(deps.clock().getTime())
    return taken.answer
  }
  await matchUpload(deps, { uploadId: id })
  return answerAgain(deps, sender, given.uploadId)
}

/** `matches` is null while the index is loaded. What nothing can be looked up by, or a decoder broke off at, is in quarantine. */
function stateOf({ queries, unread }: HashedFile, matches: number | null): UploadState {
  if (queries.length === 0) return 'quarantined'
  if (matches === null || matches > 0) return 'received'
  return unread ? 'quarantined' : 'no-match'
}

/** The file with what the queue shows of it, for a case that may come of it. */
async function originalOf(deps: TakeDeps, { original, media }: HashedFile) {
  if (original === null || media === null) return null
  const bytes = await original()
  return { bytes, preview: await makePreview(deps, bytes, media) }
}

const receiving: AccessIntent = { action: 'message.receive', type: 'message.receive' }

function accessOf(deps: TakeDeps, sender: ContentSender) {
  const actor = { account: sender.id, person: sender.id, member: deps.member.id, role: 'sender' as const, teams: [] }
  return deps.store.for(actor, { purpose: 'content-safety', caseId: null })
}

/** What was answered to an upload of this id before; null where there was none. */
async function answerKnown(deps: TakeDeps, sender: ContentSender, uploadId: string): Promise<UploadAnswer | null> {
  return accessOf(deps, sender).transaction({ ...receiving, type: 'record.read', decision: 'allow' }, async (tx) => {
    const row = await findUpload(tx, sender.id, uploadId)
    if (row === undefined) tx.leavesNoEntry()
    return row === undefined ? null : answerOf(tx, row)
  })
}

async function answerAgain(deps: TakeDeps, sender: ContentSender, uploadId: string): Promise<UploadAnswer> {
  const known = await answerKnown(deps, sender, uploadId)
  if (known === null) throw fail('not-found')
  return known
}

/** Its own address, its text, the text's digest and the addresses in it are looked up like what was sent as a signal. */
function inputsOf({ signals = [], url, text }: NewUpload) {
  const inputs = [...signals]
  if (url !== undefined) inputs.push({ type: 'url', value: url })
  if (text === undefined || text.trim() === '') return inputs
  inputs.push({ type: 'text', value: text })
  const digest = tlsh(new TextEncoder().encode(text))
  if (digest !== null) inputs.push({ type: 'tlsh', value: digest })
  for (const address of textSignature(text).urls.slice(0, 100))
    if (canonicalUrl(address) !== null) inputs.push({ type: 'url', value: address })
  return inputs
}

/** What a decision is told to lies where the sender was set up to be told anything. Error: `url-forbidden`. */
function checkCallback(sender: ContentSender, callbackUrl: string | undefined): void {
  if (callbackUrl === undefined) return
  const allowed = sender.callback_url === null ? null : new URL(sender.callback_url).origin
  if (new URL(callbackUrl).origin !== allowed) throw fail('url-forbidden', { at: '/callbackUrl' })
}

function textOf(given: NewUpload, hashed: HashedFile): UploadText {
  const { queries, findings, media, unread } = hashed
  return {
    uploadId: given.uploadId,
    contentRef: given.contentRef ?? null,
    accountRef: given.accountRef ?? null,
    createdAt: given.createdAt ?? null,
    callbackUrl: given.callbackUrl ?? null,
    words: given.text ?? hashed.words,
    signals: queries.map(keptSignal),
    media,
    unread,
    matches: [],
    total: 0,
    truncated: false,
    findings,
    retro: false,
    decision: null,
  }
}

async function insert(
  tx: Tx,
  sender: ContentSender,
  fresh: { id: string; state: string; text: UploadText; seq: number | null; original: 'none' | 'kept' },
): Promise<UploadRow | undefined> {
  const { id, state, text, seq, original } = fresh
  const regime = (sender.regimes.UPLOAD ?? 'platform-upload') as RegimeId
  const clocks = clocksOf(regime, tx.now)
  const clock = { received_at: tx.now, delete_at: clocks.deleteAt }
  return tx.db
    .insertInto('upload')
    .values({
      id,
      sender_id: sender.id,
      ref: refOf(tx, sender.id, text.uploadId),
      state,
      team: sender.team,
      regime,
      purposes: (sender.purposes.UPLOAD ?? ['content-safety']) as Purpose[],
      ...clock,
      mask_at: clocks.maskAt,
      ...(state === 'no-match' ? { delete_at: deleteUnfoundAt(clock) } : {}),
      index_seq: seq,
      original,
      account: text.accountRef === null ? null : accountOf(tx, sender.id, text.accountRef),
      ...tx.seal(id, { text }, uploadClasses, regime),
    })
    .onConflict((conflict) => conflict.columns(['sender_id', 'ref']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** The hashes by which it is found again when signals come later; an address under every key that such a signal may have. */
async function insertSeen(tx: Tx, row: UploadRow, queries: readonly Query[]): Promise<void> {
  const deleteAt = deleteUnfoundAt(row)
  const rows = queries
    .filter(({ transform }) => transform === 'original')
    .flatMap(({ signal }) => {
      const raws =
        signal.type === 'url'
          ? (canonicalUrl(signal.value)?.lookups ?? []).flatMap(({ text, scopes }) =>
              scopes.map((scope) => packUrl(scope, text)),
            )
          : [signal.raw]
      return raws.map((raw) => ({
        upload_id: row.id,
        type: signal.type,
        quality: signal.quality,
        regime: row.regime,
        purposes: row.purposes,
        mask_at: row.mask_at,
        delete_at: deleteAt,
        raw: tx.sealRaw(row.id, raw),
      }))
    })
  if (rows.length > 0) tx.later(tx.db.insertInto('seen_hash').values(rows))
}
