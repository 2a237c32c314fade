import type { CargoConsignment } from '@entente/contracts'
import { type Counters, factsOf, makeFeatures, TagTables } from '@entente/node/cargo-features'
import { type CompiledRule, compileRule, RuleSet, readInput, startingRules } from '@entente/node/cargo-rules'
import { readCargo } from '@entente/readers'
import type { Traded } from './make-trade.ts'

/** The result of the rules for a consignment. */
export interface Judged extends Pick<Traded, 'kind' | 'name'> {
  /** A rule opens a case, or gives a lane. */
  isSelected: boolean
  hasCase: boolean
}

const day = '2026-03-02'

/**
 * Reads trade in order of time and judges it with the tables of the release and the starting rules: what a new node does, without a
 * database. Novelty is counted as the node counts it after its first week. There is no model and no watchlist.
 */
export function simulateNode(trade: readonly Traded[]): Judged[] {
  const rules = new RuleSet(startingRules.map((body, n) => compiled(`start-${n}`, body)))
  const tables = new TagTables()
  const counts = new Map<string, number>()
  return trade.map(({ kind, name, xml }) => {
    const reading = readCargo(new TextEncoder().encode(xml), {})
    const consignment = reading.messages[0]?.consignments[0] as CargoConsignment
    const facts = factsOf({ consignment, conveyance: null, loads: [], differences: [] }, 1)
    const keys = facts.sightings.map((sighting) => ({ ...sighting, key: `${sighting.kind} ${sighting.text}` }))
    const counters: Counters = {}
    for (const { kind, key } of keys) {
      const n = counts.get(key) ?? 0
      counters[`${kind}.n`] = Math.min(counters[`${kind}.n`] ?? n, n)
      counters[`${kind}.earlier`] = Math.min(counters[`${kind}.earlier`] ?? 1, n > 0 ? 1 : 0)
    }
    const { firstSeen, quality } = makeFeatures(consignment, facts, counters)
    for (const { key } of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    const texts = [consignment.description, ...consignment.items.map(({ description }) => description)]
    const tableTags = tables.tagsOf({ hs: consignment.hsCodes, texts: texts.filter((text) => text !== null), day })
    const findings = [...new Set(reading.findings.map(({ code }) => code))]
    const input = readInput(consignment, { now: `${day}T10:00:00Z`, rate: 1, findings, firstSeen, quality, tableTags })
    const effects = rules.evaluate(input).hits.map((place) => rules.rules[place]?.body.effect)
    const hasCase = effects.includes('case') || tableTags.has('arms')
    return { kind, name, hasCase, isSelected: hasCase || effects.includes('lane') }
  })
}

function compiled(id: string, body: CompiledRule['body']): CompiledRule {
  const rule = compileRule({ id, version: 1, body })
  if ('faults' in rule) throw new Error(`${body.expression}: ${rule.faults[0]?.message}`)
  return rule
}
