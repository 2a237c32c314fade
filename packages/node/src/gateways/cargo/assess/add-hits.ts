import { cargoVocabulary } from '@entente/contracts'
import type { ComparedSubject, CompareTerms, FoundHit } from '../../../pipeline/gateway/compared-subject.ts'
import type { Gateway } from '../../../pipeline/gateway/gateway.ts'
import { matchSubjectsJob } from '../../../pipeline/jobs/jobs.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { compareConsignmentSignals } from '../compare/compare-consignment-signals.ts'
import { measureFeatures } from '../learn/measure-features.ts'
import { applyRules } from '../rules/hits/apply-rules.ts'
import { ruleHit, ruleReason } from '../rules/hits/rule-hit.ts'
import { RuleSet } from '../rules/set/rule-set.ts'
import { evaluatedBuiltIns, isRead, rulesInForce, versionsInForce } from '../rules/store/rules-in-force.ts'
import { builtInRule, isBuiltIn } from '../rules/tables/built-in-rules.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { placesInForce, tablesInForce } from '../tables/tables-in-force.ts'
import { applyTables } from './apply-tables.ts'

type Compared = ComparedSubject<CargoSubject>

/**
 * Adds the gateway's own hits to those of the parties. Each step takes all consignments of the transaction together and has a
 * fixed number of statements. It reads what the steps before it found, so their order counts:
 *
 * 1. signals of consignments, whose hits `c.watch` of a rule counts;
 * 2. features, counters and the score of the model;
 * 3. tables, whose tags a rule asks for;
 * 4. rules.
 *
 * Every step reads its set of rules, tables or model in this transaction, so a change counts for the next consignment at once.
 * If only some signals are compared, hits of rules stay as they are.
 */
export async function addHits(tx: Tx, given: readonly Compared[], terms: CompareTerms): Promise<Compared[]> {
  if (given.length === 0) return []
  const compared = await compareConsignmentSignals(given, terms, tx.now, await placesInForce(tx))
  if (terms.only !== undefined) return compared
  const subjects = compared.map(({ context }) => context)
  const tables = await tablesInForce(tx)
  await measureFeatures(tx, subjects, (currency, day) => tables.rateOf(currency, day))
  const factsOf = await applyTables(tx, subjects)
  const set = withoutStopped(tx, await rulesInForce(tx))
  const found = await applyRules(tx, set, compared, factsOf)
  if (terms.cause === 'message' && isRead(set, 'c.findings')) await compareMastersLater(tx, subjects)
  const inForce = new Set(set.rules.map(({ id, version }) => `${id} ${version}`))
  return compared.map((subject, place) => withRules(subject, inForce, found[place] ?? []))
}

/** Leaves out the rules that are stopped. */
function withoutStopped({ stops }: Tx, set: RuleSet): RuleSet {
  if (!stops.limitsRules) return set
  const isOn = ({ id }: { id: string }) => !stops.stopsRule(id)
  return new RuleSet(set.rules.filter(isOn), set.unusable.filter(isOn))
}

/** Houses of one master often come one after the other. */
const housesWaitMs = 60_000
/** The most masters of one transaction that get a job each. */
const mostMastersApart = 20

/** Rules read whether a master agrees with its houses, so it is compared again once its houses came, at most once a minute. */
async function compareMastersLater(tx: Tx, subjects: readonly CargoSubject[]): Promise<void> {
  const compared = new Set(subjects.map(({ row }) => row.id))
  const masters = new Set(
    subjects.flatMap(({ row: { parent_id: id } }) => (id === null || compared.has(id) ? [] : [id])),
  )
  const runAt = new Date(tx.now.getTime() + housesWaitMs)
  const gateway = cargoVocabulary.kind
  // A manifest lists the houses of a master together, so its masters seldom repeat, and one job compares them all.
  if (masters.size > mostMastersApart)
    return tx.enqueue(matchSubjectsJob, { gateway, subjectIds: [...masters].sort() }, { runAt })
  for (const id of [...masters].sort())
    await tx.enqueue(
      matchSubjectsJob,
      { gateway, subjectIds: [id] },
      { jobKey: `houses:${id}`, runAt, keepsTime: true },
    )
}

const undeclared = builtInRule('undeclared-equipment').id
const isUndeclared = ({ assessed }: CargoSubject): boolean =>
  assessed.ruleHits.some(({ ruleId }) => ruleId === undeclared)

/** Returns a consignment with its hits of rules, and with what decides whether its earlier ones remain. */
function withRules(subject: Compared, inForce: ReadonlySet<string>, more: readonly FoundHit[]): Compared {
  const { context, standing } = subject
  const request = builtInRule('officer-request')
  const lawful = more.length === 0 ? [] : [ruleReason('cargo.reasons.lawful-goods')]
  return {
    ...subject,
    // The lawful explanation stands first.
    otherExplanations: [...lawful, ...subject.otherExplanations],
    hits: more.length === 0 ? subject.hits : [...subject.hits, ...more].sort((a, b) => b.score - a.score),
    // A declaration that names the container ends the hit: nobody need close the case of a container that is declared now.
    isRuleInForce: ({ id, version }) =>
      id === undeclared ? isUndeclared(context) : isBuiltIn(id) || inForce.has(`${id} ${version}`),
    // Nothing that a comparison finds ends the request of an officer: only a decision does.
    standing(rows) {
      const others = standing?.(rows) ?? { hits: [], otherExplanations: [] }
      const asked = rows.some((row) => row.rule_id === request.id && row.withdrawn_at === null)
      if (!asked) return others
      const hit = ruleHit(context, { ...request, hash: '' }, [])
      return { ...others, hits: [...others.hits, hit] }
    },
  }
}

/** Lists the rules and the model in force, which people can stop. */
export const stoppableRules: NonNullable<Gateway['stoppable']> = async (tx) => {
  const rules = [...evaluatedBuiltIns, ...(await versionsInForce(tx))]
  const models = await tx.db.selectFrom('cargo_model').select(['id', 'kind']).where('state', '=', 'active').execute()
  return [
    ...rules.map(({ id, body }) => ({ type: 'rule' as const, id, name: body.title })),
    ...models.map(({ id, kind }) => ({ type: 'model' as const, id, name: kind })),
  ]
}
