import {
  NewSampleAnswer,
  NewSampleReading,
  Sample,
  SampleList,
  SampleQuestions,
  SampleWeekName,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { readCursor, writeCursor } from '../messages/cursor.ts'
import { readList } from './draw-weeks.ts'
import { answerOf, answerQuestion, listQuestions } from './questions.ts'
import { readSample, refuseUnknown } from './read-sample.ts'
import { readingOf, writeReading } from './write-reading.ts'

const Id = z.object({ id: z.uuid() })
const Made = z.object({ id: z.uuid() })
const Page = z.object({
  next: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(5000).optional(),
})

/** Registers oversight's sample: its draws, its readings, and the questions that supervisors answer. */
export function sampleRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/oversight/sample',
    {
      schema: {
        summary: 'Read the draws of oversight’s sample, and the cases of one week with their readings',
        description:
          'The seed and the cases of a week follow on its Saturday (UTC). Cases that the node invented are marked: nobody else learns which they are.',
        personal: true,
        querystring: z.object({ week: SampleWeekName.optional() }),
        response: { 200: Sample },
      },
    },
    (request) => accessOf(deps, request).transaction(reading('sample'), (tx) => readSample(tx, request.query.week)),
  )
  app.get(
    '/v1/oversight/sample/:week/list',
    {
      schema: {
        summary: 'List the decided cases from which a week drew',
        description: 'Their ids, by which anybody computes the draw. The log has the SHA-256 of the whole list.',
        params: z.object({ week: SampleWeekName }),
        querystring: Page,
        response: { 200: SampleList },
      },
    },
    (request) => {
      const { week } = request.params
      const { next, limit = 1000 } = request.query
      return accessOf(deps, request).transaction({ ...reading('list of the sample'), impersonal: true }, async (tx) => {
        await refuseUnknown(tx, week)
        const [after] = readCursor(next, 1) ?? []
        const rows = await readList(tx, week, {
          after: z.uuid().optional().catch(undefined).parse(after),
          limit: limit + 1,
        })
        const items = rows.slice(0, limit)
        const last = items.at(-1)
        return { items, next: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null }
      })
    },
  )
  app.post(
    '/v1/oversight/sample/:id/reading',
    {
      schema: {
        summary: 'Write what oversight found in a drawn case',
        description: 'A question goes to the supervisors of the case, who answer it within 14 days.',
        personal: true,
        errors: ['deleted', 'sample-planted', 'sample-state'],
        params: Id,
        body: NewSampleReading,
        response: { 201: Made },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const made = await accessOf(deps, request).transaction(readingOf(id), (tx) => writeReading(tx, id, request.body))
      return reply.code(201).send({ id: made })
    },
  )
  app.get(
    '/v1/sample/questions',
    {
      schema: {
        summary: 'List the questions of oversight about cases of the own teams',
        personal: true,
        response: { 200: SampleQuestions },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        ...{ action: 'sample.questions', type: 'record.read', decision: 'allow' },
        details: { what: 'questions of oversight' },
      }
      return accessOf(deps, request).transaction(intent, async (tx) => ({ items: await listQuestions(tx) }))
    },
  )
  app.post(
    '/v1/sample/questions/:id/answer',
    {
      schema: {
        summary: 'Answer a question of oversight, as a supervisor who decided nothing in the case',
        personal: true,
        errors: ['deleted', 'same-person', 'sample-state'],
        params: Id,
        body: NewSampleAnswer,
        response: { 201: Made },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await accessOf(deps, request).transaction(answerOf(id), (tx) => answerQuestion(tx, id, request.body.text))
      return reply.code(201).send({ id })
    },
  )
}

const reading = (what: string): AccessIntent => ({
  ...{ action: 'oversight.read', type: 'oversight.read', decision: 'allow' },
  details: { what },
})
