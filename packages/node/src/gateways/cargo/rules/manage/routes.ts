import {
  CargoRuleCheck,
  CargoRuleCheckRequest,
  CargoRuleDetail,
  CargoRuleLanguage,
  CargoRuleList,
  CargoRuleQuery,
  CargoRuleReason,
  CargoRuleTest,
  CargoRuleTestRequest,
  CargoRuleVersion,
  CargoRuleWrite,
  CargoRuleWritten,
  ConsignmentReview,
  ConsignmentReviewRequest,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../../errors.ts'
import type { AccessIntent, Tx } from '../../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../../safeguards/access/http.ts'
import { openReview } from '../request/open-review.ts'
import { askTest } from '../trial/ask-test.ts'
import { readTest } from '../trial/read-test.ts'
import { approveVersion, refuseVersion, requestApproval, withdrawVersion } from './approve-rule.ts'
import { listRules, readRule } from './read-rules.ts'
import { checkRule, createRule, editRule, ruleLanguage } from './write-rule.ts'

const Id = z.object({ id: z.uuid() })
const Version = Id.extend({ version: z.coerce.number().int().min(1).max(100_000) })
const writeErrors = ['rule-invalid', 'rule-limit', 'rule-validity'] as const

/** Routes of rules: list, read, write, test, approve, withdraw; and the review that an officer asks for. */
export function ruleRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  /** Runs one transaction on rules. People of the roles of cases need the team; a signal officer has none. */
  const onRules = <T>(request: FastifyRequest, intent: Omit<AccessIntent, 'on'>, work: (tx: Tx) => Promise<T>) => {
    const on = async () => ({
      ...{ regime: 'cargo-own', purposes: ['customs-security'], team: 'cargo', mask_at: null },
      delete_at: new Date(8.64e15),
    })
    const ofTeam = actorOf(request).role === 'signal-officer' ? {} : { on }
    return accessOf(deps, request).transaction({ ...intent, ...ofTeam }, work)
  }
  const reading = <T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>) =>
    onRules(request, { action: 'rule.read', type: 'oversight.read', decision: 'allow' }, (tx) => {
      // Rules are no personal data, and a list of them is read every few seconds.
      tx.leavesNoEntry()
      return work(tx)
    })

  app.get(
    '/v1/cargo/rules',
    {
      schema: {
        summary: 'List rules for consignments',
        description: 'First the rules of every node, then the others, the newest first.',
        personal: true,
        querystring: CargoRuleQuery,
        response: { 200: CargoRuleList },
      },
    },
    (request) => reading(request, (tx) => listRules(tx, request.query)),
  )
  app.post(
    '/v1/cargo/rules',
    {
      schema: {
        summary: 'Write a rule',
        description: 'Stores a draft. `errors` of `rule-invalid` names each fault of the expression with its place.',
        personal: true,
        errors: writeErrors,
        body: CargoRuleWrite,
        response: { 201: CargoRuleWritten },
      },
    },
    async (request, reply) => {
      const intent = { action: 'rule.write', type: 'rule.write' } as const
      return reply.code(201).send(await onRules(request, intent, (tx) => createRule(tx, request.body)))
    },
  )
  app.get(
    '/v1/cargo/rules/language',
    {
      schema: {
        summary: 'Read which fields and functions a rule may use',
        personal: true,
        response: { 200: CargoRuleLanguage },
      },
    },
    (request) => reading(request, async () => ruleLanguage),
  )
  app.post(
    '/v1/cargo/rules/check',
    {
      schema: {
        summary: 'Check an expression',
        description: 'Names each fault with its place, or the fields that the expression reads. Nothing is stored.',
        personal: true,
        body: CargoRuleCheckRequest,
        response: { 200: CargoRuleCheck },
      },
    },
    (request) =>
      onRules(request, { action: 'rule.write', type: 'oversight.read', decision: 'allow' }, async (tx) => {
        // An editor asks with each pause of its writer, and an expression is no personal data.
        tx.leavesNoEntry()
        return checkRule(request.body.expression)
      }),
  )
  app.get(
    '/v1/cargo/rules/:id',
    {
      schema: {
        summary: 'Read a rule with its versions',
        personal: true,
        params: Id,
        response: { 200: CargoRuleDetail },
      },
    },
    (request) => reading(request, (tx) => readRule(tx, request.params.id)),
  )
  app.put(
    '/v1/cargo/rules/:id',
    {
      schema: {
        summary: 'Edit a rule',
        description: 'Stores a new version as a draft. The version that applies stays until another one replaces it.',
        personal: true,
        errors: [...writeErrors, 'rule-state'],
        params: Id,
        body: CargoRuleWrite,
        response: { 200: CargoRuleWritten },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = { action: 'rule.write', type: 'rule.write', ref: `rule:${id}` } as const
      return onRules(request, intent, (tx) => editRule(tx, id, request.body))
    },
  )
  app.post(
    '/v1/cargo/rules/:id/versions/:version/test',
    {
      schema: {
        summary: 'Test a version of a rule on stored consignments',
        description: 'The test runs in the background. Its report is at `GET` of the same address.',
        personal: true,
        errors: ['rule-state', 'too-many-requests'],
        params: Version,
        body: CargoRuleTestRequest,
        response: { 202: z.object({ jobId: z.uuid() }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const intent = { action: testing(request), type: 'rule.test', ref: `rule:${id}` } as const
      const jobId = await onRules(request, intent, (tx) => askTest(tx, request.params, request.body))
      return reply.code(202).send({ jobId })
    },
  )
  app.get(
    '/v1/cargo/rules/:id/versions/:version/test',
    {
      schema: {
        summary: 'Read the newest test of a version',
        personal: true,
        params: Version,
        response: { 200: CargoRuleTest },
      },
    },
    (request) => reading(request, (tx) => readTest(tx, request.params.id, request.params.version)),
  )
  app.post(
    '/v1/cargo/consignments/:id/review',
    {
      schema: {
        summary: 'Open the case of a consignment by hand',
        description:
          'The text gives the reason. The case shows it as the hit of a rule that every node has for such requests.',
        personal: true,
        errors: ['case-decided', 'rule-state'],
        params: Id,
        body: ConsignmentReviewRequest,
        response: { 201: ConsignmentReview },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await openReview(accessOf(deps, request), request.params.id, request.body.text)),
  )
  /** Changes one version and returns it. */
  const onVersion = (
    request: FastifyRequest & { params: z.infer<typeof Version> },
    intent: Pick<AccessIntent, 'action' | 'type'>,
    work: (tx: Tx, id: string, version: number) => Promise<void>,
  ) => {
    const { id, version } = request.params
    return onRules(request, { ...intent, ref: `rule:${id}` }, async (tx) => {
      await work(tx, id, version)
      const found = (await readRule(tx, id)).versions.find((one) => one.version === version)
      if (found === undefined) throw fail('not-found')
      return found
    })
  }
  const ofVersion = { personal: true, params: Version, response: { 200: CargoRuleVersion } } as const
  app.post(
    '/v1/cargo/rules/:id/versions/:version/request',
    {
      schema: {
        summary: 'Ask for the approval of a tested version',
        ...ofVersion,
        errors: ['rule-state', 'rule-untested'],
      },
    },
    (request) => onVersion(request, { action: 'rule.write', type: 'rule.request' }, requestApproval),
  )
  app.post(
    '/v1/cargo/rules/:id/versions/:version/approve',
    { schema: { summary: 'Approve a tested version of a rule', ...ofVersion, errors: approvalErrors } },
    (request) => onVersion(request, { action: 'rule.approve', type: 'rule.approve' }, approveVersion),
  )
  app.post(
    '/v1/cargo/rules/:id/versions/:version/refuse',
    {
      schema: {
        summary: 'Refuse a version of a rule',
        description:
          'By a supervisor who wrote no part of it. The version stays as it is; its author may write another one.',
        ...ofVersion,
        errors: ['rule-state', 'same-person'],
        body: CargoRuleReason,
      },
    },
    (request) =>
      onVersion(request, { action: 'rule.approve', type: 'rule.refuse' }, (tx, id, version) =>
        refuseVersion(tx, id, version, request.body.reason),
      ),
  )
  app.post(
    '/v1/cargo/rules/:id/versions/:version/withdraw',
    {
      schema: {
        summary: 'Withdraw a version of a rule',
        description: 'The reason may be left out: withdrawing is urgent. The desk asks for it.',
        ...ofVersion,
        errors: ['rule-state'],
        body: CargoRuleReason.nullish(),
      },
    },
    (request) =>
      onVersion(request, { action: 'rule.approve', type: 'rule.end' }, (tx, id, version) =>
        withdrawVersion(tx, id, version, request.body?.reason ?? null),
      ),
  )
}

const approvalErrors = ['rule-limit', 'rule-state', 'rule-untested', 'rule-validity', 'same-person'] as const

/** An author tests a rule, and so does the supervisor who is to approve it. */
const testing = (request: FastifyRequest) =>
  actorOf(request).role === 'supervisor' ? ('rule.approve' as const) : ('rule.write' as const)
