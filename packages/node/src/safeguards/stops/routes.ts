import {
  KillSwitch,
  KillSwitchList,
  StopChoiceList,
  StopDrill,
  StopOffAnswer,
  StopOffRequest,
  StopRequest,
} from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent, Tx } from '../access/access-store.ts'
import { type Signatures, signatureErrors } from '../access/acts/present-signature.ts'
import { recordAct } from '../access/acts/record-act.ts'
import type { CoreDeps } from '../access/core-deps.ts'
import { type App, accessOf } from '../access/http.ts'
import type { FollowedStops } from '../stops-in-force/follow-stops.ts'
import { beginDrill, readDrills } from './drills.ts'
import { readStop, readStops, type StoppableParts, stopChoices } from './read-stops.ts'
import { liftStop, setStop } from './set-stop.ts'
import { stopOffAct } from './stop-act.ts'

export interface StopDeps extends Pick<CoreDeps, 'store' | 'log'> {
  signatures: Signatures
  /** The stops as the thread of the requests follows them. */
  stops: FollowedStops
  parts: StoppableParts
}
const Id = z.object({ id: z.uuid() })
const reading: AccessIntent = { action: 'kill.read', type: 'kill.read', decision: 'allow', impersonal: true }

/** Registers the routes of the kill switch: its stops, what can be stopped, and drills. */
export function stopRoutes(app: App, deps: StopDeps): void {
  const choicesOf = (tx: Tx) => stopChoices(tx, deps.parts)
  // The stop counts in the database. Should this thread not read it now, it does within a second, like the others.
  const refresh = () =>
    deps.stops.refresh().catch((error: unknown) => {
      deps.log.warn({ event: 'stops.not-read', error: String(error) })
    })

  app.get(
    '/v1/kill',
    { schema: { summary: 'List the stops of matching, and the drills', response: { 200: KillSwitchList } } },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return readStops(tx, await choicesOf(tx))
      }),
  )
  app.get(
    '/v1/kill/choices',
    { schema: { summary: 'List what this node can stop', response: { 200: StopChoiceList } } },
    (request) =>
      accessOf(deps, request).transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return { items: await choicesOf(tx), next: null }
      }),
  )
  app.post(
    '/v1/kill',
    {
      schema: {
        summary: 'Stop matching; one person may do it alone',
        errors: ['stop-scope-unknown', 'stop-set'],
        body: StopRequest,
        response: { 201: KillSwitch },
      },
    },
    async (request, reply) => {
      const access = accessOf(deps, request)
      const id = await access.transaction({ action: 'kill.set', type: 'kill.on', impersonal: true }, async (tx) =>
        setStop(tx, request.body, await choicesOf(tx)),
      )
      await refresh()
      const stop = await access.transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return readStop(tx, id, await choicesOf(tx))
      })
      return reply.code(201).send(stop)
    },
  )
  app.post(
    '/v1/kill/:id/off',
    {
      schema: {
        summary: 'Agree to lift a stop; two people are needed',
        errors: ['not-found', 'same-person', 'stop-lifted', ...signatureErrors],
        params: Id,
        body: StopOffRequest,
        response: { 200: StopOffAnswer, 202: StopOffAnswer },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const intent = { action: 'kill.lift', type: 'kill.off', impersonal: true, ref: `kill:${id}` } as const
      const answer = await deps.signatures.run(request, request.body.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const isLifted = await liftStop(tx, id)
          await recordAct(tx, signature, await stopOffAct(tx, id))
          const state = isLifted ? ('lifted' as const) : ('awaiting-second' as const)
          return { state, stop: await readStop(tx, id, await choicesOf(tx)) }
        }),
      )
      if (answer.state === 'lifted') await refresh()
      return reply.code(answer.state === 'lifted' ? 200 : 202).send(answer)
    },
  )
  app.post(
    '/v1/kill/drills',
    { schema: { summary: 'Measure how fast every thread confirms a stop', response: { 201: StopDrill } } },
    async (request, reply) => {
      const access = accessOf(deps, request)
      const intent = { action: 'kill.drill', type: 'kill.drill', impersonal: true } as const
      const id = await access.transaction(intent, beginDrill)
      await refresh()
      const drill = await access.transaction(reading, async (tx) => {
        tx.leavesNoEntry()
        return (await readDrills(tx)).find((one) => one.id === id)
      })
      return reply.code(201).send(drill as StopDrill)
    },
  )
}
