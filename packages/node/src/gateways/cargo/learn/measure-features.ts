import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { factsOf } from '../features/consignment-facts.ts'
import { countSightings } from '../features/count-sightings.ts'
import { type Counters, featuresVersion, makeFeatures } from '../features/make-features.ts'
import { inputsOf } from '../features/model-inputs.ts'
import { readCounters } from '../features/read-counters.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { modelInForce } from './model-in-force.ts'
import { type NodeModel, scoreInputs } from './node-model.ts'

/** How much of the node's currency one unit of a currency is on a day, `2026-03-01`; undefined without a rate. */
export type RateOf = (currency: string | null, day: string) => number | undefined

/**
 * Measures the features of consignments and scores them, and counts them at the end of the transaction. It runs a fixed
 * number of statements. It stores the counters that it read in `assessed.counters`, so `replayFeatures` needs no database. A masked
 * consignment gets no features and is not counted.
 */
export async function measureFeatures(tx: Tx, subjects: readonly CargoSubject[], rateOf?: RateOf): Promise<void> {
  const counted = subjects.flatMap((subject) => {
    if (subject.value === null) return []
    const { currency = null } = subject.value.consignment.value ?? {}
    const rate = rateOf?.(currency, tx.now.toISOString().slice(0, 10))
    const facts = factsOf(subject.value, rate)
    const keys = facts.sightings.map((sighting) => ({
      ...sighting,
      key: tx.blind(`cargo-${sighting.kind}`, sighting.text).toString('hex'),
    }))
    return [{ subject, facts, keys, rate }]
  })
  if (counted.length === 0) return
  const counters = await readCounters(tx, counted)
  const observed = counted.map(({ rate, ...one }, place) => {
    const read = { ...(counters[place] as Counters), ...(rate === undefined ? {} : { rate }) }
    const { consignment } = one.subject.value as MergedConsignment
    const { features, firstSeen, quality } = makeFeatures(consignment, one.facts, read)
    Object.assign(one.subject.assessed, { features, counters: read, featuresVersion, firstSeen, quality })
    return { ...one, inputs: inputsOf(one.subject, one.facts, features) }
  })
  const model = await modelInForce(tx)
  if (model !== null) {
    const scores = scoreInputs(
      model,
      observed.map(({ inputs }) => inputs),
    )
    for (const [place, { subject }] of observed.entries())
      subject.assessed.model = { hash: model.hash, score: scores[place] as number }
  }
  countSightings(tx, observed)
}

/**
 * Makes the features and the score of an assessment again, from its version, its filer and the counters that were stored
 * with it. The result is the same bit for bit. `model` is the model of the assessment; null without a score.
 */
export function replayFeatures(
  filed: { row: { filer: string }; value: MergedConsignment },
  counters: Readonly<Counters>,
  model: NodeModel | null,
) {
  const facts = factsOf(filed.value, counters.rate)
  const { features, firstSeen, quality } = makeFeatures(filed.value.consignment, facts, counters)
  const inputs = inputsOf(filed, facts, features)
  return {
    features,
    firstSeen,
    quality,
    inputs,
    score: model === null ? null : (scoreInputs(model, [inputs])[0] as number),
  }
}
