import {
  AssignRequest,
  CaseDetail,
  CaseFeedbackRequest,
  CaseList,
  CaseListQuery,
  CountedFilters,
  Feedback,
  HandoverRequest,
  NoteRequest,
  OwnFilters,
  PersonRef,
  PrintRequest,
  RuleFeedback,
  ViewAnswer,
} from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { giveFeedback } from './give-feedback.ts'
import { listCases } from './list-cases.ts'
import { keepOwnFilters, listOwnFilters } from './own-filters.ts'
import { type ReadCaseDeps, readCase } from './read-case.ts'
import { viewCase } from './view-case.ts'
import { assignCase, handOver, listPeople, printCase, writeNote } from './work-on-cases.ts'

const params = z.object({ id: z.uuid() })
const nothing = z.null()
/** The zone whose midnight ends today. Default: UTC. */
const zoneQuery = z.object({ zone: z.string().max(64).optional() })

/** Registers the routes for reading and working on cases. `decide/` has the routes of decisions. */
export function reviewRoutes(app: App, deps: ReadCaseDeps & Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/cases',
    {
      schema: {
        summary: 'List the cases of the queue',
        personal: true,
        errors: ['body-invalid'],
        querystring: CaseListQuery,
        response: { 200: CaseList },
      },
    },
    (request) => listCases(accessOf(deps, request), deps.gateways, request.query),
  )
  app.get(
    '/v1/me/filters',
    {
      schema: {
        summary: 'List the own filters of the queue, with the number of open cases that fit each',
        querystring: zoneQuery,
        response: { 200: CountedFilters },
      },
    },
    (request) => listOwnFilters(accessOf(deps, request), deps.gateways, request.query.zone),
  )
  app.put(
    '/v1/me/filters',
    {
      schema: {
        summary: 'Replace the own filters of the queue',
        errors: ['filter-limit', 'body-invalid'],
        querystring: zoneQuery,
        body: OwnFilters,
        response: { 200: CountedFilters },
      },
    },
    (request) => keepOwnFilters(accessOf(deps, request), deps.gateways, request.body.items, request.query.zone),
  )
  app.get(
    '/v1/people',
    {
      schema: {
        summary: 'List the colleagues who may get a case',
        response: { 200: z.object({ items: z.array(PersonRef) }) },
      },
    },
    async (request) => ({
      items: await listPeople(accessOf(deps, request)),
    }),
  )
  app.get(
    '/v1/cases/:id',
    { schema: { summary: 'Read a case', personal: true, params, response: { 200: CaseDetail } } },
    (request) => {
      const { id } = request.params
      return readCase(deps, accessOf(deps, request, id), id)
    },
  )
  app.post(
    '/v1/cases/:id/view',
    {
      schema: {
        summary: 'Record that the evidence of a case was viewed',
        personal: true,
        params,
        response: { 200: ViewAnswer },
      },
    },
    (request) => {
      const { id } = request.params
      return viewCase(accessOf(deps, request, id), id)
    },
  )
  app.post(
    '/v1/cases/:id/notes',
    {
      schema: {
        summary: 'Write a note into a case',
        personal: true,
        params,
        body: NoteRequest,
        response: { 201: CaseDetail },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const access = accessOf(deps, request, id)
      await writeNote(access, id, request.body.text)
      return reply.code(201).send(await readCase(deps, access, id))
    },
  )
  app.post(
    '/v1/cases/:id/assign',
    {
      schema: {
        summary: 'Assign a case to a person',
        personal: true,
        errors: ['case-closed', 'case-decided'],
        params,
        body: AssignRequest,
        response: { 200: CaseDetail },
      },
    },
    async (request) => {
      const { id } = request.params
      const access = accessOf(deps, request, id)
      await assignCase(access, id, request.body.to)
      return readCase(deps, access, id)
    },
  )
  // The person may lose access to the case with the handover, so the answer contains nothing of it.
  app.post(
    '/v1/cases/:id/handover',
    {
      schema: {
        summary: 'Hand a case over to another person',
        personal: true,
        errors: ['case-closed', 'case-decided'],
        params,
        body: HandoverRequest,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await handOver(accessOf(deps, request, id), id, request.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/v1/cases/:id/print',
    {
      schema: {
        summary: 'Record that a case is printed, with the reason',
        personal: true,
        params,
        body: PrintRequest,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await printCase(accessOf(deps, request, id), id, request.body.reason)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/v1/cases/:id/feedback',
    {
      schema: {
        summary: "Report how useful a hit was, to the signal's owner or with the rule",
        personal: true,
        errors: ['case-not-decided'],
        params,
        body: CaseFeedbackRequest,
        response: { 201: z.union([Feedback, RuleFeedback]) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const given = await giveFeedback(accessOf(deps, request, id), deps.member.id, id, request.body)
      return reply.code(201).send(given)
    },
  )
}
