import {
  CargoModel,
  CargoModelDetail,
  CargoModelList,
  CargoModelReason,
  CargoModelRequest,
  CargoRates,
} from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { AccessIntent, Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { type App, accessOf } from '../../../safeguards/access/http.ts'
import { askForTraining } from './ask-training.ts'
import { listModels, showModel } from './list-models.ts'
import { readRates } from './read-rates.ts'
import { refusePromotion, showModelDetail } from './show-model.ts'

const Id = z.object({ id: z.uuid() })
// Models and rates hold codes and counts, and no personal data.
const reading = { action: 'model.read', type: 'oversight.read', decision: 'allow', impersonal: true } as const

/** Routes of models: list, read, train, promote, take out of force; and the rates of rules, tables, models and filers. */
export function modelRoutes(app: App, deps: Pick<CoreDeps, 'store'>): void {
  const run = <T>(request: Parameters<typeof accessOf>[1], intent: AccessIntent, work: (tx: Tx) => Promise<T>) =>
    accessOf(deps, request).transaction(intent, (tx) => {
      checkTeam(tx)
      return work(tx)
    })
  app.get(
    '/v1/cargo/models',
    {
      schema: {
        summary: 'List the models that score consignments',
        description: 'Each with its report: the challenger and the model in force on the same inspected consignments.',
        response: { 200: CargoModelList },
      },
    },
    (request) => run(request, { ...reading, details: { what: 'cargo models' } }, listModels),
  )
  app.post(
    '/v1/cargo/models',
    {
      schema: {
        summary: 'Train a model from inspection results',
        description:
          'The training runs in the background. The model in force stays until a second person promotes another.',
        errors: ['training-data-too-small', 'model-state'],
        body: CargoModelRequest,
        response: { 202: CargoModel },
      },
    },
    async (request, reply) => {
      const intent = { action: 'model.train', type: 'model.train', impersonal: true } as const
      const model = await run(request, intent, async (tx) => showModel(tx, await askForTraining(tx, request.body)))
      return reply.code(202).send(model)
    },
  )
  app.get(
    '/v1/cargo/models/:id',
    {
      schema: {
        summary: 'Read a model with what it reads and how it drifts',
        errors: ['not-found'],
        params: Id,
        response: { 200: CargoModelDetail },
      },
    },
    (request) =>
      run(request, { ...reading, details: { what: 'cargo model' } }, (tx) => showModelDetail(tx, request.params.id)),
  )
  app.post(
    '/v1/cargo/models/:id/retire',
    {
      schema: {
        summary: 'Take the model in force out of force',
        description: 'Consignments then have no score, until a person promotes another model.',
        errors: ['not-found', 'model-state'],
        params: Id,
        body: CargoModelReason,
        response: { 200: CargoModel },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = { action: 'model.promote', type: 'model.retire', ref: `model:${id}`, impersonal: true } as const
      return run(request, intent, async (tx) => {
        await retireModel(tx, id, request.body.reason)
        return showModel(tx, id)
      })
    },
  )
  app.post(
    '/v1/cargo/models/:id/promote',
    {
      schema: {
        summary: 'Bring a trained model into force, as a second person',
        errors: ['not-found', 'model-state', 'same-person'],
        params: Id,
        response: { 200: CargoModel },
      },
    },
    (request) => {
      const { id } = request.params
      const intent = { action: 'model.promote', type: 'model.promote', ref: `model:${id}`, impersonal: true } as const
      return run(request, intent, async (tx) => {
        await promoteModel(tx, id)
        return showModel(tx, id)
      })
    },
  )
  app.get(
    '/v1/cargo/rates',
    {
      schema: {
        summary: 'Read what inspections found by rule, table and model',
        description:
          'Each with a Wilson interval (95 %); the data quality of each filer over 90 days; and the drift of the model.',
        response: { 200: CargoRates },
      },
    },
    (request) => run(request, { ...reading, details: { what: 'cargo rates' } }, readRates),
  )
}

/** Throws `refused` if the actor belongs to other teams only. Oversight and signal officers belong to no team. */
function checkTeam({ actor }: Tx): void {
  if (['oversight', 'signal-officer'].includes(actor.role) || actor.teams.includes('cargo')) return
  throw fail('refused', { detail: 'Only people of the team cargo do this.' })
}

/**
 * Brings a trained model into force. The one before it is retired in the same transaction, so that no consignment is scored
 * by two. Errors: `not-found`, `model-state`, `same-person`.
 */
async function promoteModel(tx: Tx, id: string): Promise<void> {
  const model = await tx.db
    .selectFrom('cargo_model')
    .select(['state', 'author_id', 'hash'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (model === undefined) throw fail('not-found')
  const refused = refusePromotion(model.state, model.author_id === tx.actor.person)
  if (refused === 'same-person') throw fail('same-person')
  if (refused !== null) throw fail(refused, { detail: `The model is ${model.state}.` })
  // Two promotions at once retire and promote one after the other.
  await tx.db
    .updateTable('cargo_model')
    .set({ state: 'retired', retired_at: tx.now })
    .where('state', '=', 'active')
    .execute()
  await tx.db
    .updateTable('cargo_model')
    .set({ state: 'active', approver_id: tx.actor.person, approver_account_id: tx.actor.account, promoted_at: tx.now })
    .where('id', '=', id)
    .execute()
  tx.note({ hash: model.hash })
}

/** Takes the model in force out of force, so that no consignment is scored. Errors: `not-found`, `model-state`. */
async function retireModel(tx: Tx, id: string, reason: string): Promise<void> {
  const model = await tx.db
    .selectFrom('cargo_model')
    .select(['state', 'hash'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (model === undefined) throw fail('not-found')
  if (model.state !== 'active') throw fail('model-state', { detail: `The model is ${model.state}.` })
  await tx.db
    .updateTable('cargo_model')
    .set({ state: 'retired', retired_at: tx.now, retired_by: tx.actor.person, retirement: reason })
    .where('id', '=', id)
    .execute()
  tx.note({ hash: model.hash })
}
