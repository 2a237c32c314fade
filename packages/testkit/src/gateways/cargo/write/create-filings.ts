import { createRandom, type Random } from '../../../synthetic/random.ts'
import { type MovementOrder, planMovements } from '../plan/plan-movements.ts'
import type { Contract, Movement, Shipment } from '../plan/shipment.ts'
import { writeAwmds } from './awmds.ts'
import { writeBaplie } from './cargo-edifact.ts'
import { writeFfm, writeFhl, writeFwb } from './cargo-imp.ts'
import { writeCuscar } from './cuscar.ts'
import { writeEns } from './ens.ts'
import type { Envelope } from './envelope.ts'
import { type Fault, spoil } from './spoil.ts'
import { writeWcoDec } from './wco-dec.ts'
import { writeXffm } from './xffm.ts'
import { writeXfwb } from './xfwb.ts'
import { writeXfzb } from './xfzb.ts'

export interface FilingOrder extends MovementOrder {
  /** Share of the shipments with a fault, 0 to 1. */
  faults: number
}
export interface Filing {
  /** When the filer sends it. */
  at: Date
  /** The account of the filer: a carrier, a forwarder or a declarant. */
  filer: string
  format: 'xfwb' | 'xfzb' | 'xffm' | 'fwb' | 'fhl' | 'ffm' | 'cuscar' | 'baplie' | 'awmds' | 'ens' | 'wco-dec'
  bytes: Uint8Array
  /** The contracts that the message speaks of. Empty for a stowage plan. */
  contracts: readonly Contract[]
  /** The faults in the message, with the finding that a reader must raise. */
  faults: readonly Fault[]
}

/**
 * Creates the messages of invented filers about invented goods, in the order of sending. A carrier files waybills and manifests, a forwarder the
 * houses of its consolidations, a declarant declarations. The same order gives the same bytes on every machine.
 */
export const createFilings = (order: FilingOrder): Filing[] => fileMovements(planMovements(order), order)

/** Creates the messages about planned movements, in the order of sending. */
export function fileMovements(
  movements: readonly Movement[],
  { seed, faults }: Pick<FilingOrder, 'seed' | 'faults'>,
): Filing[] {
  const random = createRandom(`filings/${seed}/faults`)
  return movements
    .flatMap((movement) => filingsOf(movement, random, faults))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

const hour = 3_600_000
const before = (at: Date, hours: number): Date => new Date(at.getTime() - hours * hour)

function filingsOf(planned: Movement, random: Random, share: number): Filing[] {
  const spoiled = planned.shipments.map((shipment) =>
    random.chance(share) ? spoil(random, planned.mode, shipment) : { shipment, fault: null },
  )
  const movement = { ...planned, shipments: spoiled.map(({ shipment }) => shipment) }
  const faultOf = new Map(spoiled.map(({ shipment, fault }) => [shipment, fault]))
  const faultsOf = (...shipments: Shipment[]) => shipments.flatMap((each) => faultOf.get(each) ?? [])
  const writer = filingWriter(movement)
  return { air: airFilings, sea: seaFilings, road: roadFilings }[movement.mode](movement, writer, faultsOf)
}

type Write = (
  format: Filing['format'],
  filer: string,
  at: Date,
  write: (envelope: Envelope) => Uint8Array,
  about: Pick<Filing, 'contracts' | 'faults'>,
) => Filing
type FaultsOf = (...shipments: Shipment[]) => Fault[]

/** Faults that a format cannot show: it names no containers, or states one mass only. */
const unseen: Partial<Record<Filing['format'], string>> = {
  ens: 'CONTAINER_CHECK_DIGIT',
  awmds: 'GROSS_MISMATCH',
  fwb: 'GROSS_MISMATCH',
}

/** Numbers the messages of a movement, so that each has a reference of its own. */
function filingWriter({ carrier, reference }: Movement): Write {
  let count = 0
  return (format, filer, at, write, { contracts, faults }) => {
    count += 1
    const envelope = { reference: `${carrier.code}${reference}${count}`, sender: filer, preparedAt: at }
    const seen = faults.filter(({ code }) => code !== unseen[format])
    return { format, filer, at, bytes: write({ ...envelope, purpose: 'original' }), contracts, faults: seen }
  }
}

function airFilings(movement: Movement, write: Write, faultsOf: FaultsOf): Filing[] {
  const { carrier, departsAt, shipments } = movement
  const isNewer = carrier.dialect === 'newer'
  const waybills = shipments.map((shipment) =>
    write(
      isNewer ? 'xfwb' : 'fwb',
      carrier.code,
      before(departsAt, 6),
      (envelope) => (isNewer ? writeXfwb : writeFwb)(envelope, movement, shipment),
      { contracts: [shipment], faults: faultsOf(shipment) },
    ),
  )
  const houses = shipments.flatMap((shipment) =>
    shipment.houses.map((house) =>
      write(
        isNewer ? 'xfzb' : 'fhl',
        'FORWARDER',
        before(departsAt, 7),
        (envelope) => (isNewer ? writeXfzb : writeFhl)(envelope, shipment, house),
        { contracts: [house], faults: [] },
      ),
    ),
  )
  const manifest = write(
    isNewer ? 'xffm' : 'ffm',
    carrier.code,
    departsAt,
    (envelope) => (isNewer ? writeXffm : writeFfm)(envelope, movement),
    { contracts: shipments, faults: [] },
  )
  return [...waybills, ...houses, manifest]
}

function seaFilings(movement: Movement, write: Write, faultsOf: FaultsOf): Filing[] {
  const { carrier, departsAt, shipments } = movement
  const isNewer = carrier.dialect === 'newer'
  const about = { contracts: shipments, faults: faultsOf(...shipments) }
  return [
    write(
      isNewer ? 'awmds' : 'cuscar',
      carrier.code,
      before(departsAt, 24),
      (envelope) => (isNewer ? writeAwmds : writeCuscar)(envelope, movement),
      about,
    ),
    write('baplie', carrier.code, departsAt, (envelope) => writeBaplie(envelope, movement), {
      contracts: [],
      faults: [],
    }),
    ...shipments
      .filter(({ houses }) => houses.length === 0)
      .map((shipment) =>
        write('ens', carrier.code, before(departsAt, 25), (envelope) => writeEns(envelope, movement, shipment), {
          contracts: [shipment],
          faults: faultsOf(shipment),
        }),
      ),
  ]
}

const roadFilings = (movement: Movement, write: Write, faultsOf: FaultsOf): Filing[] =>
  movement.shipments.map((shipment) =>
    write('wco-dec', 'DECLARANT', before(movement.arrivesAt, 2), (e) => writeWcoDec(e, movement, shipment), {
      contracts: [shipment],
      faults: faultsOf(shipment),
    }),
  )
