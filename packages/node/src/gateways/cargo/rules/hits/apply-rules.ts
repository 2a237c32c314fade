import type { FoundHit, RuleHitFound } from '../../../../pipeline/gateway/compared-subject.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { codesWithHouses } from '../../consignments/check-known-houses.ts'
import { equipmentCodes } from '../../consignments/equipment-findings.ts'
import { codesWithPages, type PagesOf, readPages } from '../../consignments/manifest-pages.ts'
import { findingsOf, type OpenFiling, openFilings } from '../../consignments/open-filings.ts'
import { ruleTracks } from '../../inspections/rule-tracks.ts'
import type { CargoSubject, OtherFacts } from '../../subjects/cargo-subject.ts'
import type { RuleSet } from '../set/rule-set.ts'
import { isRead } from '../store/rules-in-force.ts'
import { evaluateRules } from './evaluate-rules.ts'
import { followNotJudged, forgetNotJudged } from './not-judged.ts'
import { placeLeaves, ruleHit } from './rule-hit.ts'

/** A consignment with the hits that the steps before found. */
export interface WithHits {
  context: CargoSubject
  hits: readonly FoundHit[]
}

/** The most filings of one consignment whose findings rules read: those in force, and the newest others. */
const mostFilings = 50

/**
 * Evaluates rules on consignments and fills their assessments. Returns the hits of rules of effect `case`, in the
 * order of the consignments. Filings are read once for all, and only if a rule reads findings, or for
 * the consignments that a rule hits.
 */
export async function applyRules(
  tx: Tx,
  set: RuleSet,
  compared: readonly WithHits[],
  factsOf: (subject: CargoSubject) => OtherFacts = () => ({}),
): Promise<RuleHitFound[][]> {
  const idsOf = (some: readonly WithHits[]) => some.map(({ context }) => context.subject.id)
  // Versions of an earlier release have no codes.
  const without = compared.filter(({ context: { value } }) => value !== null && value.findingCodes === undefined)
  let filings =
    isRead(set, 'c.findings') && without.length > 0 ? await openFilings(tx, idsOf(without), mostFilings) : null
  const withHouses: ReadonlyMap<string, readonly string[]> = isRead(set, 'c.findings')
    ? await codesWithHouses(
        tx,
        compared.map(({ context }) => context),
      )
    : new Map()
  const known = compared.map(({ context }) => context)
  const equipment = await equipmentCodes(
    tx,
    known.map(({ row }) => row),
  )
  const pages = await pagesFor(tx, known)
  const judged = await evaluateRules(
    set,
    compared.map(({ context, hits }) => ({
      context,
      hits,
      facts: {
        ...withSeveral(codesOf(context, filings, withHouses), context, { equipment, pages }),
        ...factsOf(context),
      },
    })),
  )
  const found = judged.map(({ cases }, place) => ({ cases, ...(compared[place] as WithHits) }))
  const read = filings
  const toExplain = found.filter(({ cases, context: { subject } }) => cases.length > 0 && !read?.has(subject.id))
  filings = new Map([...(read ?? []), ...(await openFilings(tx, idsOf(toExplain), mostFilings))])
  const scores = await scoresOf(
    tx,
    found.flatMap(({ cases }) => cases.map(({ rule }) => rule)),
  )
  const hits = found.map(({ context, cases }) =>
    cases.map(({ rule, leaves }) => {
      const own = filings?.get(context.subject.id) ?? []
      const placed = placeLeaves(context.value?.consignment ?? {}, own, leaves)
      return ruleHit(context, rule, placed, scores.get(`${rule.id} ${rule.version}`))
    }),
  )
  const notJudged = judged.flatMap(({ notJudged: titles, mayOpenCase }, place) =>
    titles.length === 0 ? [] : [{ subject: (compared[place] as WithHits).context, titles, mayOpenCase }],
  )
  const judgedNow = found.filter(
    ({ context }, place) => context.value !== null && judged[place]?.notJudged.length === 0,
  )
  await forgetNotJudged(
    tx,
    judgedNow.map(({ context }) => context),
  )
  const more = await followNotJudged(tx, notJudged)
  return hits.map((own, place) => [...own, ...[more.get(compared[place]?.context.subject.id ?? '') ?? []].flat()])
}

/** The fewest inspections of what a rule picked on which its rate is measured. */
const leastInspected = 30

/**
 * Returns the scores of new hits by id and version of the rule: the lower end of the interval (Wilson, 95 %) of its findings by
 * inspected consignments. A rule with few inspections has none. Runs one statement.
 */
async function scoresOf(
  tx: Pick<Tx, 'db'>,
  rules: readonly { id: string; version: number }[],
): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Map(rules.map(({ id, version }) => [`${id} ${version}`, { id, version }])).values()]
  const tracks = await ruleTracks(tx, distinct)
  const known = tracks.filter(({ reviewed }) => reviewed >= leastInspected)
  return new Map(known.map(({ ruleId, version, low }) => [`${ruleId} ${version}`, low]))
}

/** A manifest in the loads of a consignment may have pages. */
const pagesFor = (tx: Tx, subjects: readonly CargoSubject[]): Promise<Map<string, PagesOf>> =>
  readPages(
    tx,
    subjects.flatMap(({ row, value }) => (row.mode === 'air' && (value?.loads.length ?? 0) > 0 ? [row.id] : [])),
  )

/** Adds the codes of checks that look at other messages than those of the consignment. */
function withSeveral(
  facts: OtherFacts,
  { row, value }: CargoSubject,
  { equipment, pages }: { equipment: ReadonlyMap<string, string[]>; pages: ReadonlyMap<string, PagesOf> },
): OtherFacts {
  if (facts.findings === undefined || value === null) return facts
  const codes = codesWithPages(value, facts.findings, pages.get(row.id))
  return { findings: [...new Set([...codes, ...(equipment.get(row.id) ?? [])])].sort() }
}

/** Returns the codes of the findings of a consignment, each once; none is known of an old version whose filings were not read. */
function codesOf(
  { subject, value }: CargoSubject,
  filings: Map<string, OpenFiling[]> | null,
  withHouses: ReadonlyMap<string, readonly string[]>,
): OtherFacts {
  const ofMaster = withHouses.get(subject.id)
  if (ofMaster !== undefined) return { findings: ofMaster }
  if (value?.findingCodes !== undefined) return { findings: value.findingCodes }
  if (filings === null || value === null) return {}
  const codes = findingsOf(value, filings.get(subject.id) ?? []).map(({ code }) => code)
  return { findings: [...new Set(codes)].sort() }
}
