import { BreakRequest, Exposure, Problem, ViewingSettings, ViewLevel, ViewQuery } from '@entente/contracts'
import { z } from 'zod'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readExposure, takeBreak } from './exposure.ts'
import { type ViewDeps, viewMedia } from './view-media.ts'
import { changeViewingSettings, viewingSettingsOf } from './viewing-settings.ts'

/** Routes that show uploads, and routes of a person's own limits and exposure. */
export function viewingRoutes(app: App, deps: ViewDeps): void {
  app.get(
    '/v1/cases/:id/media/:level',
    {
      schema: {
        summary: 'View the media of a case at one level of blurring',
        personal: true,
        errors: ['viewing-limited', 'media-undecodable', 'nothing-to-show'],
        description:
          'A PNG (`blurred`, `still`) or an MP4 (`video`): pixels made anew, grey and without sound unless asked otherwise. Logged; stills and videos are counted.',
        params: z.object({ id: z.uuid(), level: ViewLevel }),
        querystring: ViewQuery,
        response: { 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { id: caseId, level } = request.params
      const { type, bytes } = await viewMedia(deps, accessOf(deps, request, caseId), {
        caseId,
        level,
        query: request.query,
      })
      // The headers disable any active content, whatever type a browser detects.
      reply.header('content-security-policy', "default-src 'none'; sandbox").header('content-disposition', 'inline')
      return reply.type(type).send(bytes as never)
    },
  )
  app.get(
    '/v1/me/viewing',
    { schema: { summary: 'Read the own settings for viewing media', response: { 200: ViewingSettings } } },
    (request) => viewingSettingsOf(accessOf(deps, request)),
  )
  app.put(
    '/v1/me/viewing',
    {
      schema: {
        summary: 'Change the own settings for viewing media',
        body: ViewingSettings,
        response: { 200: ViewingSettings },
      },
    },
    (request) => changeViewingSettings(accessOf(deps, request), request.body),
  )
  app.get(
    '/v1/me/exposure',
    { schema: { summary: 'Read how much media one viewed today', response: { 200: Exposure } } },
    (request) => readExposure(accessOf(deps, request)),
  )
  app.post(
    '/v1/me/break',
    { schema: { summary: 'Take or end a break from viewing media', body: BreakRequest, response: { 200: Exposure } } },
    (request) => takeBreak(accessOf(deps, request), request.body.minutes),
  )
}
