import type { CargoConsignment, CargoFormat, CargoHeader } from '@entente/contracts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { codeTable } from '../model/code-table.ts'
import type { XmlNode } from '../xml/xml-node.ts'

/** The purposes of a Cargo-XML message (MessageHeaderDocument/PurposeCode). */
const functions = codeTable<CargoHeader['function']>({
  Creation: 'original',
  Update: 'amendment',
  Deletion: 'cancellation',
})

/** Begins the message of a Cargo-XML document and reads its header. */
export function beginMessage(file: CargoFile, format: CargoFormat, root: XmlNode): MessageWriter {
  const document = root.child('MessageHeaderDocument')
  const message = file.message(format, document?.textOf('VersionID') ?? null)
  const { header } = message
  header.text('reference', document?.child('ID'))
  header.text('typeCode', document?.child('TypeCode'))
  header.text('sender', document?.find('SenderParty', 'PrimaryID'))
  header.text('recipient', document?.find('RecipientParty', 'PrimaryID'))
  header.xmlDate('preparedAt', document?.child('IssueDateTime'))
  const purpose = document?.child('PurposeCode')
  header.set('function', functions[purpose?.text.trim() ?? ''] ?? 'unknown', purpose)
  return message
}

/** Returns the purpose of the consignments of a message. */
export function purposeOf(message: MessageWriter): CargoConsignment['purpose'] {
  const { function: purpose } = message.head.header
  return purpose === 'original' || purpose === 'amendment' || purpose === 'cancellation' ? purpose : 'unknown'
}

/** Reports a document without the number that identifies its consignment, and quarantines it. */
export function quarantineNameless(file: CargoFile, node: XmlNode, message: string): void {
  const position = node.position()
  file.report('AWB_MALFORMED', null, () => ({}), { message, position, severity: 'error' })
  file.quarantine(position.byte, node.until, 'AWB_MALFORMED')
}
