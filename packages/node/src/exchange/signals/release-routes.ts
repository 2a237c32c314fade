import { ListReleaseAnswer, ListWaiting, ReleaseRequest, SignalDetail } from '@entente/contracts'
import { z } from 'zod'
import type { AccessIntent } from '../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { readSignal } from './read-signals.ts'
import { listReleaseAct, releaseAct } from './release/release-acts.ts'
import { readWaiting, releaseList, releaseSignal } from './release/release-signal.ts'

const Id = z.object({ id: z.uuid() })

/**
 * Registers the routes by which a second officer releases signals about people: one signal, or all waiting signals of a
 * list.
 */
export function releaseRoutes(app: App, deps: Pick<CoreDeps, 'store'> & { signatures: Signatures }): void {
  const releasing = (ref: string): AccessIntent => ({ action: 'signal.release', type: 'signal.release', ref })
  app.post(
    '/v1/signals/:id/release',
    {
      schema: {
        summary: 'Release a signal as the second officer',
        personal: true,
        errors: [
          'false-positive-list',
          'not-owner',
          'release-not-needed',
          'same-person',
          'signal-withdrawn',
          ...signatureErrors,
        ],
        params: Id,
        body: ReleaseRequest,
        response: { 200: SignalDetail },
      },
    },
    (request) => {
      const { id } = request.params
      return deps.signatures.run(request, request.body.signed, (signature) =>
        accessOf(deps, request).transaction(releasing(`sig:${id}`), async (tx) => {
          await recordAct(tx, signature, await releaseAct(tx, id))
          await releaseSignal(tx, id, request.body.version)
          return readSignal(tx, id)
        }),
      )
    },
  )
  app.post(
    '/v1/lists/:id/release',
    {
      schema: {
        summary: 'Release the waiting signals of a list as the second officer',
        personal: true,
        errors: ['release-not-needed', 'same-person', ...signatureErrors],
        params: Id,
        body: ReleaseRequest,
        response: { 200: ListReleaseAnswer },
      },
    },
    (request) => {
      const { id } = request.params
      return deps.signatures.run(request, request.body.signed, (signature) =>
        accessOf(deps, request).transaction(releasing(`list:${id}`), (tx) =>
          releaseList(tx, id, request.body.version, async (waiting) => {
            await recordAct(tx, signature, listReleaseAct(id, waiting))
          }),
        ),
      )
    },
  )
  app.get(
    '/v1/lists/:id/waiting',
    {
      schema: {
        summary: 'Count the signals of a list that wait for your release',
        personal: true,
        errors: ['not-found'],
        params: Id,
        response: { 200: ListWaiting },
      },
    },
    (request) => {
      const { id } = request.params
      const intent: AccessIntent = { ...releasing(`list:${id}`), decision: 'allow' }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        return readWaiting(tx, id)
      })
    },
  )
}
