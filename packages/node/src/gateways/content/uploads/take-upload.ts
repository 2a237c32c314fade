import { randomUUID } from 'node:crypto'
import type { NewUpload, Purpose, RegimeId, UploadAnswer, UploadState } from '@entente/contracts'
import { canonicalUrl, textSignature, tlsh } from '@entente/matching/media'
import type { Selectable } from 'kysely'
import { fail } from '../../../errors.ts'
import { extentOf } from '../../../media/index.ts'
import type { GatewayDeps } from '../../../pipeline/gateway/gateway.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import { noClock } from '../../../safeguards/access/clocks.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import type { SenderTable } from '../../../store/schema.ts'
import type { HashDeps } from '../hash/hash-file.ts'
import { findMatches, type Query } from '../match/find-matches.ts'
import { asQueries } from '../match/match-signals.ts'
import { readUploadSignals, usualLimit } from '../match/read-query.ts'
import { keepOriginal } from '../originals/keep-original.ts'
import { packUrl } from '../signals/pack.ts'
import { matchUploadJob } from '../store/jobs.ts'
import { findUpload } from './find-upload.ts'
import { type HashedFile, hashUpload, makePreview } from './hash-upload.ts'
import { type MatchUploadDeps, matchUpload } from './match-upload.ts'
import type { PartFile } from './read-parts.ts'
import { answerOf } from './read-upload.ts'
import {
  accountOf,
  isUnfound,
  keptSignal,
  refOf,
  type UploadRow,
  type UploadText,
  unmatchedState,
  uploadClasses,
  uploadClocks,
  withoutReferences,
} from './upload-row.ts'

export type ContentSender = Selectable<SenderTable>
export interface TakeDeps extends MatchUploadDeps, HashDeps, Pick<CoreDeps, 'dataRoot'> {
  /** Returns the stops in force. While one stops the gateway, an upload is stored and matched later. */
  stops: GatewayDeps['stops']
  /** Called with each upload once it is durable: its hashes are then compared with later signals. */
  seen?: (uploadId: string) => void
}
/** Wait of the job that finishes an upload if the node stops in between. */
const makeSureMs = 20_000

/**
 * Takes in an upload and its file, if any. Once this resolves, the upload is durable, and the answer has its matches
 * and case. The same id of the same sender gets the same answer and changes nothing. While the index is loading, the
 * upload is stored and matched later. An unreadable file ends the request unless one of its hashes matches. Errors:
 * `signal-type-unknown`, `url-forbidden`, `too-large`, `body-invalid`, `media-...`, `video-no-stream`,
 * `too-many-requests`, `overloaded`.
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
  const hashed = await hashUpload(deps, given, file, sender.id)
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

/** Takes in an upload with all its hashes. */
async function takeHashed(
  deps: TakeDeps,
  sender: ContentSender,
  given: NewUpload,
  hashed: HashedFile,
): Promise<UploadAnswer> {
  const { queries } = hashed
  const ready = deps.index.ready && !deps.stops().stopsGateway(deps.gateway.vocabulary.kind)
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
      const text = isUnfound(state) ? withoutReferences(said) : said
      const kept = original === null ? 'none' : 'kept'
      const row = await insert(tx, sender, { id, state, text, seq: found?.indexSeq ?? null, original: kept })
      // The same upload was sent twice at once: the other request stored it first, and its answer is returned.
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
  // Signals that were applied while the upload was stored were not compared, and may have searched for it before it was
  // there.
  const missed = state !== 'received' && deps.index.appliedSeq !== found?.indexSeq
  if ((state !== 'received' && !missed) || !ready) {
    if (isUnfound(state)) deps.flood.upload(deps.clock().getTime())
    return taken.answer
  }
  await matchUpload(deps, { uploadId: id })
  return answerAgain(deps, sender, given.uploadId)
}

/** Decides the first state of an upload. `matches` is null while the index is loading: it is compared later. */
function stateOf({ queries, findings }: HashedFile, matches: number | null): UploadState {
  const state = unmatchedState({ extent: extentOf(findings), signals: queries })
  return queries.length > 0 && (matches === null || matches > 0) ? 'received' : state
}

/** Reads the file with its preview for the queue, for the case that may follow. */
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

/** Answers an upload that is already stored; null if there is none. */
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

/**
 * Lists the signals of an upload: those sent, its own address, its text, the text's digest, and addresses in the text.
 */
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

/** Checks that decisions are sent to the origin of the sender's configured callback. Error: `url-forbidden`. */
function checkCallback(sender: ContentSender, callbackUrl: string | undefined): void {
  if (callbackUrl === undefined) return
  const allowed = sender.callback_url === null ? null : new URL(sender.callback_url).origin
  if (new URL(callbackUrl).origin !== allowed) throw fail('url-forbidden', { at: '/callbackUrl' })
}

function textOf(given: NewUpload, hashed: HashedFile): UploadText {
  const { queries, findings, media } = hashed
  return {
    uploadId: given.uploadId,
    contentRef: given.contentRef ?? null,
    accountRef: given.accountRef ?? null,
    createdAt: given.createdAt ?? null,
    callbackUrl: given.callbackUrl ?? null,
    words: given.text ?? hashed.words,
    signals: queries.map(keptSignal),
    media,
    extent: extentOf(findings),
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
  fresh: { id: string; state: UploadState; text: UploadText; seq: number | null; original: 'none' | 'kept' },
): Promise<UploadRow | undefined> {
  const { id, state, text, seq, original } = fresh
  const regime = (sender.regimes.UPLOAD ?? 'platform-upload') as RegimeId
  const clocks = { regime, ...uploadClocks({ regime, received_at: tx.now }, !isUnfound(state)) }
  return tx.db
    .insertInto('upload')
    .values({
      id,
      sender_id: sender.id,
      ref: refOf(tx, sender.id, text.uploadId),
      token_key: tx.tokensFor(noClock).key,
      state,
      team: sender.team,
      purposes: (sender.purposes.UPLOAD ?? ['content-safety']) as Purpose[],
      received_at: tx.now,
      ...clocks,
      index_seq: seq,
      original,
      account: text.accountRef === null ? null : accountOf(tx, sender.id, text.accountRef),
      ...tx.seal(id, { text }, uploadClasses, clocks),
    })
    .onConflict((conflict) => conflict.columns(['sender_id', 'ref']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Stores the hashes by which later signals find the upload; an address under every key that such a signal may have. */
async function insertSeen(tx: Tx, row: UploadRow, queries: readonly Query[]): Promise<void> {
  const { delete_at: deleteAt } = uploadClocks(row, false)
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
        raw: tx.sealRaw(row.id, raw, { ...row, delete_at: deleteAt }),
      }))
    })
  if (rows.length > 0) tx.later(tx.db.insertInto('seen_hash').values(rows))
}
