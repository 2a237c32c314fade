import type { CargoConsignment, CargoParty } from '@entente/contracts'
import type { RuleContext } from '@entente/node/cargo-rules'
import type { Random } from './random.ts'

export interface Filed {
  consignment: CargoConsignment
  context: RuleContext
}

const countries = ['NO', 'SE', 'KE', 'BR', 'JP', 'TR', 'ZA', 'US', 'IN', 'DE']
const goods = [
  ['STEEL PIPES', '730630'],
  ['Rifle Scope Mounts', '930591'],
  ['MACHINE PARTS', '848790'],
  ['PAINT BRUSHES, NOT DANGEROUS GOODS', '960340'],
  ['AIR GUN PELLET TINS, EMPTY', '731029'],
  ['COTTON SHIRTS', '610510'],
  ['LABORATORY CENTRIFUGES', '842119'],
  ['VALVES', '848180'],
] as const

/** Makes a consignment as a filer sends it, with what the node knows beside it. Each value may be missing. */
export function generateConsignment(random: Random, n: number): Filed {
  const maybe = <T>(make: () => T, share = 0.85): T | null => (random.chance(share) ? make() : null)
  const [from, to] = [random.pick(countries), random.pick(countries)]
  const items = random.between(1, 4)
  const lines = Array.from({ length: items }, () => random.pick(goods))
  const consignment: CargoConsignment = {
    ...{ key: `air/999-${10_000_000 + n}`, id: `999-${10_000_000 + n}`, level: 'house', masterId: null },
    ...{ purpose: 'original', mode: maybe(() => random.pick(['air', 'sea', 'road'] as const)), consolidation: false },
    ...{ awbCheckDigitValid: null, nature: 'import', natureCode: null },
    ...{ origin: maybe(() => `${from}OSL`), destination: maybe(() => `${to}NBO`) },
    ...{ portOfLoading: null, portOfDischarge: null, originalPortOfLoading: null },
    ...{ exportCountry: maybe(() => from), destinationCountry: maybe(() => to) },
    ...{ pieces: maybe(() => random.between(0, 40)), totalPieces: null, packages: maybe(() => random.between(1, 90)) },
    ...{
      grossKg: maybe(() => random.between(1, 900_000) / 1000),
      volumeM3: maybe(() => random.between(0, 9000) / 1000),
    },
    ...{ chargeableKg: null, dimensionPieces: null },
    ...{ value: maybe(() => ({ amount: random.between(1, 90_000), currency: random.pick(['EUR', 'JPY']) })) },
    ...{ carriageValue: null, weightCharge: null, description: maybe(() => lines[0]?.[0] ?? '', 0.7) },
    ...{ goodsStatusCode: null, issuedAt: null },
    parties: (['consignor', 'consignee', 'notify', 'agent'] as const)
      .filter(() => random.chance(0.8))
      .map(
        (role): CargoParty => ({
          ...{
            role,
            roleAsSent: null,
            id: maybe(() => `EORI${n % 50}`, 0.3),
            name: maybe(() => `PARTY ${n % 31} LTD`),
          },
          ...{ street: null, city: maybe(() => 'BERGEN'), subdivision: null, postcode: null },
          ...{ country: maybe(() => (role === 'consignor' ? from : to)), accountId: null, iataAgentCode: null },
          ...{ cassCode: null, taxIds: [], contacts: [], toOrder: false, sameAs: null },
        }),
      ),
    items: lines.map(([description, hs], at) => ({
      ...{ seq: at + 1, description: maybe(() => description, 0.8), hs, unNumbers: [], originCountry: null },
      ...{ grossKg: null, netKg: null, volumeM3: null, pieces: null, packages: null, value: null, packagings: [] },
      ...{ dimensions: [], equipmentIds: [], documents: [], parties: [] },
    })),
    ...{ route: [], routeCountries: [...new Set([from, random.pick(countries), to])], equipmentIds: [], seals: [] },
    ...{ specialHandling: [], handlingText: [], customsNotes: [], documents: [] },
    ...{ hsCodes: [...new Set(lines.map(([, hs]) => hs))], unNumbers: maybe(() => ['1263'], 0.2) ?? [], onward: null },
  }
  const context: RuleContext = {
    now: '2026-03-01T10:00:00Z',
    rate: random.chance(0.7) ? 1.1 : undefined,
    findings: random.chance(0.9) ? random.pick([[], ['HS_MISSING'], ['VAGUE_DESCRIPTION']]) : undefined,
    firstSeen: { pair: random.chance(0.3), consignee: random.chance(0.8) ? random.chance(0.2) : undefined },
    quality: random.chance(0.9) ? random.between(0, 1000) / 1000 : undefined,
    watch: random.chance(0.8) ? { best: random.between(0, 100) / 100, kinds: [] } : undefined,
    score: random.chance(0.8) ? random.between(0, 100) / 100 : undefined,
    tableTags: new Set(consignment.hsCodes.includes('930591') ? ['arms'] : []),
  }
  return { consignment, context }
}
