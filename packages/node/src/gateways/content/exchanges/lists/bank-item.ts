import { type Item, type NewItem, NewItem as NewItemShape } from '@entente/contracts'
import { readSignal } from '../../signals/read-signal.ts'

/** An item in a file of a bank: the data that a node takes in, and opinions of its source. */
export interface BankItem {
  line: number
  /** Id at its source. */
  id: string | null
  item: NewItem
  /** Owner and opinion counts at its source; they never count as opinions at this node. */
  owner: string | null
  feedback: Item['feedback'] | null
  disableUntil: string | null
}
/** Reason why a line is not an item. */
export class BadLine extends Error {}

type Label = Item['labels'][number]
type Entity = NonNullable<Item['entity']>

/** Columns of the CSV form, in order. */
export const csvColumns = ['type', 'value', 'quality', 'labels', 'entity', 'note'] as const

/** Writes `scheme:version:code`, joined by `;`. */
export const writeLabels = (labels: readonly Label[]): string =>
  labels.map(({ scheme, version, code }) => `${scheme}:${version}:${code}`).join(';')
/** Writes `list:version:id:name`; the name may contain colons. */
export const writeEntity = (entity: Entity | null): string =>
  entity === null ? '' : `${entity.list}:${entity.listVersion}:${entity.id}:${entity.name}`

/** Reads the cells of a CSV line. Throws BadLine. */
export function itemOfCells(line: number, cells: readonly string[], columns: readonly string[]): BankItem {
  const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? ''
  if (cells.length > columns.length) throw new BadLine(`It has ${cells.length} cells under ${columns.length} columns.`)
  const quality = cell('quality')
  const labels = cell('labels')
  const entity = cell('entity')
  return checked(line, {
    signals: [
      {
        type: cell('type').toLowerCase(),
        value: cell('value'),
        ...(quality === '' ? {} : { quality: Number(quality) }),
      },
    ],
    ...(labels === '' ? {} : { labels: labels.split(';').map(readLabel) }),
    ...(entity === '' ? {} : { entity: readEntity(entity) }),
    ...(cell('note') === '' ? {} : { note: cell('note') }),
  })
}

function readLabel(text: string): Label {
  const [scheme = '', version = '', code = '', more] = text.trim().split(':')
  if (code === '' || more !== undefined) throw new BadLine(`A label is scheme:version:code, not ${text.slice(0, 60)}.`)
  return { scheme, version, code }
}

function readEntity(text: string): Entity {
  const [list = '', listVersion = '', id = '', ...name] = text.split(':')
  if (name.length === 0) throw new BadLine(`An entity is list:version:id:name, not ${text.slice(0, 60)}.`)
  return { list, listVersion, id, name: name.join(':') }
}

/** Fields that are left out on import, because they belong to the node that wrote them. */
const left = new Set(['number', 'bank', 'state', 'because', 'incident', 'createdAt', 'people'])

/**
 * Reads an item in JSON: either of one signal (`type`, `value`, `quality`), or as a node exports it. Throws BadLine.
 */
export function itemOfJson(line: number, text: string): BankItem {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadLine('It is not JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadLine('It is no JSON object.')
  const { id = null, owner = null, feedback = null, disableUntil = null, ...given } = value as Record<string, unknown>
  const { type, value: hash, quality, scope, ...rest } = given
  const signals = Array.isArray(rest.signals) ? rest.signals.map(withoutId) : [{ type, value: hash, quality, scope }]
  const kept = Object.entries(rest).filter(([key, value]) => !left.has(key) && value !== null && key !== 'signals')
  const item = checked(line, { ...Object.fromEntries(kept), signals })
  if (feedback !== null && !isFeedback(feedback))
    throw new BadLine('feedback: is not confirmed, mistaken and notUseful.')
  if (disableUntil !== null && Number.isNaN(Date.parse(String(disableUntil))))
    throw new BadLine('disableUntil: is no time.')
  return {
    ...item,
    id: id === null ? null : String(id),
    owner: owner === null ? null : String(owner),
    feedback,
    disableUntil: disableUntil === null ? null : String(disableUntil),
  }
}

const withoutId = (signal: unknown): unknown => {
  if (typeof signal !== 'object' || signal === null) return signal
  const { signalId: _, ...rest } = signal as Record<string, unknown>
  return rest
}

const isFeedback = (value: unknown): value is Item['feedback'] =>
  typeof value === 'object' &&
  value !== null &&
  ['confirmed', 'mistaken', 'notUseful'].every((key) => {
    const count = (value as Record<string, unknown>)[key]
    return Number.isSafeInteger(count) && (count as number) >= 0
  })

function checked(line: number, value: unknown): BankItem {
  const read = NewItemShape.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new BadLine(`${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not valid'}`)
  }
  for (const signal of read.data.signals) {
    const known = readSignal(signal)
    if ('code' in known) throw new BadLine(known.message)
  }
  return { line, id: null, item: read.data, owner: null, feedback: null, disableUntil: null }
}

/** Reads a line with a PDQ hash. Throws BadLine. */
export const itemOfHex = (line: number, text: string): BankItem =>
  checked(line, { signals: [{ type: 'pdq', value: text }] })
