import {
  InspectionConfirmRequest,
  InspectionDetail,
  InspectionList,
  InspectionQuery,
  InspectionResultRequest,
  InspectionWordsRequest,
  Problem,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../../safeguards/access/http.ts'
import { addPhoto, largestPhoto, type PhotoDeps } from './add-photo.ts'
import { changeWords } from './change-words.ts'
import { confirmResult } from './confirm-result.ts'
import { listInspections } from './list-inspections.ts'
import { readInspection } from './read-inspection.ts'
import { recordResult } from './record-result.ts'
import { showPhoto } from './show-photo.ts'

const params = z.object({ id: z.uuid() })
const shared = { personal: true, params, response: { 200: InspectionDetail } }

/** Routes of inspections, for inspectors and officers of cargo. An inspector sees orders, and no cases. */
export function inspectionRoutes(app: App, deps: Pick<CoreDeps, 'store'> & PhotoDeps): void {
  const of = (request: FastifyRequest) => [accessOf(deps, request), actorOf(request)] as const
  app.get(
    '/v1/cargo/inspections',
    {
      schema: {
        summary: 'List inspection orders',
        description: 'First arrival first. `day` is a day of arrival in UTC.',
        personal: true,
        querystring: InspectionQuery,
        response: { 200: InspectionList },
      },
    },
    (request) => {
      const details = { what: 'inspections' }
      const intent = { action: 'inspection.read', type: 'record.search', decision: 'allow', details } as const
      return accessOf(deps, request).transaction(intent, (tx) => listInspections(tx, request.query))
    },
  )
  app.get('/v1/cargo/inspections/:id', { schema: { summary: 'Read an inspection order', ...shared } }, (request) =>
    readInspection(...of(request), request.params.id),
  )
  app.post(
    '/v1/cargo/inspections/:id/result',
    {
      schema: {
        summary: 'Record the result of an inspection',
        description:
          'Closes the order. `not-inspected` and a correction wait for another person. A result is never changed: `corrects` names the one that was wrong.',
        errors: ['inspection-closed', 'inspection-reason-missing', 'same-person'],
        ...shared,
        body: InspectionResultRequest,
      },
    },
    (request) => recordResult(...of(request), request.params.id, request.body),
  )
  app.post(
    '/v1/cargo/inspections/:id/confirm',
    {
      schema: {
        summary: 'Answer the result of a colleague that needs a second person',
        errors: ['inspection-closed', 'same-person'],
        ...shared,
        body: InspectionConfirmRequest,
      },
    },
    (request) => confirmResult(...of(request), request.params.id, request.body),
  )
  app.put(
    '/v1/cargo/inspections/:id/words',
    {
      schema: {
        summary: 'Change the feedback to the owners of signals about a result',
        description: 'Only officers who see cases may. A word that was sent is final.',
        errors: ['inspection-closed'],
        ...shared,
        body: InspectionWordsRequest,
      },
    },
    (request) => changeWords(...of(request), request.params.id, request.body),
  )
  app.post(
    '/v1/cargo/inspections/:id/photos',
    {
      bodyLimit: largestPhoto,
      schema: {
        summary: 'Add a photo of the goods',
        description:
          'The bytes of a JPEG or PNG, at most 10 MB. An order has at most 20. The result stays as it is, whatever the answer.',
        errors: ['media-undecodable', 'inspection-photos', 'too-large'],
        ...shared,
      },
    },
    (request) => {
      if (!(request.body instanceof Uint8Array) || request.body.length === 0) throw fail('empty-body')
      return addPhoto(deps, ...of(request), request.params.id, request.body)
    },
  )
  app.get(
    '/v1/cargo/inspections/:id/photos/:photo',
    {
      schema: {
        summary: 'View a photo of the goods',
        description: 'A PNG whose pixels are made anew.',
        errors: ['media-undecodable'],
        personal: true,
        params: params.extend({ photo: z.uuid() }),
        response: { 403: Problem, 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const bytes = await showPhoto(deps, ...of(request), request.params)
      // The headers disable any active content, whatever type a browser detects.
      reply.header('content-security-policy', "default-src 'none'; sandbox").header('content-disposition', 'inline')
      return reply.type('image/png').send(bytes as never)
    },
  )
}
