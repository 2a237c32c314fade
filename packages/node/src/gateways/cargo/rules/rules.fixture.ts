import type { CargoConsignment, CargoItem, CargoParty, CargoRuleBody } from '@entente/contracts'
import type { RuleContext } from './input/rule-input.ts'
import { type CompiledRule, compileRule } from './set/compile-rule.ts'

/** The body of a rule with an expression. */
export const bodyOf = (expression: string, more: Partial<CargoRuleBody> = {}): CargoRuleBody => ({
  ...{ title: 'A rule', expression, effect: 'case', lane: null, tag: null, selectShare: null },
  ...{ maxHitsWithoutSelection: null, basis: null, validFrom: null, validUntil: null, ...more },
})

/** Compiles a rule that has no faults. */
export function ruleOf(expression: string, more: Partial<CargoRuleBody> = {}, id = 'rule'): CompiledRule {
  const compiled = compileRule({ id, version: 1, body: bodyOf(expression, more) })
  if ('faults' in compiled) throw new Error(`${expression}: ${compiled.faults.map(({ message }) => message).join(' ')}`)
  return compiled
}

export const partyOf = (role: CargoParty['role'], more: Partial<CargoParty> = {}): CargoParty => ({
  ...{ role, roleAsSent: null, id: null, name: null, street: null, city: null, subdivision: null, postcode: null },
  ...{ country: null, accountId: null, iataAgentCode: null, cassCode: null, taxIds: [], contacts: [] },
  ...{ toOrder: false, sameAs: null, ...more },
})

export const itemOf = (more: Partial<CargoItem> = {}): CargoItem => ({
  ...{ seq: 1, description: null, hs: null, unNumbers: [], originCountry: null, grossKg: null, netKg: null },
  ...{ volumeM3: null, pieces: null, packages: null, value: null, packagings: [], dimensions: [] },
  ...{ equipmentIds: [], documents: [], parties: [], ...more },
})

/** A consignment of tins, as a filer sends it. */
export const consignmentOf = (more: Partial<CargoConsignment> = {}): CargoConsignment => ({
  ...{ key: 'air/999-12345675', id: '999-12345675', level: 'house', masterId: null, purpose: 'original', mode: 'air' },
  ...{ consolidation: false, awbCheckDigitValid: true, nature: 'import', natureCode: null, origin: 'OSL' },
  ...{ destination: 'NBO', portOfLoading: null, portOfDischarge: null, originalPortOfLoading: null },
  ...{ exportCountry: 'NO', destinationCountry: 'KE', pieces: 4, totalPieces: null, packages: 12, grossKg: 50 },
  ...{ volumeM3: 0.5, chargeableKg: null, dimensionPieces: null, value: { amount: 40_000, currency: 'JPY' } },
  ...{ carriageValue: null, weightCharge: null, description: 'AIR GUN PELLET TINS, EMPTY', goodsStatusCode: null },
  ...{ issuedAt: null, route: [], routeCountries: ['NO', 'QA', 'KE'], equipmentIds: [], seals: [] },
  parties: [
    partyOf('consignor', { name: 'NORDVIK MACHINE TOOLS', country: 'NO', city: 'BERGEN', id: 'NO900' }),
    partyOf('consignee', { name: 'LUNE TRADERS LTD', country: 'KE' }),
  ],
  items: [itemOf({ description: 'AIR GUN PELLET TINS, EMPTY', hs: '731029' })],
  ...{ specialHandling: [], handlingText: [], customsNotes: [], documents: [], hsCodes: ['731029'] },
  ...{ unNumbers: [], onward: null, ...more },
})

export const contextOf = (more: Partial<RuleContext> = {}): RuleContext => ({
  ...{ now: '2026-03-01T10:00:00Z', findings: [], quality: 0.9, tableTags: new Set<string>(), ...more },
})
