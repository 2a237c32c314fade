import { randomUUID } from 'node:crypto'
import {
  Feedback,
  Rematch,
  RematchList,
  Signal,
  SignalDetail,
  SignalDraft,
  SignalFeedbackRequest,
  SignalFindRequest,
  SignalPage,
  SignalQuery,
  SignalWithdrawRequest,
  WithdrawalState,
} from '@entente/contracts'
import { type UrlScope, urlScopes, urlSignal } from '@entente/matching/media'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { requireSignalAccess } from '../../safeguards/access/signal-access/index.ts'
import { withdrawalState } from '../delivery/withdrawal-state.ts'
import { sendFeedbackJob } from '../jobs.ts'
import { createSignal, editSignal, withdrawSignal } from './change-signals.ts'
import { listSignals } from './list-signals.ts'
import { listRematches, readRematch } from './read-rematches.ts'
import { readSignal } from './read-signals.ts'
import type { SignalNames } from './signal-names.ts'

const Id = z.object({ id: z.uuid() })

/** Registers the routes for signals. */
export function signalRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'> & { signalNames: SignalNames }): void {
  const owner = deps.member.id
  const reading = (id?: string): AccessIntent => ({
    action: 'signal.read',
    type: 'signal.read',
    decision: 'allow',
    ref: id === undefined ? null : `sig:${id}`,
  })
  const writing = (type: string, id?: string): AccessIntent => ({
    action: 'signal.write',
    type,
    ref: id === undefined ? null : `sig:${id}`,
  })

  app.get(
    '/v1/signals',
    { schema: { summary: 'List signals', personal: true, querystring: SignalQuery, response: { 200: SignalPage } } },
    (request) =>
      accessOf(deps, request).transaction(reading(), (tx) => listSignals(tx, deps.signalNames, request.query)),
  )
  // The search uses POST, so that names and numbers do not appear in URLs and access logs.
  app.post(
    '/v1/signals/find',
    {
      schema: {
        summary: 'Find signals by a value',
        personal: true,
        errors: ['query-too-short'],
        body: SignalFindRequest,
        response: { 200: SignalPage },
      },
    },
    (request) =>
      accessOf(deps, request).transaction({ ...reading(), details: { what: 'find' } }, (tx) =>
        listSignals(tx, deps.signalNames, request.body),
      ),
  )
  app.get(
    '/v1/signals/:id',
    { schema: { summary: 'Read a signal', personal: true, params: Id, response: { 200: SignalDetail } } },
    (request) =>
      accessOf(deps, request).transaction(reading(request.params.id), (tx) => readSignal(tx, request.params.id)),
  )
  app.post(
    '/v1/signals',
    {
      schema: {
        summary: 'Create a signal',
        personal: true,
        errors: [
          'duplicate-signal',
          'false-positive-list',
          'lawful-basis-missing',
          'minor-missing',
          'purpose-not-agreed',
          'red-needs-recipients',
          'retain-before-valid',
          'signal-invalid',
        ],
        body: SignalDraft,
        response: { 201: Signal },
      },
    },
    async (request, reply) => {
      const signal = await accessOf(deps, request).transaction(writing('signal.release'), (tx) =>
        createSignal(tx, completeValue(request.body), owner),
      )
      return reply.code(201).send(signal)
    },
  )
  app.patch(
    '/v1/signals/:id',
    {
      schema: {
        summary: 'Change a signal',
        personal: true,
        errors: [
          'duplicate-signal',
          'false-positive-list',
          'lawful-basis-missing',
          'minor-missing',
          'not-owner',
          'purpose-not-agreed',
          'red-needs-recipients',
          'retain-before-valid',
          'signal-invalid',
          'signal-withdrawn',
          'version-conflict',
        ],
        params: Id,
        body: SignalDraft,
        response: { 200: Signal },
      },
    },
    (request) => {
      const version = Number(String(request.headers['if-match'] ?? '').replaceAll('"', ''))
      if (!Number.isInteger(version) || version < 1) {
        throw fail('version-conflict', { detail: 'State the version that you edited in If-Match.' })
      }
      return accessOf(deps, request).transaction(writing('signal.release', request.params.id), (tx) =>
        editSignal(tx, request.params.id, version, completeValue(request.body), owner),
      )
    },
  )
  app.post(
    '/v1/signals/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw a signal from everybody who has it',
        personal: true,
        errors: ['not-owner', 'signal-withdrawn'],
        params: Id,
        body: SignalWithdrawRequest,
        response: { 200: WithdrawalState },
      },
    },
    async (request) => {
      const { reason } = request.body
      const intent = { ...writing('signal.withdraw', request.params.id), details: { reason } }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        await withdrawSignal(tx, request.params.id, reason, owner)
        return withdrawalState(tx, request.params.id)
      })
    },
  )
  // The answers contain counts and ids only, no personal data.
  const following: AccessIntent = { action: 'list.read', type: 'signal.read', decision: 'allow', impersonal: true }
  app.get(
    '/v1/rematches',
    { schema: { summary: 'List the comparisons after changes of signals', response: { 200: RematchList } } },
    async (request) => ({
      items: await accessOf(deps, request).transaction(following, (tx) => listRematches(tx)),
      next: null,
    }),
  )
  app.get(
    '/v1/rematches/:id',
    { schema: { summary: 'Read the progress of a comparison', params: Id, response: { 200: Rematch } } },
    (request) => accessOf(deps, request).transaction(following, (tx) => readRematch(tx, request.params.id)),
  )
  app.post(
    '/v1/signals/:id/feedback',
    {
      preValidation: async ({ body }) => refuseWords(body),
      schema: {
        summary: 'Report to the owner how useful a signal was',
        personal: true,
        errors: ['free-text-personal-data'],
        params: Id,
        body: SignalFeedbackRequest,
        response: { 201: Feedback },
      },
    },
    async (request, reply) => {
      const ofSignal = (db: Tx['db']) =>
        db.selectFrom('signal').selectAll().where('id', '=', request.params.id).executeTakeFirst()
      // Feedback requires permission to read the signal for this purpose and at this time.
      const intent: AccessIntent = {
        action: 'case.work',
        type: 'feedback.record',
        ref: `sig:${request.params.id}`,
        on: async (db) => (await ofSignal(db)) ?? null,
      }
      const feedback = await accessOf(deps, request).transaction(intent, async (tx) => {
        const signal = await ofSignal(tx.db)
        await requireSignalAccess(tx, signal, 'read')
        if (signal === undefined) throw fail('not-found')
        const id = randomUUID()
        const { outcome, count, firstSeen, lastSeen } = request.body
        await tx.db
          .insertInto('feedback')
          .values({
            id,
            signal_id: signal.id,
            signal_version: signal.version,
            case_id: null,
            hit_id: null,
            outcome,
            count,
            first_seen: firstSeen,
            last_seen: lastSeen,
            at: tx.now,
            person_id: tx.actor.person,
          })
          .execute()
        await tx.enqueue(sendFeedbackJob, { feedbackIds: [id] })
        return {
          schema: 'entente/feedback/v1' as const,
          id,
          signalId: signal.id,
          signalVersion: signal.version,
          from: owner,
          outcome,
          count,
          firstSeen,
          lastSeen,
          at: tx.now.toISOString(),
          signature: null,
        }
      })
      return reply.code(201).send(feedback)
    },
  )
}

/** Refuses free text in feedback, because feedback is sent to another member and free text could name a person. */
function refuseWords(body: unknown): void {
  const known = Object.keys(SignalFeedbackRequest.shape)
  const words = Object.entries(body ?? {}).find(([field, value]) => !known.includes(field) && typeof value === 'string')
  if (words !== undefined) throw fail('free-text-personal-data', { at: `/${words[0]}` })
}

/**
 * Adds the part of a draft that can be derived: the normal form of a web address. For an invalid address it adds the
 * text unchanged, so that the value check reports the address and not its normal form.
 */
function completeValue(draft: SignalDraft): SignalDraft {
  if (draft.kind !== 'url' || draft.value === null || draft.value.normalised !== undefined) return draft
  const { url, scope } = draft.value
  if (typeof url !== 'string' || !urlScopes.some((known) => known === scope)) return draft
  const normalised = urlSignal(url, scope as UrlScope)?.text ?? url
  return { ...draft, value: { url, normalised, scope } }
}
