import type {
  CargoCheck,
  CargoConsignment,
  CargoConveyance,
  CargoDeclared,
  CargoEquipment,
  CargoFormat,
  CargoHeader,
  CargoItem,
  CargoLeg,
  CargoLoad,
  CargoMessageHead,
  CargoMode,
  CargoParty,
} from '@entente/contracts'
import { type MessageChecks, startChecks } from '../check/start-checks.ts'
import { blankConveyance, blankDeclared, blankHeader } from '../model/blank.ts'
import { MOST_OPEN, OpenObjects } from '../model/open-objects.ts'
import { type About, type ReportFinding, Scope } from '../model/scope.ts'
import type { CargoFile } from './cargo-file.ts'

/**
 * Writes one message to the sink. A mapper opens the scope of an object (`consignment`, `equipment`, `load`), fills it, and
 * calls `done`. An object that later parts of the message add to stays open; it is found again by its id, and it is done when
 * the message ends. Objects go to the sink in the order in which they were opened, after the checks.
 */
export class MessageWriter {
  readonly head: CargoMessageHead
  readonly scope: Scope<CargoMessageHead>
  readonly header: Scope<CargoHeader>
  readonly declared: Scope<CargoDeclared>
  private conveyed: Scope<CargoConveyance> | null = null
  private readonly file: CargoFile
  private readonly index: number
  private readonly report: ReportFinding
  private readonly checks: MessageChecks
  private readonly controls: CargoCheck[] = []
  private readonly consignments: OpenObjects<CargoConsignment>
  private readonly units: OpenObjects<CargoEquipment>
  private readonly loads: OpenObjects<CargoLoad>

  constructor(file: CargoFile, index: number, format: CargoFormat, formatVersion: string | null) {
    this.file = file
    this.index = index
    this.head = { format, formatVersion, header: blankHeader(), conveyance: null, declared: blankDeclared() }
    this.report = (code, at, about, detail) => file.report(code, at, about, detail)
    this.scope = new Scope(this.head, `/messages/${index}`, null, this.report)
    this.header = this.scope.child(this.head.header, 'header')
    this.declared = this.scope.child(this.head.declared, 'declared')
    this.checks = startChecks(this.head, file.tables)
    const { sink } = file
    file.sink.messageBegin?.(index, this.head)
    this.consignments = new OpenObjects((scope) => {
      completeLists(scope.owner)
      this.checks.consignment(scope.owner, scope)
      this.release(scope, 'consignment')
      sink.consignment?.(scope.owner, index)
    })
    this.units = new OpenObjects((scope) => {
      this.checks.equipment(scope.owner, scope)
      this.release(scope, 'equipment')
      sink.equipment?.(scope.owner, index)
    }, mostEquipment[format])
    this.loads = new OpenObjects((scope) => {
      this.checks.load(scope.owner, scope)
      this.release(scope, 'load')
      sink.load?.(scope.owner, index)
    })
  }

  /** Returns the scope of the conveyance, and makes it at the first call. */
  conveyance(mode: CargoMode | null = null): Scope<CargoConveyance> {
    if (this.conveyed === null) {
      const conveyance = blankConveyance()
      this.head.conveyance = conveyance
      this.conveyed = this.scope.child(conveyance, 'conveyance')
    }
    if (mode !== null) this.conveyed.owner.mode = mode
    return this.conveyed
  }

  consignment(consignment: CargoConsignment): Scope<CargoConsignment> {
    const scope = this.opened(consignment, 'consignments', this.consignments, aboutConsignment)
    return this.consignments.open(consignment.id, scope, this.file.offset)
  }

  equipment(equipment: CargoEquipment): Scope<CargoEquipment> {
    return this.units.open(
      equipment.id,
      this.opened(equipment, 'equipment', this.units, aboutEquipment),
      this.file.offset,
    )
  }

  /** Opens a load. `isBounded`: the caller bounds how many loads are open, because it knows their consignment only later. */
  load(load: CargoLoad, isBounded = false): Scope<CargoLoad> {
    const { offset } = this.file
    // Loads may go on with a consignment that opened long ago.
    this.consignments.releaseOld(offset)
    return this.loads.open(null, this.opened(load, 'loads', this.loads, aboutLoad), offset, isBounded)
  }

  /** Returns the consignment with this id that is still open; `let-go` if it went to the sink already. */
  findConsignment(id: string): Scope<CargoConsignment> | 'let-go' | null {
    return this.consignments.find(id)
  }

  /** True if the message opened more consignments than can be open at the same time. */
  get isLong(): boolean {
    return this.consignments.count > MOST_OPEN
  }

  findEquipment(id: string): Scope<CargoEquipment> | 'let-go' | null {
    return this.units.find(id)
  }

  /** Says that the object is whole: nothing is added any more. */
  done(scope: Scope<CargoConsignment> | Scope<CargoEquipment> | Scope<CargoLoad>): void {
    // Few loads are open, and of the three they are done most often.
    this.loads.done(scope) || this.units.done(scope) || this.consignments.done(scope)
  }

  /** Drops the object that was opened last, because its part of the message is damaged. */
  abandon(scope: Scope<CargoConsignment> | Scope<CargoEquipment> | Scope<CargoLoad>): void {
    this.consignments.abandon(scope) || this.units.abandon(scope) || this.loads.abandon(scope)
  }

  /** Adds the check of a count that the trailer of the message states. */
  control(expected: number, actual: number): void {
    const outcome = expected === actual ? 'agree' : 'differ'
    this.controls.push({ rule: 'R7', scope: 'message', expected, actual, unit: 'segments', tolerance: 0, outcome })
  }

  /** Ends the message: what is open is whole. */
  end(): void {
    this.consignments.end()
    this.units.end()
    this.loads.end()
    const reconciliation = this.checks.end(this.scope)
    reconciliation.checks.push(...this.controls)
    if (this.controls.some(({ outcome }) => outcome === 'differ')) reconciliation.agrees = false
    const { sink } = this.file
    if (sink.place) this.scope.places(sink.place.bind(sink))
    sink.messageEnd?.(this.index, this.head, reconciliation)
  }

  private opened<T extends object>(owner: T, list: string, all: OpenObjects<T>, about: (owner: T) => About): Scope<T> {
    return new Scope(owner, `/messages/${this.index}/${list}/${all.count}`, about, this.report)
  }

  private release(scope: Scope<object>, kind: 'consignment' | 'equipment' | 'load'): void {
    const { sink } = this.file
    if (sink.place) scope.places(sink.place.bind(sink))
    this.file.keep(kind)
  }
}

/** A cargo report lists all containers of a vessel before the consignments that are in them. The largest ships carry 24,000. */
const mostEquipment: Partial<Record<CargoFormat, number>> = { cuscar: 24_000 }

// What findings about an object name.
const aboutConsignment = ({ id }: CargoConsignment): About => ({ consignment: id })
const aboutEquipment = ({ id }: CargoEquipment): About => ({ equipment: id })
const aboutLoad = ({ consignmentId, equipmentId }: CargoLoad): About => ({
  consignment: consignmentId,
  equipment: equipmentId,
})
const aboutParty = ({ role }: CargoParty): About => ({ party: role })
/** Items without a number of their own are counted. */
const aboutItem = ({ seq }: CargoItem, name: string): About => ({
  item: String(seq ?? Number(name.slice(name.lastIndexOf('/') + 1)) + 1),
})

/** Adds an item to a consignment, or to another object with items. */
export function openItem(scope: Scope<CargoConsignment>, item: CargoItem): Scope<CargoItem> {
  const index = scope.owner.items.push(item) - 1
  return scope.child(item, `items/${index}`, aboutItem)
}

/** Adds a party to a consignment or an item. */
export function openParty(scope: Scope<CargoConsignment> | Scope<CargoItem>, party: CargoParty): Scope<CargoParty> {
  const index = scope.owner.parties.push(party) - 1
  return scope.child(party, `parties/${index}`, aboutParty)
}

/** Adds a leg to the route of a consignment. */
export function openLeg(scope: Scope<CargoConsignment>, leg: CargoLeg): Scope<CargoLeg> {
  return scope.child(leg, `route/${scope.owner.route.push(leg) - 1}`)
}

/** Adds the codes and identities of the items to the lists of the consignment, each once. */
function completeLists(consignment: CargoConsignment): void {
  const { hsCodes, unNumbers, equipmentIds } = consignment
  let count = hsCodes.length + unNumbers.length + equipmentIds.length
  for (const { hs, unNumbers: numbers, equipmentIds: ids } of consignment.items) {
    if (hs !== null) hsCodes.push(hs)
    for (const number of numbers) unNumbers.push(number)
    for (const id of ids) equipmentIds.push(id)
    count++
  }
  if (count === 0) return
  consignment.hsCodes = eachOnce(hsCodes)
  consignment.unNumbers = eachOnce(unNumbers)
  consignment.equipmentIds = eachOnce(equipmentIds)
}

/** Most lists have a few entries, for which a set costs more than it saves. */
function eachOnce(list: string[]): string[] {
  if (list.length > 8) return [...new Set(list)]
  for (let i = 1; i < list.length; i++) if (list.indexOf(list[i] as string) !== i) return [...new Set(list)]
  return list
}
