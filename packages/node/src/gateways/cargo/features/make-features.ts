import type { CargoConsignment } from '@entente/contracts'
import { exactLog } from '../model/exact-math.ts'
import { type ConsignmentFacts, type CounterKind, counterKinds, type Measure, measures } from './consignment-facts.ts'

/**
 * The version of the features: a change of their meaning, names or order is a new one. A model fits the version that it
 * was trained on.
 */
export const featuresVersion = 'cargo-features-1'

/** The fewest peers with which a consignment is compared. */
export const fewestPeers = 30
/** Pseudo-consignments with the error share of all filers, which smooth the quality of one filer. */
const addedConsignments = 20
/** A way with a smaller share of the consignments of its route is a detour, if at least so many are known. */
const [usualShare, fewestOnRoute] = [0.05, 20]
/** Larger counts are cut to this one. */
const mostCounted = 1000
const dayMs = 86_400_000

/** The counts behind the features by name, as they were read. An absent name was not known. */
export type Counters = Record<string, number>
export type Features = Record<string, number | null>

export interface MeasuredFeatures {
  features: Features
  /** A kind is missing if the consignment has no value of it, or if the node has too little history to call a value new. */
  firstSeen: Partial<Record<CounterKind, boolean>>
  /** The data quality of the filer, 0 to 1. */
  quality: number
}

/**
 * Makes the features of a consignment from its facts and from the counters that were read. It is pure and uses only
 * operations whose results IEEE 754 fixes, so the same input gives the same features on every machine. A feature is null
 * if it cannot be measured. No feature describes a person's nationality, religion, sex, ethnicity, age or name.
 */
export function makeFeatures(
  consignment: CargoConsignment,
  facts: ConsignmentFacts,
  counters: Readonly<Counters>,
): MeasuredFeatures {
  const quality = qualityOf(counters)
  const firstSeen = firstSeenOf(facts, counters)
  const features: Features = {
    ...noveltyOf(firstSeen, counters),
    ...measuresOf(facts, counters),
    ...routeOf(facts, counters),
  }
  const receivedAt = counters.receivedAt ?? 0
  const hour = Math.floor((receivedAt % dayMs) / 3_600_000)
  return {
    firstSeen: counters.settled === 0 ? withoutNew(firstSeen) : firstSeen,
    quality,
    features: {
      ...features,
      quality,
      amendments: counters.amendments ?? 0,
      lateAmendments: counters.lateAmendments ?? 0,
      valueAbsent: consignment.value === null ? 1 : 0,
      chargeAbsent: consignment.weightCharge === null ? 1 : 0,
      // 1 January 1970 was a Thursday. Monday is 0.
      weekday: (Math.floor(receivedAt / dayMs) + 3) % 7,
      night: hour < 6 || hour >= 22 ? 1 : 0,
      items: consignment.items.length,
      codes: consignment.hsCodes.length,
      dangerous: consignment.unNumbers.length,
      toOrder: consignment.parties.some(({ toOrder }) => toOrder) ? 1 : 0,
      consigneeIsAgent: isConsigneeAgent(consignment) ? 1 : 0,
    },
  }
}

function firstSeenOf({ sightings }: ConsignmentFacts, counters: Readonly<Counters>): MeasuredFeatures['firstSeen'] {
  const stated = new Set(sightings.map(({ kind }) => kind))
  return Object.fromEntries(
    counterKinds.filter((kind) => stated.has(kind)).map((kind) => [kind, (counters[`${kind}.earlier`] ?? 0) === 0]),
  )
}

/** On a node without history everything is new, and a rule would hit all goods. That a value was seen before is known all the same. */
const withoutNew = (firstSeen: MeasuredFeatures['firstSeen']): MeasuredFeatures['firstSeen'] =>
  Object.fromEntries(Object.entries(firstSeen).filter(([, isFirst]) => !isFirst))

function noveltyOf(firstSeen: MeasuredFeatures['firstSeen'], counters: Readonly<Counters>): Features {
  return Object.fromEntries(
    counterKinds.flatMap((kind): [string, number | null][] => {
      const isFirst = firstSeen[kind]
      if (isFirst === undefined)
        return [
          [`${kind}.first`, null],
          [`${kind}.seen`, null],
        ]
      return [
        [`${kind}.first`, isFirst ? 1 : 0],
        [`${kind}.seen`, Math.min(mostCounted, counters[`${kind}.n`] ?? 0)],
      ]
    }),
  )
}

/** The levels at which peers are looked for, the narrowest first: subheading, heading, chapter. */
const hsLevels = [6, 4, 2] as const

/** Returns the prefixes of a code at each level that it has, the narrowest first. */
export const prefixesOf = (hs: string | null): string[] =>
  hs === null ? [] : hsLevels.filter((level) => hs.length >= level).map((level) => hs.slice(0, level))

function measuresOf({ amounts, grossKg }: ConsignmentFacts, counters: Readonly<Counters>): Features {
  const features: Features = { 'log.kg': grossKg === null ? null : exactLog(grossKg) }
  for (const measure of measures) {
    const amount = amounts[measure]
    const own = amount === null ? null : exactLog(amount)
    features[`log.${measure}`] = own
    features[`z.${measure}`] = own === null ? null : distanceOf(own, measure, 'hs', counters)
    features[`z.${measure}.route`] = own === null ? null : distanceOf(own, measure, 'route', counters)
  }
  return features
}

/** Returns the robust distance of a value from its peers: null with too few peers, or if most peers have one value. */
function distanceOf(own: number, measure: Measure, scope: 'hs' | 'route', counters: Readonly<Counters>): number | null {
  const at = `${scope}.${measure}`
  const [n, median, mad] = [counters[`${at}.n`] ?? 0, counters[`${at}.median`], counters[`${at}.mad`]]
  if (n < fewestPeers || median === undefined || mad === undefined || mad === 0) return null
  return (own - median) / mad
}

function routeOf({ via }: ConsignmentFacts, counters: Readonly<Counters>): Features {
  const n = counters['route.stated'] ?? 0
  if (via === null || n < fewestOnRoute) return { 'route.share': null, detour: null }
  const share = Math.min(1, (counters['route.same'] ?? 0) / n)
  return { 'route.share': share, detour: share < usualShare ? 1 : 0 }
}

function qualityOf(counters: Readonly<Counters>): number {
  const all = counters['all.consignments'] ?? 0
  const overall = all === 0 ? 0 : (counters['all.errors'] ?? 0) / all
  return smoothedQuality(counters['filer.errors'] ?? 0, counters['filer.consignments'] ?? 0, overall)
}

/**
 * Returns the data quality of a filer, 0 to 1: 1 less its share of consignments with errors, smoothed by pseudo-consignments
 * with the share `overall` of all filers.
 */
export const smoothedQuality = (errors: number, consignments: number, overall: number): number =>
  1 - (errors + addedConsignments * overall) / (consignments + addedConsignments)

/** A forwarder that is named as the consignee hides who gets the goods. */
function isConsigneeAgent({ parties }: CargoConsignment): boolean {
  const nameOf = (role: string) =>
    parties
      .find((party) => party.role === role)
      ?.name?.trim()
      .toUpperCase() ?? ''
  const consignee = nameOf('consignee')
  return consignee !== '' && consignee === nameOf('agent')
}
