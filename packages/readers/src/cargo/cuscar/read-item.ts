import type { CargoConsignment, CargoItem, CargoPackaging } from '@entente/contracts'
import { CST } from '../edifact/cargo-tags.ts'
import { measureOf } from '../edifact/read-measure.ts'
import type { Segment } from '../edifact/segment.ts'
import { openItem } from '../message/message-writer.ts'
import { blankItem } from '../model/blank.ts'
import { hasEntry } from '../model/has-entry.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'

/** Opens the item that the current GID begins. Its first C213 is the outer packaging; the others are inside it. */
export function readItem(consignment: Scope<CargoConsignment>, segment: Segment): Scope<CargoItem> {
  const item = openItem(consignment, blankItem())
  item.count('seq', segment.sent(1))
  for (let element = 2; element <= Math.min(4, segment.elements); element++) {
    addPackaging(item, segment.sent(element), segment.sent(element, 2) ?? segment.sent(element, 5))
  }
  const [outer] = item.owner.packagings
  if (outer !== undefined && outer.number !== null) item.set('packages', outer.number, segment.sent(2))
  return item
}

/** Reads PAC, the packaging of writers that leave it out of GID. The packages of the item are the sum of all PAC. */
export function readPackaging(item: Scope<CargoItem>, segment: Segment): void {
  const number = segment.sent(1)
  const before = item.owner.packages ?? 0
  addPackaging(item, number, segment.sent(3) ?? segment.sent(3, 4))
  const added = item.owner.packagings.at(-1)?.number ?? null
  if (number !== undefined && added !== null) item.set('packages', before + added, number)
}

function addPackaging(item: Scope<CargoItem>, number: Sent | undefined, kind: Sent | undefined): void {
  if (number === undefined && kind === undefined) return
  const { packagings } = item.owner
  const packaging = { kind: null, number: null, pieces: null, marks: null }
  const scope = item.child<CargoPackaging>(packaging, `packagings/${packagings.push(packaging) - 1}`)
  scope.count('number', number)
  scope.text('kind', kind)
}

/** Reads PCI: marks (C210) belong to the packaging before them. */
export function readMarks(item: Scope<CargoItem>, segment: Segment): void {
  const marks = segment.joined(2)
  if (marks === undefined) return
  const { packagings } = item.owner
  if (packagings.length === 0) packagings.push({ kind: null, number: null, pieces: null, marks: null })
  const index = packagings.length - 1
  const packaging = packagings[index] as CargoPackaging
  packaging.marks = packaging.marks === null ? marks.text : `${packaging.marks} ${marks.text}`
  item.note(`packagings/${index}/marks`, marks)
}

/** Reads MEA of an item. */
export function readItemMeasure(item: Scope<CargoItem>, segment: Segment): void {
  const measure = measureOf(segment)
  const [value, unit] = [segment.sent(3, 2), segment.text(3)]
  if (measure === 'gross') item.kilograms('grossKg', value, unit)
  else if (measure === 'net') item.kilograms('netKg', value, unit)
  else if (measure === 'volume') item.cubicMetres('volumeM3', value, unit)
}

/** Reads a commodity code: CST (C246 in elements 2 to 6), or GIR or PIA with the qualifier HS. */
export function readCommodity(
  item: Scope<CargoItem> | null,
  consignment: Scope<CargoConsignment>,
  segment: Segment,
): void {
  const isTariff = segment.tag === CST
  for (let element = 2; element <= Math.min(6, segment.elements); element++) {
    const isCode = isTariff ? /^\d{4,}$/.test(segment.text(element) ?? '') : segment.text(element, 2) === 'HS'
    if (isCode) addCommodity(item, consignment, segment.sent(element))
  }
}

/** Adds a commodity code to the consignment. The first one of an item is also the item's. */
export function addCommodity(
  item: Scope<CargoItem> | null,
  consignment: Scope<CargoConsignment>,
  sent: Sent | undefined,
): void {
  if (sent === undefined) return
  if (item !== null && item.owner.hs === null) item.text('hs', sent)
  if (!hasEntry(consignment.owner.hsCodes, sent.text)) consignment.push('hsCodes', sent)
}
