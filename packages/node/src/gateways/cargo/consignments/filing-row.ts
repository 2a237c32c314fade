import { randomUUID } from 'node:crypto'
import type { CargoFormat } from '@entente/contracts'
import type { MessageRow } from '../../../pipeline/gateway/intake.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type FiledContent, filingClasses } from '../classes/content-classes.ts'
import { isDefective, unlistedRejects } from '../classes/rejected-codes.ts'
import { statedFunction } from './merge-filings.ts'
import type { NewFiling } from './merged-filings.ts'
import { instantOf } from './partial-date.ts'

/** A message as its filings see it. */
export type FiledMessage = Pick<
  MessageRow,
  'id' | 'sender_id' | 'sha256' | 'regime' | 'purposes' | 'team' | 'received_at' | 'mask_at' | 'delete_at'
>

/** The legal columns of a message, which its filings and consignments copy. */
export const lawOf = ({ regime, purposes, team, received_at, mask_at, delete_at }: FiledMessage) => ({
  ...{ regime, purposes, team, received_at, mask_at, delete_at },
})

interface Filed {
  message: FiledMessage
  version: number
  ordinal: number
  format: CargoFormat
  content: FiledContent
}

/** Returns the row of what a message states about a consignment, sealed. */
export function filingRow(tx: Tx, consignmentId: string, filed: Filed): NewFiling {
  const { message, version, ordinal, format, content } = filed
  const id = randomUUID()
  return {
    id,
    consignment_id: consignmentId,
    message_id: message.id,
    read_version: version,
    ordinal,
    sender_id: message.sender_id,
    format,
    function: statedFunction(content),
    reference: content.header.reference,
    prepared_at: instantOf(content.header.preparedAt, message.received_at),
    position: positionOf(message, ordinal),
    defective: isDefective(content),
    faults:
      content.findings.filter(({ severity, reject }) => severity === 'error' || reject).length +
      unlistedRejects(content).length,
    finding_codes: content.findingCodes ?? [],
    ...lawOf(message),
    ...tx.seal(id, content, filingClasses, message),
  }
}

function positionOf({ sha256 }: FiledMessage, ordinal: number): Buffer {
  const place = Buffer.alloc(4)
  place.writeUInt32BE(ordinal)
  return Buffer.concat([sha256, place])
}
