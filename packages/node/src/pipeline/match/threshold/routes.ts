import {
  MatchingRates,
  RatesQuery,
  ThresholdAnswerRequest,
  ThresholdCurve,
  ThresholdProposalRequest,
  ThresholdState,
  ThresholdTrial,
  ThresholdTrialList,
  TrialRequest,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { listTrials, readRates, readTrial } from '../trial/read-trial.ts'
import { startTrial, usualDays } from '../trial/start-trial.ts'
import { answerThreshold, checkThreshold, proposeThreshold, withdrawThreshold } from './change-threshold.ts'
import { readRecentCurve } from './read-curve.ts'
import { readThreshold } from './read-threshold.ts'
import { thresholdAct } from './threshold-act.ts'

const Id = z.object({ id: z.uuid() })

/** Registers the routes of the threshold and its history, of trials of a threshold, and of rates by origin. */
export function thresholdRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { signatures: Signatures }): void {
  // Thresholds, their reasons and counts are not personal data.
  const reading = (action: AccessIntent['action'], what: string): AccessIntent => ({
    action,
    type: 'oversight.read',
    decision: 'allow',
    impersonal: true,
    details: { what },
  })
  const changing = (action: AccessIntent['action'], ref?: string): AccessIntent => ({
    action,
    type: 'config.change',
    impersonal: true,
    ref: ref === undefined ? null : `threshold:${ref}`,
  })
  app.get(
    '/v1/matching/threshold',
    { schema: { summary: 'Read the threshold and its open proposal', response: { 200: ThresholdState } } },
    (request) =>
      accessOf(deps, request).transaction(reading('threshold.read', 'threshold'), (tx) => {
        tx.leavesNoEntry()
        return readThreshold(tx)
      }),
  )
  app.get(
    '/v1/matching/threshold/curve',
    {
      schema: {
        summary: 'Count the hits that each threshold would have made in the last weeks',
        response: { 200: ThresholdCurve },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading('trial.read', 'threshold-curve'), (tx) => readRecentCurve(tx)),
  )
  app.post(
    '/v1/matching/threshold/proposals',
    {
      schema: {
        summary: 'Propose another threshold',
        errors: ['proposal-open', 'threshold-invalid', 'threshold-unchanged'],
        body: ThresholdProposalRequest,
        response: { 201: ThresholdState },
      },
    },
    async (request, reply) => {
      const state = await accessOf(deps, request).transaction(changing('threshold.propose'), async (tx) => {
        await proposeThreshold(tx, request.body)
        return readThreshold(tx)
      })
      return reply.code(201).send(state)
    },
  )
  app.post(
    '/v1/matching/threshold/proposals/:id/answer',
    {
      schema: {
        summary: 'Confirm or reject a proposed threshold',
        errors: ['no-proposal', 'same-person', ...signatureErrors],
        params: Id,
        body: ThresholdAnswerRequest,
        response: { 200: ThresholdState },
      },
    },
    (request) => {
      const { id } = request.params
      const { agree, signed } = request.body
      return deps.signatures.run(request, signed, (signature) =>
        accessOf(deps, request).transaction(changing('threshold.confirm', id), async (tx) => {
          // A refusal changes nothing, so nobody signs it.
          const act = agree ? await thresholdAct(tx, id, request.body) : null
          await answerThreshold(tx, id, request.body)
          if (act !== null) await recordAct(tx, signature, act)
          return readThreshold(tx)
        }),
      )
    },
  )
  app.post(
    '/v1/matching/threshold/proposals/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw a proposed threshold',
        errors: ['no-proposal', 'refused'],
        params: Id,
        response: { 200: ThresholdState },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(changing('threshold.propose', request.params.id), async (tx) => {
        await withdrawThreshold(tx, request.params.id)
        return readThreshold(tx)
      }),
  )

  app.get(
    '/v1/matching/trials',
    { schema: { summary: 'List the trials of thresholds', response: { 200: ThresholdTrialList } } },
    async (request) => ({
      items: await accessOf(deps, request).transaction(reading('trial.read', 'trials'), listTrials),
      next: null,
    }),
  )
  app.get(
    '/v1/matching/trials/:id',
    { schema: { summary: 'Read a trial of a threshold', params: Id, response: { 200: ThresholdTrial } } },
    (request) =>
      accessOf(deps, request).transaction(reading('trial.read', 'trial'), async (tx) => {
        const trial = await readTrial(tx, request.params.id)
        // A trial in progress shows no result yet, so reading it is not logged.
        if (trial.result === null) tx.leavesNoEntry()
        return trial
      }),
  )
  app.post(
    '/v1/matching/trials',
    {
      schema: {
        summary: 'Start a trial of a threshold on past records',
        errors: ['not-found', 'threshold-invalid'],
        body: TrialRequest,
        response: { 201: ThresholdTrial },
      },
    },
    async (request, reply) => {
      const { threshold, days = usualDays } = request.body
      checkThreshold(threshold)
      const trial = await accessOf(deps, request).transaction(changing('threshold.propose'), async (tx) => {
        tx.note({ what: 'threshold-trial', to: threshold.toFixed(2), days })
        return readTrial(tx, await startTrial(tx, { cause: 'asked', threshold, days }))
      })
      return reply.code(201).send(trial)
    },
  )
  app.get(
    '/v1/matching/rates',
    {
      schema: {
        summary: 'Read match rates by group of people',
        querystring: RatesQuery,
        response: { 200: MatchingRates },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading('rates.read', 'matching-rates'), (tx) =>
        readRates(tx, request.query.days ?? usualDays),
      ),
  )
}
