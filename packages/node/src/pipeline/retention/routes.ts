import {
  HoldApprovalRequest,
  NewEvidence,
  NewRecordHold,
  RecordHold,
  RetainedEvidence,
  RetentionOverview,
  RetentionState,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { AccessIntent, Tx } from '../../safeguards/access/access-store.ts'
import { type Signatures, signatureErrors } from '../../safeguards/access/acts/present-signature.ts'
import { recordAct } from '../../safeguards/access/acts/record-act.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../safeguards/access/http.ts'
import { regimeAt } from '../../safeguards/retention/regimes.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { approveEvidence, readEvidence, recordEvidence } from './evidence.ts'
import { gatewayOfRecord } from './gateway-of-record.ts'
import { readOverview } from './read-overview.ts'
import { approveRecordHold, liftRecordHold, readRecordHolds, setRecordHold } from './record-holds.ts'
import { evidenceAct, recordHoldAct } from './retention-acts.ts'

const Id = z.object({ id: z.uuid() })
const EvidenceOfRecord = Id.extend({ evidence: z.uuid() })

/** Registers the routes for what keeps a record longer: evidence of two people, and legal holds. */
export function retentionRoutes(
  app: App,
  deps: Pick<CoreDeps, 'store'> & { gateways: Gateways; signatures: Signatures },
): void {
  app.get(
    '/v1/records/:id/retention',
    {
      schema: {
        summary: 'Read when a record is masked and deleted, and what keeps it',
        personal: true,
        params: Id,
        response: { 200: RetentionState },
      },
    },
    (request) => {
      const { id } = request.params
      const intent: AccessIntent = {
        ...{ action: 'case.read', type: 'record.read', decision: 'allow', ref: `record:${id}` },
        details: { part: 'retention' },
      }
      return accessOf(deps, request).transaction(intent, (tx) => readRetention(tx, deps.gateways, id))
    },
  )
  app.post(
    '/v1/records/:id/evidence',
    {
      schema: {
        summary: 'Record evidence that keeps a subject beyond masking',
        personal: true,
        errors: ['evidence-ground'],
        params: Id,
        body: NewEvidence,
        response: { 201: RetainedEvidence },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const intent: AccessIntent = { action: 'case.work', type: 'retention.evidence', ref: `record:${id}` }
      const work = accessOf(deps, request).transaction(intent, (tx) =>
        recordEvidence(tx, deps.gateways, id, request.body),
      )
      return reply.code(201).send(await work)
    },
  )
  app.post(
    '/v1/records/:id/evidence/:evidence/approve',
    {
      schema: {
        summary: 'Approve recorded evidence as the second person',
        personal: true,
        errors: ['already-confirmed', 'same-person', ...signatureErrors],
        params: EvidenceOfRecord,
        body: HoldApprovalRequest.nullish(),
        response: { 200: RetainedEvidence },
      },
    },
    (request) => {
      const { id, evidence } = request.params
      const intent: AccessIntent = { action: 'case.confirm', type: 'retention.evidence', ref: `record:${id}` }
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const approved = await approveEvidence(tx, deps.gateways, id, evidence)
          await recordAct(tx, signature, await evidenceAct(tx, evidence))
          return approved
        }),
      )
    },
  )
  app.get(
    '/v1/retention/overview',
    {
      schema: {
        summary: 'Read what is masked and deleted next, the last sweep, and what keeps records longer',
        response: { 200: RetentionOverview },
      },
    },
    (request) => {
      const intent: AccessIntent = {
        action: 'retention.read',
        type: 'record.read',
        decision: 'allow',
        impersonal: true,
      }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        return readOverview(tx, deps.gateways)
      })
    },
  )
  // A legal hold of a record has ids, days and a law, and no personal data.
  app.get(
    '/v1/legal-holds',
    {
      schema: {
        summary: 'List the legal holds of records',
        response: { 200: z.object({ items: z.array(RecordHold), next: z.null() }) },
      },
    },
    (request) => {
      const intent: AccessIntent = { action: 'receipt.read', type: 'hold.set', decision: 'allow', impersonal: true }
      return accessOf(deps, request).transaction(intent, async (tx) => {
        tx.leavesNoEntry()
        return { items: await readRecordHolds(tx), next: null }
      })
    },
  )
  app.post(
    '/v1/legal-holds',
    {
      schema: {
        summary: 'Ask for a legal hold of a record',
        errors: ['hold-needless', 'hold-until'],
        body: NewRecordHold,
        response: { 201: RecordHold },
      },
    },
    async (request, reply) => {
      const intent = changing('hold.set', `record:${request.body.recordId}`)
      const work = accessOf(deps, request).transaction(intent, (tx) => setRecordHold(tx, deps.gateways, request.body))
      return reply.code(201).send(await work)
    },
  )
  app.post(
    '/v1/legal-holds/:id/approve',
    {
      schema: {
        summary: 'Approve a legal hold of a record as the second person',
        errors: ['hold-needless', 'hold-until', 'same-person', ...signatureErrors],
        params: Id,
        body: HoldApprovalRequest.nullish(),
        response: { 200: RecordHold },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = changing('hold.set', `record-hold:${id}`)
      return deps.signatures.run(request, request.body?.signed, (signature) =>
        accessOf(deps, request).transaction(intent, async (tx) => {
          const hold = await approveRecordHold(tx, id)
          await recordAct(tx, signature, await recordHoldAct(tx, id))
          return hold
        }),
      )
    },
  )
  app.post(
    '/v1/legal-holds/:id/lift',
    {
      schema: {
        summary: 'Lift a legal hold of a record',
        errors: ['hold-needless'],
        params: Id,
        response: { 200: RecordHold },
      },
    },
    (request) => {
      const { id } = request.params
      const work = accessOf(deps, request)
      return work.transaction(changing('hold.release', `record-hold:${id}`), (tx) => liftRecordHold(tx, id))
    },
  )
}

const changing = (type: 'hold.set' | 'hold.release', ref: string): AccessIntent => ({
  ...{ action: 'hold.change', type, ref, impersonal: true },
})

/** Reads when a record is masked and deleted, under which version of which regime, and what keeps it. Error: `not-found`. */
async function readRetention(tx: Tx, gateways: Gateways, id: string): Promise<RetentionState> {
  const gateway = await gatewayOfRecord(tx, gateways, id)
  const [context] = await gateways.of(gateway).subjects.load(tx, [id])
  if (context === undefined) throw fail('not-found')
  const { regime, received_at, mask_at, delete_at } = context.row
  tx.counted(1)
  return {
    recordId: id,
    ...{ gateway, regime, version: regimeAt(regime, received_at).version },
    startAt: received_at.toISOString(),
    maskAt: mask_at?.toISOString() ?? null,
    deleteAt: delete_at.toISOString(),
    state: delete_at <= tx.now ? 'due' : mask_at !== null && mask_at <= tx.now ? 'masked' : 'open',
    evidence: await readEvidence(tx, id),
    holds: await readRecordHolds(tx, { record: id }),
  }
}
