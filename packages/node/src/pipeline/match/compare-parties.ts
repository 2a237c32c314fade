import { type Evidence, type Identity, type Party, strengthOf, type Text } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import { regimes } from '../../safeguards/retention/regimes.ts'
import type { HitRow } from '../cases/case-record.ts'
import { reason } from '../cases/reasons.ts'
import {
  type ComparedSubject,
  type FoundHit,
  makerOf,
  type SignalHitFound,
  type Threshold,
} from '../gateway/compared-subject.ts'
import type { NameParts, SubjectInContext } from '../gateway/gateway.ts'
import { compareFields, earlierKinds } from './compare-fields.ts'
import { hitKind, innocentExplanations, reasonsOf, selectorsOf } from './explain-hit.ts'
import { type SignalHit, type Subset, screenOne } from './find-hits.ts'
import { identityOf } from './identity-of-party.ts'
import type { MatchIndex } from './match-index.ts'
import { type MatchTerms, mayMatchAtAll } from './may-match.ts'
import { reasonOf } from './reason-of.ts'
import { relateCells, statedBy } from './relate-cells.ts'
import { firstThreshold } from './threshold-in-force.ts'

/** A hit between two identities, with the matcher's evidence. */
export type IdentityHit = SignalHitFound & { evidence: Evidence[] }

export interface ScreenTerms {
  now: Date
  threshold: Threshold
  only?: Subset | undefined
  /** The parties that were compared already with these terms. Parties such as forwarders recur in a batch. */
  known?: KnownParties
}

/** Parties by what is stated about them: the identity, and the hits by the index and the purposes for which they were found. */
export type KnownParties = Map<string, KnownParty>
interface KnownParty {
  identity: Identity | null
  hits: Map<string, SignalHit[]>
}

/** A party that the matcher can compare. */
interface Comparable {
  party: Party
  names: NameParts | undefined
  identity: Identity
  hits: KnownParty['hits']
}

/** Returns the parties of a subject that have an identity to compare. */
export function comparableParties({ subject, names }: SubjectInContext, known: KnownParties = new Map()): Comparable[] {
  return subject.parties.flatMap((party) => {
    // Items have numbers of their own in each consignment, and no identity.
    if (party.kind === 'item') return []
    const parts = names?.get(party.id)
    const { identity, hits } = knownOf(known, party, parts)
    return identity === null ? [] : [{ party, names: parts, identity: { ...identity, id: party.id }, hits }]
  })
}

function knownOf(known: KnownParties, party: Party, parts: NameParts | undefined): KnownParty {
  const key = JSON.stringify([
    party.kind,
    parts,
    party.selectors.map(({ kind, value, issuer }) => [kind, value, issuer]),
  ])
  const found = known.get(key) ?? { identity: identityOf(party, parts), hits: new Map() }
  known.set(key, found)
  return found
}

/** Compares every party of one subject with the signals of its kind that may be used for the record. Pure: stores nothing. */
export function compareParties(index: MatchIndex, context: SubjectInContext, terms: ScreenTerms): ComparedSubject {
  const { now, threshold, only } = terms
  const parties = comparableParties(context, terms.known)
  const mayStay = (terms: MatchTerms | undefined) => terms !== undefined && mayMatchAtAll(terms, now)
  const isUnreadable = (signalId: string) => mayStay(index.damaged(signalId))
  const isUsable = (signalId: string) => mayStay(index.termsOf(signalId)) || isUnreadable(signalId)
  const use = { purposes: usablePurposes(context.row), now, only, threshold: threshold.value }
  const stillMeets: ComparedSubject['stillMeets'] = async (row, open) => {
    const signal = index.get(row.signal_id ?? '')
    if (signal === undefined || signal.version === row.signal_version) return true
    const compared = await open()
    const made = row.threshold ?? firstThreshold.value
    return compared === undefined || screenOne(signal, compared, { ...use, threshold: made }) !== undefined
  }
  if (parties.length === 0)
    return {
      context,
      comparable: !isMasked(context, now),
      hits: [],
      otherExplanations: [...context.explanations],
      ...{ isUsable, isUnreadable, stillMeets },
    }
  // The index may change between two subjects of a batch.
  const within = `${index.version} ${use.purposes.join()}`
  const screen = ({ identity, hits: known }: Comparable): SignalHit[] => {
    const hits = known.get(within) ?? index.screen(identity, use)
    known.set(within, hits)
    return hits
  }
  const found = parties.flatMap((party) =>
    screen(party).map((hit) => ({ hit, made: hitOf(index, context, party, hit, threshold) })),
  )
  const hits = found.map(({ made }) => made)
  if (parties.length > 1) hits.sort((x, y) => y.score - x.score)
  return {
    context,
    comparable: true,
    hits,
    otherExplanations: innocentExplanations(
      found.map(({ hit }) => hit.result),
      [...ofEarlierData(hits), ...context.explanations],
    ),
    standing: (rows) => standingHits(index, context, { hits, parties, rows, terms }),
    ...{ isUsable, isUnreadable, stillMeets },
  }
}

/** Returns the innocent explanation of hits on a name or document that the record no longer has. */
const ofEarlierData = (hits: readonly IdentityHit[]): Text[] =>
  hits.some(({ comparison }) => earlierKinds(comparison).length > 0) ? [reason('reasons.earlier-holder')] : []

/** Returns the hit that a case stores for one comparison. */
function hitOf(
  index: Pick<MatchIndex, 'version'>,
  { subject }: SubjectInContext,
  { party, names, identity }: Comparable,
  { signal, result }: SignalHit,
  threshold: Threshold,
): IdentityHit {
  const { score, logOdds, matchedName, evidence } = result
  const comparison = compareFields(party, names, signal, matchedName)
  const earlier = earlierKinds(comparison)
  const cells = relateCells(evidence, statedBy(identity, signal.entry))
  return {
    ...{ party: party.id, signal, score, logOdds, threshold, matchedName, evidence, compared: identity },
    subjectVersion: subject.recordVersion,
    cells,
    strength: strengthOf(evidence, cells),
    kind: hitKind(evidence, earlier),
    selectors: selectorsOf(evidence, party.selectors, earlier),
    reasons: reasonsOf(evidence, earlier),
    because: reasonOf(evidence, cells, earlier),
    comparison,
    engine: { ...engineVersion, index: index.version },
  }
}

/**
 * Returns the hits that remain valid under a raised threshold. A raised threshold stops new hits but removes no existing one, so a live hit
 * below the threshold in force is compared again under the threshold it was made under.
 */
function standingHits(
  index: MatchIndex,
  context: SubjectInContext,
  given: { hits: readonly FoundHit[]; parties: readonly Comparable[]; rows: readonly HitRow[]; terms: ScreenTerms },
): { hits: FoundHit[]; otherExplanations: Text[] } {
  const { now, only, threshold } = given.terms
  const found = new Set(given.hits.map((hit) => `${hit.party} ${makerOf(hit)}`))
  const lower = given.rows.filter(
    (row) =>
      row.withdrawn_at === null &&
      row.signal_id !== null &&
      !found.has(`${row.party} ${row.signal_id}`) &&
      (row.threshold ?? firstThreshold.value) < threshold.value &&
      (only === undefined || only.ids.has(row.signal_id ?? '')),
  )
  const purposes = usablePurposes(context.row)
  const remaining = lower.flatMap((row): IdentityHit[] => {
    const party = given.parties.find((one) => one.party.id === row.party)
    const made = {
      version: row.threshold_version ?? firstThreshold.version,
      value: row.threshold ?? firstThreshold.value,
    }
    const signal = index.get(row.signal_id ?? '')
    const again = party && signal && screenOne(signal, party.identity, { purposes, now, threshold: made.value })
    return party === undefined || again === undefined ? [] : [hitOf(index, context, party, again, made)]
  })
  return {
    hits: remaining,
    otherExplanations: remaining.length === 0 ? [] : innocentExplanations(remaining, ofEarlierData(remaining)),
  }
}

const isMasked = ({ row }: SubjectInContext, now: Date): boolean => row.mask_at !== null && row.mask_at <= now

/** Returns the purposes of a record that its regime allows. A signal must share one of them. */
export function usablePurposes(row: { regime: string; purposes: readonly string[] }): string[] {
  const allowed: readonly string[] = regimes[row.regime]?.purposes ?? []
  return row.purposes.filter((purpose) => allowed.includes(purpose))
}
