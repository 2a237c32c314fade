import fc from 'fast-check'
import { expect, test } from 'vitest'
import { voyageOf } from '../consignments/voyage.ts'
import { compareVoyages, type DeclaredContainer, type StowagePlan, type StowedContainer } from './compare-voyages.ts'

const voyage = (name: string, number = '1') => {
  const made = voyageOf({ mode: 'sea', reference: number, name, id: null, imo: null })
  if (made === null) throw new Error('no voyage')
  return made
}
const heron = voyage('GRAY HERON')
const day = new Date('2026-11-24T08:00:00Z')
const stowed = (container: string, given: Partial<StowedContainer> = {}): StowedContainer => ({
  ...{ container, filled: null, vgmKg: null, grossKg: null, portOfLoading: null, portOfDischarge: null, ordinal: 0 },
  ...given,
})
const plan = (containers: StowedContainer[], given: Partial<StowagePlan> = {}): StowagePlan => ({
  ...{ voyage: heron, messageId: 'p', readVersion: 1, place: 0, departure: null, receivedAt: day, isWhole: true },
  containers,
  ...given,
})
const declared = (container: string, given: Partial<DeclaredContainer> = {}): DeclaredContainer => ({
  ...{ consignmentId: `bill of ${container}`, voyage: heron, container, isManifest: true, portOfLoading: null },
  ...{ portOfDischarge: null, firstReceivedAt: day, statements: [] },
  ...given,
})
const states = (
  grossKg: number | null,
  tareKg: number | null = null,
  filled: boolean | null = null,
  messageId = 'm',
) => ({
  statements: [{ messageId, grossKg, tareKg, filled }],
})
const result = async (plans: StowagePlan[], manifests: DeclaredContainer[]) => {
  const { findings, undeclared } = await compareVoyages(plans, manifests)
  return [
    ...findings.map(({ code, container, expected, actual }) => [code, container, expected, actual].join(' ').trim()),
    ...undeclared.map((one) => `EQUIPMENT_UNDECLARED ${one.stowed.container}`),
  ].sort()
}
const codes = async (plans: StowagePlan[], manifests: DeclaredContainer[]) =>
  (await result(plans, manifests)).map((line) => line.split(' ').slice(0, 2).join(' '))

test('one side alone shows nothing', async () => {
  expect(await codes([plan([stowed('A')])], [])).toEqual([])
  expect(await codes([], [declared('A')])).toEqual([])
  // A declaration of goods is no manifest.
  expect(await codes([plan([stowed('A')])], [declared('B', { isManifest: false })])).toEqual([])
})

test('a container is undeclared or not stowed if the other side has others', async () => {
  expect(await codes([plan([stowed('A'), stowed('B')])], [declared('A'), declared('C')])).toEqual([
    'EQUIPMENT_NOT_STOWED C',
    'EQUIPMENT_UNDECLARED B',
  ])
  // Any declaration names it, also one that is no manifest.
  expect(
    await codes([plan([stowed('A'), stowed('B')])], [declared('A'), declared('B', { isManifest: false })]),
  ).toEqual([])
})

test('a container that a manifest lists without goods is declared, unless the plan says that it is full', async () => {
  const listed = [{ voyage: heron, container: 'B' }]
  for (const [filled, count] of [
    [false, 0],
    [null, 0],
    [true, 1],
  ] as const) {
    const { undeclared } = await compareVoyages([plan([stowed('A'), stowed('B', { filled })])], [declared('A')], listed)
    expect(undeclared).toHaveLength(count)
  }
})

test('a plan that was not read whole proves no absence', async () => {
  expect(await codes([plan([stowed('A')], { isWhole: false })], [declared('A'), declared('C')])).toEqual([])
})

test('ports that only one side speaks of are left out', async () => {
  const manifest = [
    declared('A', { portOfDischarge: 'NOOSL' }),
    declared('C', { portOfLoading: 'GRPIR', portOfDischarge: 'NOOSL' }),
  ]
  const containers = [stowed('A', { portOfDischarge: 'NOOSL' }), stowed('B', { portOfDischarge: 'SEGOT' })]
  expect(await codes([plan(containers, { departure: 'TRIST' })], manifest)).toEqual([])
  expect(await codes([plan([...containers, stowed('D')], { departure: 'GRPIR' })], manifest)).toEqual([
    'EQUIPMENT_NOT_STOWED C',
    'EQUIPMENT_UNDECLARED D',
  ])
})

test.each([
  [14_200, null, 12_000, []],
  [12_000, null, 12_000, []],
  // The mass of the manifest may be without the container: at most 5,000 kg, and 5 % of both.
  [17_850, null, 12_000, []],
  [17_851, null, 12_000, ['GROSS_VS_VGM A 17851 12000']],
  [11_400, null, 12_000, []],
  [11_399, null, 12_000, ['GROSS_VS_VGM A 11399 12000']],
  // 500 kg for light ones.
  [2_500, null, 3_000, []],
  [2_499, null, 3_000, ['GROSS_VS_VGM A 2499 3000']],
  // A stated mass of the container is exact.
  [14_910, 2_200, 12_000, []],
  [14_911, 2_200, 12_000, ['GROSS_VS_VGM A 14911 12000']],
])('a verified mass of %i kg with a container of %s kg beside %i kg gives %j', async (vgmKg, tare, gross, expected) => {
  expect(await result([plan([stowed('A', { vgmKg })])], [declared('A', states(gross, tare))])).toEqual(expected)
})

test('a container that several manifests share may have the mass of one of them or of all', async () => {
  const shared = [
    declared('A', { ...states(8_000, 2_200, null, 'm1'), consignmentId: 'one' }),
    declared('A', { ...states(7_000, 2_200, null, 'm2'), consignmentId: 'two' }),
  ]
  for (const vgmKg of [10_200, 17_200]) expect(await codes([plan([stowed('A', { vgmKg })])], shared)).toEqual([])
  expect(await codes([plan([stowed('A', { vgmKg: 24_000 })])], shared)).toEqual(['GROSS_VS_VGM A', 'GROSS_VS_VGM A'])
})

test('full beside empty is found in both directions', async () => {
  const of = (isStowed: boolean | null, isDeclared: boolean | null) =>
    result([plan([stowed('A', { filled: isStowed })])], [declared('A', states(null, null, isDeclared))])
  expect(await of(false, true)).toEqual(['EMPTY_DECLARED_FULL A empty full'])
  expect(await of(true, false)).toEqual(['EMPTY_DECLARED_FULL A full empty'])
  for (const [one, other] of [
    [true, true],
    [false, false],
    [null, true],
    [true, null],
  ] as const)
    expect(await of(one, other)).toEqual([])
})

test('a number that is used again later is another voyage', async () => {
  const later = new Date(day.getTime() + 61 * 86_400_000)
  expect(await codes([plan([stowed('A')], { receivedAt: later })], [declared('B')])).toEqual([])
})

const small = fc.constantFrom('A', 'B', 'C', 'D')
const anyPort = fc.constantFrom(null, 'NOOSL', 'TRIST')
const anyVoyage = fc.constantFrom(heron, voyage('BROWN OWL'), voyage('GRAY HERON', '2'))
const anyPlan = fc.record({
  voyage: anyVoyage,
  messageId: fc.constantFrom('p1', 'p2', 'p3'),
  place: fc.nat({ max: 2 }),
  departure: anyPort,
  isWhole: fc.boolean(),
  hours: fc.nat({ max: 3 }),
  containers: fc.array(
    fc.record({ container: small, filled: fc.option(fc.boolean()), vgmKg: fc.option(fc.nat(30_000)), to: anyPort }),
    { maxLength: 4 },
  ),
})
const anyDeclared = fc.record({
  consignmentId: fc.constantFrom('x', 'y', 'z'),
  voyage: anyVoyage,
  container: small,
  isManifest: fc.boolean(),
  from: anyPort,
  to: anyPort,
  grossKg: fc.option(fc.nat(30_000)),
})

test('the order of messages changes nothing, and every finding names a container of its own side', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(anyPlan, { maxLength: 4, selector: ({ messageId, place }) => `${messageId} ${place}` }),
      fc.uniqueArray(anyDeclared, {
        maxLength: 8,
        selector: ({ consignmentId, container }) => `${consignmentId} ${container}`,
      }),
      async (plans, manifests) => {
        const all = plans.map(({ hours, containers, ...given }) =>
          plan(
            [...new Map(containers.map((one) => [one.container, one])).values()].map(({ to, ...one }, ordinal) =>
              stowed(one.container, { ...one, ordinal, portOfDischarge: to }),
            ),
            { ...given, receivedAt: new Date(day.getTime() + hours * 3_600_000) },
          ),
        )
        const named = manifests.map(({ from, to, grossKg, ...given }) =>
          declared(given.container, { ...given, ...states(grossKg), portOfLoading: from, portOfDischarge: to }),
        )
        const found = await result(all, named)
        expect(await result(all.toReversed(), named.toReversed())).toEqual(found)
        const { findings, undeclared } = await compareVoyages(all, named)
        const onManifest = new Set(
          named.filter((one) => one.isManifest).map((one) => `${one.consignmentId} ${one.container}`),
        )
        for (const one of findings) expect(onManifest).toContain(`${one.consignmentId} ${one.container}`)
        for (const one of undeclared) {
          expect(one.plan.containers).toContain(one.stowed)
          const same = named.filter(({ voyage: of }) => of.id === one.plan.voyage.id)
          expect(same.map(({ container }) => container)).not.toContain(one.stowed.container)
        }
      },
    ),
  )
})

test('a voyage of 20,000 containers is compared without a search for each', async () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => `C${n}`)
  let reads = 0
  const counted = new Proxy(heron, {
    get(target, name, receiver) {
      reads += 1
      return Reflect.get(target, name, receiver)
    },
  })
  const containers = ids.map((id) => stowed(id))
  const manifests = ids.slice(10).map((id) => declared(id, { voyage: counted }))
  const { findings, undeclared } = await compareVoyages([plan(containers, { voyage: counted })], manifests)
  expect([findings.length, undeclared.length]).toEqual([0, 10])
  expect(reads).toBeLessThan(10 * ids.length)
})
