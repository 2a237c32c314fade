import { randomUUID } from 'node:crypto'
import type { CargoModelKind, CargoModelRequest } from '@entente/contracts'
import { z } from 'zod'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { startThread } from '../../../start-thread.ts'
import { defineJob } from '../../../store/define-job.ts'
import { featuresVersion } from '../features/make-features.ts'
import type { StoredInputs } from '../store/feature-schema.ts'
import { type Fitting, fewestLabelled, isEnough } from './fit-challenger.ts'
import { countLabelled, readLabelled } from './labelled-rows.ts'
import type { Trained } from './training-thread.ts'

/** Trains a model that a person asked for. */
export const trainModelJob = defineJob('train-model', z.object({ modelId: z.uuid() }), { priority: 10 })

/** A training that has not ended after this time was interrupted too often, and another one may begin. */
const longestTrainingMs = 3_600_000
/** Number of recent consignments from which the distribution of scores is described. */
const mostRecent = 5000

/**
 * Asks for a training. It runs as a job; the model in force stays. Returns the id of the new model. Errors:
 * `training-data-too-small`, `model-state` while another training runs.
 */
export async function askForTraining(tx: Tx, { kind, seed }: z.infer<typeof CargoModelRequest>): Promise<string> {
  const labelled = await countLabelled(tx)
  if (!isEnough(kind, labelled)) {
    const { rows, positives } = fewestLabelled[kind]
    const detail = `${labelled.rows} inspection results with ${labelled.positives} findings can be used; ${rows} with ${positives} are needed.`
    throw fail('training-data-too-small', { detail })
  }
  await tx.db
    .updateTable('cargo_model')
    .set({ state: 'failed', failure: 'training-interrupted' })
    .where('state', '=', 'training')
    .where('asked_at', '<', new Date(tx.now.getTime() - longestTrainingMs))
    .execute()
  const id = randomUUID()
  const { person, account } = tx.actor
  const row = { id, kind, state: 'training', features_version: featuresVersion, seed, author_id: person }
  const { numInsertedOrUpdatedRows: inserted } = await tx.db
    .insertInto('cargo_model')
    .values({
      ...row,
      author_account_id: account,
      asked_at: tx.now,
      hash: null,
      bytes: null,
      failure: null,
      approver_id: null,
      approver_account_id: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (inserted === 0n) throw fail('model-state', { detail: 'Another model is being trained.' })
  tx.about(`model:${id}`)
  tx.note({ kind, rows: labelled.rows, positives: labelled.positives })
  await tx.enqueue(trainModelJob, { modelId: id }, { jobKey: `train:${id}` })
  return id
}

/** Trains a model in a thread of its own and stores its bytes with the report. A model that was trained already stays. */
export async function runTraining(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  { modelId }: { modelId: string },
  train: (fitting: Fitting) => Promise<Trained> = trainInThread,
): Promise<void> {
  const access = systemAccess(deps, null)
  const intent = { action: 'model.train', type: 'model.train', ref: `model:${modelId}`, impersonal: true } as const
  const fitting = await access.transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return fittingOf(tx, modelId)
  })
  if (fitting === null) return
  const trained = await train(fitting)
  await access.transaction(intent, async (tx) => {
    tx.note('fitted' in trained ? { hash: trained.fitted.hash } : { failure: trained.failure })
    await tx.db
      .updateTable('cargo_model')
      .set('fitted' in trained ? columnsOf(modelId, trained.fitted) : { state: 'failed', failure: trained.failure })
      .where('id', '=', modelId)
      .where('state', '=', 'training')
      .execute()
  })
}

function columnsOf(
  modelId: string,
  { bytes, hash, trained, report, reference }: Extract<Trained, { fitted: unknown }>['fitted'],
) {
  const whole = { ...report, challenger: { ...report.challenger, modelId } }
  return {
    ...{ state: 'trained', hash, bytes: Buffer.from(bytes), trained: JSON.stringify(trained) },
    ...{ report: JSON.stringify(whole), reference: JSON.stringify(reference) },
  }
}

async function fittingOf(tx: Tx, modelId: string): Promise<Fitting | null> {
  const models = await tx.db
    .selectFrom('cargo_model')
    .select(['id', 'kind', 'seed', 'state', 'hash', 'bytes', 'trained', 'features_version'])
    .where((e) => e.or([e('id', '=', modelId), e('state', '=', 'active')]))
    .execute()
  const asked = models.find(({ id }) => id === modelId)
  if (asked === undefined || asked.state !== 'training') return null
  const active = models.find(({ state }) => state === 'active')
  const compared = active?.features_version === featuresVersion ? active : undefined
  return {
    ...{ kind: asked.kind as CargoModelKind, seed: asked.seed },
    rows: await readLabelled(tx),
    recent: await recentInputs(tx),
    inForce:
      compared?.bytes == null || compared.hash === null
        ? null
        : {
            ...{ id: compared.id, kind: compared.kind as CargoModelKind, hash: compared.hash },
            ...{ bytes: new Uint8Array(compared.bytes), until: compared.trained?.until ?? null },
          },
  }
}

/** Reads the inputs of the newest consignments, inspected or not, of those since a time. */
export async function recentInputs(tx: Pick<Tx, 'db'>, since = new Date(0)): Promise<StoredInputs[]> {
  const rows = await tx.db
    .selectFrom('cargo_observation')
    .select('inputs')
    .where('features_version', '=', featuresVersion)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .limit(mostRecent)
    .execute()
  return rows.map(({ inputs }) => inputs)
}

/** Trains in a thread, so that neither requests nor the reading of messages wait. */
async function trainInThread(fitting: Fitting): Promise<Trained> {
  const worker = startThread(import.meta.url, 'training-thread')
  try {
    return await new Promise<Trained>((resolve, reject) => {
      worker.on('message', resolve)
      worker.on('error', reject)
      worker.on('exit', () => reject(new Error('the training thread ended')))
      worker.postMessage(fitting)
    })
  } finally {
    await worker.terminate()
  }
}
