import type { CargoConsignment, CargoParty } from '@entente/contracts'
import { openParty } from '../message/message-writer.ts'
import { blankParty } from '../model/blank.ts'
import { codeTable } from '../model/code-table.ts'
import type { Scope } from '../model/scope.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'

const roles = codeTable<CargoParty['role']>({
  SHP: 'consignor',
  CNE: 'consignee',
  NFY: 'notify',
  AGT: 'agent',
})

/** The lines that belong to a party block beside continuation lines. */
const rowIds = new Set(['NAM', 'ADR', 'LOC', 'PLC'])
const MOST_ROWS = 40

/** The lines of a party: the first one (SHP, CNE, NFY, AGT), and the rows behind it. */
export interface PartyBlock {
  first: LineParts
  rows: LineParts[]
}

/** Collects the party blocks of a message. */
export class PartyBlocks {
  private blocks: PartyBlock[] = []
  private open: PartyBlock | null = null

  /** Takes a line. Returns false if it belongs to no party. */
  take(line: LineParts): boolean {
    if (roles[line.id] !== undefined && this.blocks.length < MOST_ROWS) {
      this.open = { first: line, rows: [] }
      this.blocks.push(this.open)
      return true
    }
    const isRow =
      this.open !== null && (line.isContinuation || rowIds.has(line.id)) && this.open.rows.length < MOST_ROWS
    if (isRow) this.open?.rows.push(line)
    else this.open = null
    return isRow
  }

  /** True if the last line that was taken belongs to a party. */
  get isOpen(): boolean {
    return this.open !== null
  }

  /** True if a block came since the last call of `drain`. */
  get hasBlocks(): boolean {
    return this.blocks.length > 0
  }

  /** Returns the blocks since the last call. */
  drain(): PartyBlock[] {
    const { blocks } = this
    this.blocks = []
    this.open = null
    return blocks
  }
}

/**
 * Reads a party block. Newer versions name the rows (NAM, ADR, LOC); older ones give name, street and place as bare
 * continuation lines.
 */
export function readPartyBlock(consignment: Scope<CargoConsignment>, { first, rows }: PartyBlock): void {
  const party = openParty(consignment, blankParty(roles[first.id] ?? 'other', first.id))
  if (first.id === 'AGT') {
    party.text('accountId', first.at(1))
    party.text('iataAgentCode', first.at(2))
    party.text('cassCode', first.at(3))
  }
  if (rows.some(({ id }) => id === 'NAM')) readNamedRows(party, first, rows)
  else readBareRows(party, first, rows)
}

function readNamedRows(party: Scope<CargoParty>, first: LineParts, rows: readonly LineParts[]): void {
  if (first.id !== 'AGT') party.text('accountId', first.at(1))
  let current = ''
  let isCountryRead = false
  for (const row of rows) {
    if (row.id !== '') current = row.id
    if (current === 'NAM') addText(party, 'name', row.from(1))
    else if (current === 'ADR') addText(party, 'street', row.from(1))
    else if (row.id !== '') readPlace(party, row)
    else if (isCountryRead) readContacts(party, row, 1)
    else {
      readCountry(party, row)
      isCountryRead = true
    }
  }
}

/** The country row is the first that begins with a two-letter code. The text of the first line is the account, or the name. */
function readBareRows(party: Scope<CargoParty>, first: LineParts, rows: readonly LineParts[]): void {
  const isAgent = first.id === 'AGT'
  const at = isAgent ? -1 : rows.findIndex((row) => /^[A-Z]{2}$/.test(row.textAt(1)))
  const bare = at < 0 ? rows : rows.slice(0, at)
  const head = isAgent ? undefined : first.from(1)
  const hasAccount = head !== undefined && bare.length >= 3
  if (hasAccount) party.text('accountId', head)
  // Without an account, the text of the first line is the name, and the bare rows follow it.
  const [name, ...others] = hasAccount || head === undefined ? bare : [first, ...bare]
  party.text('name', name?.from(1))
  const place = isAgent || others.length > 1 ? others.pop() : undefined
  for (const row of others) addText(party, 'street', row.from(1))
  if (place !== undefined) readPlace(party, place)
  for (const [index, row] of (at < 0 ? [] : rows.slice(at)).entries()) {
    if (index === 0) readCountry(party, row)
    else readContacts(party, row, 1)
  }
}

function readPlace(party: Scope<CargoParty>, row: LineParts): void {
  party.text('city', row.at(1))
  party.text('subdivision', row.at(2))
}

/** `/country/postcode/kind of contact/number`. */
function readCountry(party: Scope<CargoParty>, row: LineParts): void {
  party.text('country', row.at(1))
  party.text('postcode', row.at(2))
  readContacts(party, row, 3)
}

function readContacts(party: Scope<CargoParty>, row: LineParts, from: number): void {
  for (let at = from; at < row.count; at += 2) {
    const sent = row.at(at + 1)
    const type = row.textAt(at)
    if (sent === undefined || type === '') continue
    party.note(`contacts/${party.owner.contacts.length}/value`, sent)
    party.owner.contacts.push({ type, value: sent.text.trim() })
  }
}

/** Sets a text that may go on over several rows. */
function addText(party: Scope<CargoParty>, field: 'name' | 'street', sent: SentPart | undefined): void {
  const before = party.owner[field]
  party.text(field, sent)
  if (sent !== undefined && before !== null) party.owner[field] = `${before} ${party.owner[field]}`
}
