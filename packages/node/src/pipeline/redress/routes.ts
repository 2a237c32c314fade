import {
  AssignRedress,
  DecideRedress,
  ExtendRedress,
  RedressDetail,
  RedressList,
  RedressReference,
  redressFileTypes,
  sealedFileType,
} from '@entente/contracts'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf, actorOf } from '../../safeguards/access/http.ts'
import type { Action } from '../../safeguards/access/roles.ts'
import { decideRequest } from './decide-request.ts'
import { listRequests, readFile, readRequest } from './read-requests.ts'
import { findRedress, requestAccess } from './redress-row.ts'
import { assignRequest, extendRequest, takeRequest } from './work-on-request.ts'

const Reference = z.object({ reference: z.string().max(40) })
const File = Reference.extend({ id: z.uuid() })

/** Registers the work on requests for redress: the list, one request with its files, and its steps. The purpose is `redress`. */
export function redressRoutes(app: App, deps: Pick<CoreDeps, 'store' | 'member'>): void {
  app.get(
    '/v1/redress',
    {
      schema: {
        summary: 'List requests for redress: the open ones by the time of their answer, or those that ended',
        description: 'Without personal data.',
        errors: ['body-invalid'],
        querystring: z.object({ which: z.enum(['open', 'ended']).optional() }),
        response: { 200: RedressList },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(
        { ...reading(request, 'redress'), action: 'redress.read', impersonal: true },
        (tx) => listRequests(tx, request.query.which ?? 'open'),
      ),
  )
  app.get(
    '/v1/redress/:reference',
    {
      schema: {
        summary: 'Read a request for redress with the words of its person',
        personal: true,
        params: Reference,
        response: { 200: RedressDetail },
      },
    },
    (request) => {
      const { reference } = request.params
      const intent = { ...reading(request, 'redress'), ...about('redress.read', reference) }
      return accessOf(deps, request).transaction(intent, (tx) => readRequest(tx, deps.member.id, reference))
    },
  )
  app.get(
    '/v1/redress/:reference/files/:id',
    {
      schema: {
        summary: 'Read a file that shows who the person is; each reading is logged',
        description: 'For the person who took the request up, its reviewer and oversight, until 30 days after its end.',
        personal: true,
        params: File,
        described: {
          answers: { 200: { description: 'The file as it was sent, or sealed for oversight', content: fileTypes } },
        },
      },
    },
    async (request, reply) => {
      const { reference, id } = request.params
      const intent = { ...reading(request, 'redress files'), ...about('redress.read', reference) }
      const file = await accessOf(deps, request).transaction(intent, (tx) => readFile(tx, reference, id))
      return reply
        .headers({
          ...{ 'content-type': file.type, 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff' },
          'cache-control': 'no-store',
        })
        .send(file.bytes)
    },
  )
  const step = <Body extends z.ZodType>(
    name: string,
    { summary, body, action, errors }: Step<Body>,
    work: (tx: Tx, reference: string, body: z.output<Body>) => Promise<void>,
  ): void => {
    app.post(
      `/v1/redress/:reference/${name}`,
      { schema: { summary, personal: true, errors, params: Reference, body, response: { 200: RedressDetail } } },
      (request) => {
        const { reference } = request.params as { reference: string }
        const intent: AccessIntent = { type: `redress.${name}`, ...about(action, reference) }
        return accessOf(deps, request).transaction(intent, async (tx) => {
          await work(tx, reference, request.body as z.output<Body>)
          return readRequest(tx, deps.member.id, reference)
        })
      },
    )
  }
  step(
    'take',
    {
      ...{ summary: 'Take a request up: its receipt is acknowledged', action: 'redress.work' as const },
      ...{ body: z.strictObject({}), errors: ['redress-state'] as const },
    },
    takeRequest,
  )
  step(
    'assign',
    {
      ...{ summary: 'Name the cases that a request concerns and give it to an independent reviewer' },
      ...{
        action: 'redress.work' as const,
        body: AssignRedress,
        errors: ['redress-state', 'not-independent'] as const,
      },
    },
    assignRequest,
  )
  step(
    'extend',
    {
      ...{
        summary: 'Extend the time for the answer once, with reasons for the person',
        action: 'redress.decide' as const,
      },
      ...{ body: ExtendRedress, errors: ['redress-state', 'not-independent'] as const },
    },
    extendRequest,
  )
  step(
    'decide',
    {
      ...{ summary: 'Decide a request as its independent reviewer', action: 'redress.decide' as const },
      ...{ body: DecideRedress },
      errors: ['redress-state', 'not-independent', 'reason-too-short', 'redress-outcome'] as const,
    },
    (tx, reference, decision) => decideRequest(tx, deps.member.id, reference, decision),
  )
}

interface Step<Body> {
  summary: string
  body: Body
  action: Action
  errors: readonly ('redress-state' | 'not-independent' | 'reason-too-short' | 'redress-outcome')[]
}
const fileTypes = Object.fromEntries(
  [...redressFileTypes, sealedFileType].map((type) => [type, { schema: z.string() }]),
)

const reading = (request: FastifyRequest, what: string): Pick<AccessIntent, 'decision' | 'details' | 'type'> => ({
  decision: 'allow',
  details: { what },
  type: actorOf(request).role === 'oversight' ? 'oversight.read' : 'record.read',
})

/** The intent of an act on one request: the access decision is about its row. The log names only what can be a reference. */
function about(action: Action, text: string): Pick<AccessIntent, 'action' | 'ref' | 'on'> {
  const { data: reference } = RedressReference.safeParse(text)
  return {
    ...{ action, ref: reference === undefined ? null : `redress:${reference}` },
    on: async (db: Tx['db']) => {
      const row = await findRedress(db, text)
      // A person who may not read requests is not told which exist.
      return requestAccess(row ?? { regime: 'redress', delete_at: new Date('9999-12-31') })
    },
  }
}
