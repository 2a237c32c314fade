import { takeTurns } from '../../../store/take-turns.ts'
import type { EquipmentCode } from '../consignments/equipment-findings.ts'
import { isSameVoyage, type Voyage } from '../consignments/voyage.ts'

type VoyageFacts = Pick<Voyage, 'id' | 'series' | 'imo' | 'names' | 'label'>

/** A container of a stowage plan. Masses are in kg. */
export interface StowedContainer {
  container: string
  filled: boolean | null
  vgmKg: number | null
  grossKg: number | null
  portOfLoading: string | null
  portOfDischarge: string | null
  ordinal: number
}
/** A stowage plan in force. */
export interface StowagePlan {
  voyage: VoyageFacts
  messageId: string
  readVersion: number
  /** The place of the plan in its file. */
  place: number
  departure: string | null
  receivedAt: Date
  /** Every byte of its file was read. Else a container that is missing may stand in the bytes that were not. */
  isWhole: boolean
  containers: StowedContainer[]
}
/** A container that a consignment names, with what each message in force states about it. */
export interface DeclaredContainer {
  consignmentId: string
  voyage: VoyageFacts
  container: string
  isManifest: boolean
  portOfLoading: string | null
  portOfDischarge: string | null
  firstReceivedAt: Date
  statements: { messageId: string; filled: boolean | null; grossKg: number | null; tareKg: number | null }[]
}

/** A container that a manifest lists without goods: an empty one. */
export interface ListedContainer {
  voyage: VoyageFacts
  container: string
}

export interface EquipmentFinding {
  consignmentId: string
  container: string
  code: Exclude<EquipmentCode, 'EQUIPMENT_UNDECLARED'>
  expected: string | null
  actual: string | null
}
/** A stowed container that no declaration names, with the plan that has it. */
export interface UndeclaredContainer {
  plan: StowagePlan
  stowed: StowedContainer
}

/** The number of a voyage is used again after some time. */
const apartMs = 60 * 86_400_000

/**
 * Compares the containers of manifests with those of stowage plans of the same voyage (rule R9). Pure, and the same for any order of
 * its arguments, apart from the order of the result. Nothing is found before both sides are there:
 *
 * - a stowed container counts as undeclared if a manifest lists goods for its port of discharge, and no declaration names it. That
 *   a manifest lists it without goods is enough, unless the plan says that it is full;
 * - a declared container counts as not stowed if a plan covers its port of loading.
 *
 * A side that states no port covers all ports.
 */
export async function compareVoyages(
  plans: readonly StowagePlan[],
  declared: readonly DeclaredContainer[],
  listed: readonly ListedContainer[] = [],
): Promise<{ findings: EquipmentFinding[]; undeclared: UndeclaredContainer[] }> {
  // Tens of thousands of containers must not keep the thread from other requests.
  const next = takeTurns()
  const sailings = await sailingsOf(plans, next)
  const findings: EquipmentFinding[] = []
  const undeclared = new Map<string, UndeclaredContainer>()
  const groups = [...groupBy(declared, ({ voyage }) => voyage.id).values()]
  const onSailing = (sailing: Sailing): DeclaredContainer[] =>
    groups
      .filter(([first]) => first !== undefined && isSameVoyage(first.voyage, sailing.voyage))
      .flat()
      .filter(({ firstReceivedAt }) => Math.abs(firstReceivedAt.getTime() - sailing.at) <= apartMs)
  const met = new Map<DeclaredContainer, Sailing[]>()
  for (const sailing of sailings) {
    const own = onSailing(sailing)
    if (!own.some(({ isManifest }) => isManifest)) continue
    for (const one of own) if (one.isManifest) append(met, one, sailing)
    const empties = listed.filter((one) => isSameVoyage(one.voyage, sailing.voyage))
    for (const found of undeclaredIn(sailing, own, new Set(empties.map(({ container }) => container)))) {
      const { container } = found.stowed
      // Two ways of naming one voyage have the same containers.
      if (!undeclared.has(container)) undeclared.set(container, found)
      await next()
    }
  }
  const stated = await statedMasses([...met.keys()], next)
  for (const [one, sailed] of met) {
    findings.push(...findingsOf(one, sailed, massesOf(stated.get(one.container))))
    await next()
  }
  return { findings, undeclared: [...undeclared.values()] }
}

/** The plans of one voyage together. */
interface Sailing {
  voyage: VoyageFacts
  at: number
  isWhole: boolean
  stowed: Map<string, UndeclaredContainer>
  /** The ports of loading that the plans speak of; empty: all. */
  loading: ReadonlySet<string>
}

type Turn = () => Promise<void> | undefined

async function sailingsOf(plans: readonly StowagePlan[], next: Turn): Promise<Sailing[]> {
  const groups = [...groupBy(plans, ({ voyage }) => voyage.id)].sort(([one], [other]) => compareTexts(one, other))
  const sailings: Sailing[] = []
  for (const [, own] of groups) {
    const inOrder = [...own].sort(
      (one, other) =>
        one.receivedAt.getTime() - other.receivedAt.getTime() ||
        compareTexts(one.messageId, other.messageId) ||
        one.place - other.place,
    )
    const stowed: Sailing['stowed'] = new Map()
    const loading = new Set(inOrder.flatMap(({ departure }) => departure ?? []))
    for (const plan of inOrder)
      for (const one of plan.containers) {
        // The newest plan that has a container says where and how.
        stowed.set(one.container, { plan, stowed: one })
        if (one.portOfLoading !== null) loading.add(one.portOfLoading)
        await next()
      }
    const [first] = inOrder as [StowagePlan]
    sailings.push({
      ...{ voyage: first.voyage, stowed, loading, isWhole: inOrder.every(({ isWhole }) => isWhole) },
      at: Math.max(...inOrder.map(({ receivedAt }) => receivedAt.getTime())),
    })
  }
  return sailings
}

function* undeclaredIn(
  { stowed }: Sailing,
  own: readonly DeclaredContainer[],
  listed: ReadonlySet<string>,
): Generator<UndeclaredContainer> {
  const named = new Set(own.map(({ container }) => container))
  const manifests = own.filter(({ isManifest }) => isManifest)
  const ports = new Set(manifests.flatMap(({ portOfDischarge }) => portOfDischarge ?? []))
  for (const one of stowed.values()) {
    const { container, portOfDischarge, filled } = one.stowed
    const isListed = filled !== true && listed.has(container)
    const isCovered = portOfDischarge === null || ports.size === 0 || ports.has(portOfDischarge)
    if (isCovered && !isListed && !named.has(container)) yield one
  }
}

function findingsOf(one: DeclaredContainer, sailings: readonly Sailing[], masses: readonly Mass[]): EquipmentFinding[] {
  const of = { consignmentId: one.consignmentId, container: one.container }
  const stowed = sailings.flatMap((sailing) => sailing.stowed.get(one.container)?.stowed ?? [])
  if (stowed.length === 0) {
    const covers = ({ isWhole, loading }: Sailing) =>
      isWhole && (one.portOfLoading === null || loading.size === 0 || loading.has(one.portOfLoading))
    return sailings.some(covers) ? [{ ...of, code: 'EQUIPMENT_NOT_STOWED', expected: null, actual: one.container }] : []
  }
  const found: EquipmentFinding[] = []
  const isStowedFull = anyOf(stowed.map(({ filled }) => filled))
  const isDeclaredFull = anyOf(one.statements.map(({ filled }) => filled))
  if (isStowedFull !== null && isDeclaredFull !== null && isStowedFull !== isDeclaredFull)
    found.push({ ...of, code: 'EMPTY_DECLARED_FULL', expected: word(isStowedFull), actual: word(isDeclaredFull) })
  const vgm = Math.max(0, ...stowed.map(({ vgmKg }) => vgmKg ?? 0))
  if (vgm > 0 && masses.length > 0 && !masses.some((mass) => fits(vgm, mass)))
    found.push({ ...of, code: 'GROSS_VS_VGM', expected: String(vgm), actual: String(masses.at(-1)?.grossKg) })
  return found
}

const word = (isFull: boolean): string => (isFull ? 'full' : 'empty')
/** True if one of the values is true, null if none is stated. */
const anyOf = (values: readonly (boolean | null)[]): boolean | null =>
  values.reduce((any, value) => (value === null ? any : any === true || value), null)

interface Mass {
  grossKg: number
  tareKg: number | null
}

type MassesByMessage = Map<string, Mass>

/** Returns what each manifest states about the mass of each container. */
async function statedMasses(
  declared: readonly DeclaredContainer[],
  next: Turn,
): Promise<ReadonlyMap<string, MassesByMessage>> {
  const byContainer = new Map<string, MassesByMessage>()
  for (const { container, statements } of declared) {
    for (const { messageId, grossKg, tareKg } of statements) {
      if (grossKg === null || grossKg <= 0) continue
      const own = byContainer.get(container) ?? new Map<string, Mass>()
      byContainer.set(container, own)
      const known = own.get(messageId)
      own.set(messageId, { grossKg: Math.max(grossKg, known?.grossKg ?? 0), tareKg: tareKg ?? known?.tareKg ?? null })
    }
    await next()
  }
  return byContainer
}

/**
 * Returns the masses that a container may have by its manifests: that of each message, and their sum, because each manifest may
 * state only its own goods in a shared container.
 */
function massesOf(own: MassesByMessage = new Map()): Mass[] {
  if (own.size < 2) return [...own.values()]
  const each = [...own.values()]
  const tares = each.flatMap(({ tareKg }) => tareKg ?? [])
  const sum = each.reduce((total, { grossKg }) => total + grossKg, 0)
  return [...each, { grossKg: sum, tareKg: tares.length === 0 ? null : Math.max(...tares) }]
}

/** The verified mass may differ by 5 % or 500 kg, and it has the container, which a manifest may leave out (SOLAS VI/2). */
const tolerance = (kg: number): number => Math.max(500, 0.05 * kg)
const heaviestContainer = 5000
function fits(vgmKg: number, { grossKg, tareKg }: Mass): boolean {
  const most = grossKg + (tareKg !== null && tareKg > 0 ? tareKg : heaviestContainer)
  return vgmKg >= grossKg - tolerance(grossKg) && vgmKg <= most + tolerance(most)
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) append(groups, keyOf(value), value)
  return groups
}
