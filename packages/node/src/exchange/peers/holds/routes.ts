import { HoldApprovalRequest, NewSignalHold, SignalHold, SignalHoldList } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { readHolds } from '../../signals/holds/read-holds.ts'
import { approveHold, liftHold, setHold } from './change-hold.ts'
import { holdAct } from './hold-act.ts'

const Id = z.object({ id: z.uuid() })
const changing = { action: 'hold.change', impersonal: true } as const

/** Registers the routes for legal holds on signals of other members. */
export function holdRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { signatures: Signatures }): void {
  app.post(
    '/v1/signals/:id/holds',
    {
      schema: {
        summary: 'Ask for a legal hold of a signal',
        personal: true,
        errors: ['hold-needless', 'hold-open', 'hold-until'],
        params: Id,
        body: NewSignalHold,
        response: { 201: SignalHold },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const intent: AccessIntent = { action: 'hold.change', type: 'hold.set', ref: `sig:${id}` }
      const hold = await accessOf(deps, request).transaction(intent, (tx) => setHold(tx, id, request.body))
      return reply.code(201).send(hold)
    },
  )
  // A list of legal holds contains ids, days and laws, no personal data.
  app.get(
    '/v1/signal-holds',
    { schema: { summary: 'List the legal holds of signals', response: { 200: SignalHoldList } } },
    (request) => {
      const intent: AccessIntent = { action: 'receipt.read', type: 'hold.set', decision: 'allow', impersonal: true }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        return { items: await readHolds(tx), next: null }
      })
    },
  )
  app.post(
    '/v1/signal-holds/:id/approve',
    {
      schema: {
        summary: 'Approve a legal hold as the second person',
        errors: ['hold-needless', 'hold-until', 'same-person', ...signatureErrors],
        params: Id,
        body: HoldApprovalRequest.nullish(),
        response: { 200: SignalHold },
      },
    },
    (request) => {
      const { id } = request.params
      const details = { what: 'agreed by a second person' }
      const intent: AccessIntent = { ...changing, type: 'hold.set', ref: `hold:${id}`, details }
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const hold = await approveHold(tx, id)
          await recordAct(tx, signature, await holdAct(tx, id))
          return hold
        }),
      )
    },
  )
  app.post(
    '/v1/signal-holds/:id/lift',
    { schema: { summary: 'Lift a legal hold', errors: ['hold-needless'], params: Id, response: { 200: SignalHold } } },
    (request) => {
      const { id } = request.params
      const intent: AccessIntent = { ...changing, type: 'hold.release', ref: `hold:${id}`, details: { what: 'lifted' } }
      return accessOf(deps, request).transaction(intent, (tx) => liftHold(tx, id))
    },
  )
}
