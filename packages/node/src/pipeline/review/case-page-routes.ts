import { CaseLinks, CasePersonAnswer, CaseTimeline, ReadingAnswer, ReadingRequest } from '@entente/contracts'
import { z } from 'zod'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { copyReading } from './copy-reading.ts'
import type { ReadCaseDeps } from './read-case.ts'
import { readLinks } from './read-links.ts'
import { readPerson } from './read-person.ts'
import { readTimeline } from './read-timeline.ts'

const params = z.object({ id: z.uuid() })

/** Registers the routes of the parts of a case page that are read on their own: person, links, time line. */
export function casePageRoutes(app: App, deps: ReadCaseDeps & Pick<CoreDeps, 'store'>): void {
  app.get(
    '/v1/cases/:id/person',
    {
      schema: {
        summary: 'Read the other cases about the same person',
        personal: true,
        params,
        response: { 200: CasePersonAnswer },
      },
    },
    async (request) => {
      const { id } = request.params
      return { person: await readPerson(accessOf(deps, request, id), deps.gateways, id) }
    },
  )
  app.post(
    '/v1/cases/:id/reading',
    {
      schema: {
        summary: 'Copy the own reading to another case of the same person, as a note',
        personal: true,
        errors: ['reading-other-person', 'reading-empty', 'case-closed', 'case-decided'],
        params,
        body: ReadingRequest,
        response: { 201: ReadingAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const copied = await copyReading(accessOf(deps, request, id), deps.gateways, id, request.body)
      return reply.code(201).send(copied)
    },
  )
  app.get(
    '/v1/cases/:id/links',
    {
      schema: {
        summary: 'Read who shares a detail with the subject of a case',
        personal: true,
        params,
        response: { 200: CaseLinks },
      },
    },
    (request) => {
      const { id } = request.params
      return readLinks(accessOf(deps, request, id), deps.gateways, id)
    },
  )
  app.get(
    '/v1/cases/:id/timeline',
    { schema: { summary: 'Read the history of a case', personal: true, params, response: { 200: CaseTimeline } } },
    (request) => {
      const { id } = request.params
      return readTimeline(accessOf(deps, request, id), deps, id)
    },
  )
}
