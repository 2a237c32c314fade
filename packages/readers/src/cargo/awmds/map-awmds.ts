import type { CargoConsignment, CargoItem, CargoMode } from '@entente/contracts'
import type { CargoFile } from '../message/cargo-file.ts'
import { type MessageWriter, openItem, openParty } from '../message/message-writer.ts'
import { blankConsignment, blankItem, blankParty } from '../model/blank.ts'
import { modeOf, natures } from '../model/codes.ts'
import { airKey, awbNumber, surfaceKey } from '../model/keys.ts'
import { round3 } from '../model/numbers.ts'
import { completeRepeatedParties } from '../model/repeated-party.ts'
import type { Scope } from '../model/scope.ts'
import { addSeal } from '../model/seals.ts'
import { fillFields, quarantineUnnamed, saysAnything } from '../xml/fill-fields.ts'
import { loadContainer } from '../xml/load-container.ts'
import type { ReadElement, XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import {
  consignmentFields,
  conveyanceFields,
  declaredFields,
  fullnessOf,
  itemFields,
  sealElements,
  traderFields,
  traders,
} from './awmds-fields.ts'

/**
 * Starts a mapper of an ASYCUDA World manifest (Awmds). Every bill is a consignment: a master, or a house if it names its master
 * bill. Bills are handed over one by one, so a manifest of any size is read in the memory of its largest bill.
 */
export const startAwmds = (file: CargoFile): XmlMapper => new AwmdsMapper(file)

class AwmdsMapper implements XmlMapper {
  private readonly file: CargoFile
  private begun: MessageWriter | null = null

  constructor(file: CargoFile) {
    this.file = file
  }

  opened(): ReadElement {
    return 'stream'
  }

  whole(node: XmlNode): void {
    if (node.name === 'General_segment') this.readGeneral(node)
    else if (node.name === 'Bol_segment') this.readBill(node)
  }

  end(): void {
    this.message().end()
  }

  broken(): void {
    this.begun?.end()
  }

  private message(): MessageWriter {
    if (this.begun === null) {
      this.begun = this.file.message('awmds', null)
      // The format has no place for the function: every manifest is a whole one.
      this.begun.header.set('function', 'original')
    }
    return this.begun
  }

  private readGeneral(node: XmlNode): void {
    const message = this.message()
    fillFields(message.declared, node, declaredFields)
    const sent = node.find('Transport_information', 'Mode_of_transport_code')
    const mode = modeOf(sent?.textOf() ?? null)
    const conveyance = message.conveyance()
    if (mode !== null) conveyance.set('mode', mode, sent)
    fillFields(conveyance, node, conveyanceFields)
    const dates = node.child('General_segment_id')
    conveyance.xmlDate('departureAt', dates && withTime(dates, 'departure'))
    conveyance.xmlDate('arrivalAt', dates && withTime(dates, 'arrival'))
  }

  private readBill(node: XmlNode): void {
    const message = this.message()
    const { mode = null, carrier = null } = message.head.conveyance ?? {}
    const number = (name: string): string | null => {
      const text = node.textOf('Bol_id', name)
      return text !== null && mode === 'air' ? awbNumber(text) : text
    }
    const masterId = number('Master_bol_ref_number')
    const id = number('Bol_reference')
    if (id === null) {
      quarantineUnnamed(this.file, message, node, 'the bill has no number')
      return
    }
    const consignment = message.consignment(blankBill(mode, carrier, id, masterId))
    consignment.note('id', node.find('Bol_id', 'Bol_reference') ?? node)
    fillFields(consignment, node, consignmentFields)
    consignment.owner.nature = natures[consignment.owner.natureCode ?? ''] ?? null
    readTraders(consignment, node)
    readContainers(message, consignment, node)
    readGoods(consignment, node)
    const value = node.find('Value_segment', 'Customs_segment')
    const currency = value?.textOf('Currency') ?? null
    // Writers put 0 without a currency where no value is known.
    if (currency !== null) consignment.money('value', value?.child('Value'), currency)
    message.done(consignment)
  }
}

function blankBill(
  mode: CargoMode | null,
  carrier: string | null,
  id: string,
  masterId: string | null,
): CargoConsignment {
  const [top, house] = masterId === null ? [id] : [masterId, id]
  const key = mode === 'air' ? airKey(top as string, house) : surfaceKey(carrier, top as string, house)
  const bill = blankConsignment(masterId === null ? 'master' : 'house', key, id, mode)
  bill.masterId = masterId
  bill.purpose = 'original'
  return bill
}

/** Returns a date of the general segment, with its time if one is stated. */
function withTime(node: XmlNode, event: 'departure' | 'arrival') {
  const date = node.child(`Date_of_${event}`)
  const time = node.textOf(`Time_of_${event}`)
  if (date === undefined || time === null || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return date
  return { text: `${date.text.trim()}T${time}`, position: () => date.position() }
}

function readTraders(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  for (const [element, role] of traders) {
    const trader = node.find('Traders_segment', element)
    if (trader === undefined || !saysAnything(trader)) continue
    const party = openParty(consignment, blankParty(role))
    for (const [field, suffix] of traderFields) party.text(field, trader.child(`${element}_${suffix}`))
  }
  completeRepeatedParties(consignment.owner.parties)
}

function readContainers(message: MessageWriter, consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const { portOfLoading, portOfDischarge } = consignment.owner
  for (const segment of node.all('ctn_segment')) {
    const loaded = loadContainer(message, consignment, segment.child('Ctn_reference'))
    if (loaded === null) continue
    const { equipment, load } = loaded
    if (load !== null) {
      load.count('pieces', segment.child('Number_of_packages'))
      load.kilograms('grossKg', segment.child('Goods_Weight'), 'KGM')
      load.set('unloadingPlace', portOfDischarge)
      message.done(load)
    }
    if (equipment === null) continue
    const { owner } = equipment
    equipment.text('sizeType', segment.child('Type_of_container'))
    equipment.kilograms('tareKg', segment.child('Empty_weight'), 'KGM')
    // A container that several bills share has the goods of all of them.
    const goods = load?.owner.grossKg ?? null
    if (goods !== null) equipment.set('grossKg', round3((owner.grossKg ?? 0) + goods), segment.child('Goods_Weight'))
    const fullness = segment.child('Empty_Full')
    if (fullness !== undefined) equipment.set('full', fullnessOf(fullness.text) ?? owner.full, fullness)
    owner.portOfLoading ??= portOfLoading
    owner.portOfDischarge ??= portOfDischarge
    const party = segment.textOf('Sealing_Party')
    for (const name of sealElements) {
      const seal = segment.child(name)
      if (seal !== undefined) addSeal(equipment, seal.text, seal, party)
    }
  }
}

function readGoods(consignment: Scope<CargoConsignment>, node: XmlNode): void {
  const goods = node.all('Goods_segment')
  const { owner } = consignment
  for (const [index, segment] of goods.entries()) {
    const item = blankItem()
    const scope = openItem(consignment, item)
    fillFields(scope, segment, itemFields)
    readPackaging(scope, segment)
    // Codes belong to the bill. They are those of its goods if there is one for each.
    if (goods.length === 1 || goods.length === owner.hsCodes.length) item.hs = owner.hsCodes[index] ?? null
    const seals = segment.find('Seals_segment', 'Marks_of_seals')
    const party = segment.textOf('Seals_segment', 'Sealing_party_code')
    if (seals !== undefined) for (const text of seals.text.split(/[,;]/)) addSeal(consignment, text, seals, party)
  }
  for (const [field, element] of sums) {
    const total = sumOf(owner.items, field)
    if (total !== null) consignment.set(field, total, goods[0]?.child(element))
  }
}

function readPackaging(scope: Scope<CargoItem>, segment: XmlNode): void {
  const kind = segment.textOf('Package_type_code')
  const marks = segment.textOf('Shipping_marks')
  const number = scope.owner.pieces
  if (kind === null && marks === null && number === null) return
  scope.owner.packagings.push({ kind, number, pieces: null, marks })
  const sent = segment.child('Package_type_code') ?? segment.child('Shipping_marks')
  if (sent !== undefined) scope.note('packagings/0', sent)
}

const sums = [
  ['pieces', 'Number_of_packages'],
  ['grossKg', 'Gross_mass'],
  ['volumeM3', 'Volume_in_cubic_meters'],
] as const

/** Returns the sum of a figure over all items; null if there are none or one lacks it. */
function sumOf(items: readonly CargoItem[], field: 'pieces' | 'grossKg' | 'volumeM3'): number | null {
  let sum = 0
  for (const item of items) {
    const value = item[field]
    if (value === null) return null
    sum += value
  }
  return items.length === 0 ? null : round3(sum)
}
