import {
  NecessityApprovalRequest,
  NecessityList,
  NecessityRecord,
  NewNecessityNote,
  NewNecessityRecord,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../access/access-store.ts'
import { type Signatures, signatureErrors } from '../access/acts/present-signature.ts'
import { recordAct } from '../access/acts/record-act.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import type { FollowedStops } from '../stops-in-force/follow-stops.ts'
import { necessityAct } from './necessity-act.ts'
import { readNecessity, readRecord } from './read-necessity.ts'
import { approveRecord, noteRecord, writeRecord } from './write-record.ts'

export interface NecessityDeps extends Pick<CoreDeps, 'store' | 'log'> {
  signatures: Signatures
  /** The stops as the thread of the requests follows them. */
  stops: Pick<FollowedStops, 'refresh'>
  /** The kinds of the gateways of this node. */
  kinds: readonly string[]
}
const Id = z.object({ id: z.uuid() })
const reading: AccessIntent = {
  ...{ action: 'necessity.read', type: 'oversight.read', decision: 'allow', impersonal: true },
  details: { what: 'necessity' },
}

/** Registers the routes for records of necessity. They contain no personal data. */
export function necessityRoutes(app: App, deps: NecessityDeps): void {
  const one = { response: { 200: NecessityRecord } }
  app.get(
    '/v1/necessity',
    {
      schema: {
        summary: 'List what needs a record of necessity, what lapses next, and the records',
        response: { 200: NecessityList },
      },
    },
    (request) =>
      accessOf(deps, request).transaction(reading, (tx) => {
        if (tx.actor.role !== 'oversight') tx.leavesNoEntry()
        return readNecessity(tx, deps.kinds)
      }),
  )
  app.get('/v1/necessity/:id', { schema: { summary: 'Read a record of necessity', params: Id, ...one } }, (request) =>
    accessOf(deps, request).transaction({ ...reading, ref: `necessity:${request.params.id}` }, (tx) => {
      if (tx.actor.role !== 'oversight') tx.leavesNoEntry()
      return readRecord(tx, request.params.id)
    }),
  )
  app.post(
    '/v1/necessity',
    {
      schema: {
        summary: 'Write a record of necessity; a supervisor approves it',
        body: NewNecessityRecord,
        response: { 201: NecessityRecord },
      },
    },
    async (request, reply) => {
      const intent = { action: 'necessity.write', type: 'gate.set', impersonal: true } as const
      const work = accessOf(deps, request).transaction(intent, (tx) => writeRecord(tx, request.body, deps.kinds))
      return reply.code(201).send(await work)
    },
  )
  app.post(
    '/v1/necessity/:id/approve',
    {
      schema: {
        summary: 'Approve a record of necessity as the second person, which switches its subject on',
        errors: [
          ...(['already-confirmed', 'change-state', 'impact-assessment-expired', 'same-person'] as const),
          ...signatureErrors,
        ],
        params: Id,
        body: NecessityApprovalRequest.nullish(),
        ...one,
      },
    },
    async (request) => {
      const { id } = request.params
      const intent: AccessIntent = {
        ...{ action: 'necessity.approve', type: 'gate.set', impersonal: true, ref: `necessity:${id}` },
      }
      const record = await deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const act = await necessityAct(tx, id)
          const approved = await approveRecord(tx, id)
          await recordAct(tx, signature, act)
          return approved
        }),
      )
      // The record counts in the database. Should this thread not read it now, it does within a second, like the others.
      await deps.stops.refresh().catch((error: unknown) => {
        deps.log.warn({ event: 'stops.not-read', error: String(error) })
      })
      return record
    },
  )
  app.post(
    '/v1/oversight/necessity/:id/note',
    {
      schema: {
        summary: 'Note what oversight found about a record of necessity',
        params: Id,
        body: NewNecessityNote,
        ...one,
      },
    },
    (request) => {
      const { id } = request.params
      const intent: AccessIntent = {
        ...{ action: 'necessity.note', type: 'oversight.note', impersonal: true, ref: `necessity:${id}` },
      }
      return accessOf(deps, request).transaction(intent, (tx) => noteRecord(tx, id, request.body.text))
    },
  )
}
