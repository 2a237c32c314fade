import type { CargoDrift } from '@entente/contracts'
import { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { raiseAlarm } from '../../../safeguards/oversight/raise-alarm.ts'
import { defineJob } from '../../../store/define-job.ts'
import { numberNames } from '../features/model-inputs.ts'
import { exactLog } from '../model/exact-math.ts'
import type { ModelReference, StoredInputs } from '../store/feature-schema.ts'
import { recentInputs } from './ask-training.ts'
import { absentOf, sharesOf } from './fit-challenger.ts'
import { readLabelled } from './labelled-rows.ts'
import { modelOf } from './model-in-force.ts'
import { scoreInputs } from './node-model.ts'

/** Compares recent consignments with the training data of the model in force. */
export const measureDriftJob = defineJob('measure-drift', z.object({}), { priority: 10 })

const dayMs = 86_400_000
/** The days of scores and absent features that are compared with the training, and the days of results of drawn consignments. */
const [recentDays, resultDays] = [7, 90]
/** The fewest consignments, and the fewest results, from which drift is measured. */
const [fewestRecent, fewestResults] = [200, 30]
/** An index above this is a shift (Siddiqi 2006). A share of 0 counts as this one, so that the index is finite. */
const [shifted, leastShare] = [0.2, 0.0001]
/** A feature that is absent in a smaller share than this raises no alarm. */
const leastAbsent = 0.05
/** The standard normal quantile of a two-sided 99 % interval. */
const z99 = 2.5758293035489004

type Measured = Omit<CargoDrift, 'at' | 'modelHash'>

/**
 * Compares the last week with the training data of the model in force, and the results of inspections of drawn consignments
 * with the forecast of the model. Raises the alarm `cargo-model-drift`.
 */
export function measureDrift(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'model.train', type: 'model.train', impersonal: true, details: { what: 'drift' } } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    const active = await tx.db
      .selectFrom('cargo_model')
      .select(['id', 'hash', 'reference', 'promoted_at'])
      .where('state', '=', 'active')
      .executeTakeFirst()
    const model = active?.hash == null ? null : await modelOf(tx, active.hash)
    if (active === undefined || model === null || active.reference === null) {
      tx.leavesNoEntry()
      return
    }
    const recent = await recentInputs(tx, new Date(tx.now.getTime() - recentDays * dayMs))
    const score = (inputs: readonly StoredInputs[]) => scoreInputs(model, inputs)
    const since = new Date(Math.max(tx.now.getTime() - resultDays * dayMs, active.promoted_at?.getTime() ?? 0))
    const drawn = (await readLabelled(tx)).filter((row) => row.drawn && row.at >= since)
    const expected = score(drawn.map(({ inputs }) => inputs))
    const found = drawn.reduce((sum, { label }) => sum + label, 0)
    const measured = judgeDrift(active.reference, recent, score(recent), expected, found)
    await tx.db
      .insertInto('cargo_drift')
      .values({ at: tx.now, model_id: active.id, measured: JSON.stringify(measured) })
      .execute()
    if (measured.alarms.length > 0) await alarm(tx, active.id, measured)
  })
}

const alarm = (tx: Tx, modelId: string, { alarms, psi }: Measured) =>
  raiseAlarm(tx, 'cargo-model-drift', `model:${modelId}`, {
    ...{ value: Math.round(100 * (psi ?? 0)), limit: Math.round(100 * shifted), causes: alarms.join(', ') },
  })

/** Judges the scores and inputs of recent consignments, and the `found` findings where `expected` are the scores of drawn ones. */
export function judgeDrift(
  reference: ModelReference,
  recent: readonly StoredInputs[],
  scores: Float64Array,
  expected: Float64Array,
  found: number,
): Measured {
  const isKnown = recent.length >= fewestRecent
  const psi = isKnown ? stabilityIndex(reference.shares, sharesOf(scores, reference.edges)) : null
  const absent = isKnown ? absentMoreOften(reference.absent, absentOf(recent)) : []
  const forecast = expected.length < fewestResults ? null : forecastOf(expected)
  const isOutside = forecast !== null && (found < forecast.low || found > forecast.high)
  return {
    ...{ observed: { rows: expected.length, positives: found }, forecast, psi, absent },
    alarms: [
      ...(isOutside ? (['hit-rate'] as const) : []),
      ...(psi !== null && psi > shifted ? (['scores'] as const) : []),
      ...(absent.length > 0 ? (['absent'] as const) : []),
    ],
  }
}

/** Returns the population stability index of two distributions over the same parts. */
function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  return before.reduce((sum, share, part) => {
    const [old, fresh] = [Math.max(leastShare, share), Math.max(leastShare, now[part] ?? 0)]
    return sum + (fresh - old) * (exactLog(fresh) - exactLog(old))
  }, 0)
}

const absentMoreOften = (before: readonly number[], now: readonly number[]): Measured['absent'] =>
  numberNames.flatMap((feature, column) => {
    const [old, fresh] = [before[column] ?? 0, now[column] ?? 0]
    return fresh >= leastAbsent && fresh > 2 * old ? [{ feature, before: old, now: fresh }] : []
  })

/** The number of findings that scores expect, with its 99 % interval. */
function forecastOf(expected: Float64Array): { mean: number; low: number; high: number } {
  const mean = expected.reduce((sum, p) => sum + p, 0)
  const reach = z99 * Math.sqrt(expected.reduce((sum, p) => sum + p * (1 - p), 0))
  return { mean, low: Math.max(0, mean - reach), high: mean + reach }
}
