import type { MergedConsignment } from '../classes/content-classes.ts'
import type { CategoryColumn, NumberColumn, TargetingRows } from '../model/targeting-rows.ts'
import type { StoredInputs } from '../store/feature-schema.ts'
import { type ConsignmentFacts, counterKinds, measures } from './consignment-facts.ts'
import type { Features } from './make-features.ts'

// A model is kept longer than the parties of a consignment, so no column has a party or its hash, and none describes a
// person. A country appears only as the end of a route.

/** The columns of codes of a model, in the order in which inputs are stored. */
const codeNames = [
  ...['mode', 'nature', 'level', 'filer', 'origin', 'destination', 'route', 'hs2', 'hs4', 'hs6'],
  ...['hs6|origin', 'filer|hs4'],
] as const
/** The column of the table of hit rates. */
export const tableCodes = codeNames.indexOf('hs6|origin')

/** The columns of numbers of a model: the features of `featuresVersion`. */
export const numberNames: readonly string[] = [
  ...counterKinds.flatMap((kind) => [`${kind}.first`, `${kind}.seen`]),
  'log.kg',
  ...measures.flatMap((measure) => [`log.${measure}`, `z.${measure}`, `z.${measure}.route`]),
  ...['route.share', 'detour', 'quality', 'amendments', 'lateAmendments', 'valueAbsent', 'chargeAbsent', 'weekday'],
  ...['night', 'items', 'codes', 'dangerous', 'toOrder', 'consigneeIsAgent'],
]

/** A version of a consignment with its filer. */
interface Filed {
  row: { filer: string }
  value: MergedConsignment | null
}

/** Returns the inputs of a model for one consignment. */
export function inputsOf(subject: Filed, facts: ConsignmentFacts, features: Features): StoredInputs {
  // Only what a replay has too: the stored version, and the filer, which never changes.
  const consignment = subject.value?.consignment
  const hs = (level: number) => (facts.hs !== null && facts.hs.length >= level ? facts.hs.slice(0, level) : '')
  const { filer } = subject.row
  const [origin, destination] = [facts.origin ?? '', facts.destination ?? '']
  return {
    codes: [
      ...[
        consignment?.mode ?? '',
        consignment?.nature ?? '',
        consignment?.level ?? '',
        filer,
        origin,
        destination,
        facts.route ?? '',
      ],
      ...[hs(2), hs(4), hs(6), `${hs(6)}|${origin}`, `${filer}|${hs(4)}`],
    ],
    numbers: numberNames.map((name) => features[name] ?? null),
  }
}

/** Arranges inputs by columns, for training and scoring. */
export function rowsOf(inputs: readonly StoredInputs[]): TargetingRows {
  const categories = codeNames.map(
    (name, column): CategoryColumn => ({ name, keys: inputs.map(({ codes }) => codes[column] ?? '') }),
  )
  const numbers = numberNames.map(
    (name, column): NumberColumn => ({
      name,
      values: Float64Array.from(inputs, ({ numbers }) => numbers[column] ?? Number.NaN),
    }),
  )
  const kg = numbers[numberNames.indexOf('log.kg')] as NumberColumn
  const hs6 = categories[codeNames.indexOf('hs6')] as CategoryColumn
  return { count: inputs.length, categories, numbers, differences: [{ name: 'log.kg-hs6', number: kg, category: hs6 }] }
}
