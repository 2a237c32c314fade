import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import { blankConsignment } from '../model/blank.ts'
import { airKey, awbNumber } from '../model/keys.ts'
import type { ReadElement, XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { readConsignment, readTotals } from './read-consignment.ts'
import { beginMessage, purposeOf, quarantineNameless } from './read-head.ts'

/** Maps house waybills (Cargo-XML XFZB): a stub of their master, and each house. */
export const startXfzb = (file: CargoFile, root: XmlNode): XmlMapper => new HouseMapper(file, root)

class HouseMapper implements XmlMapper {
  private readonly file: CargoFile
  private readonly root: XmlNode
  private message: MessageWriter | null = null
  private masterId: string | null = null

  constructor(file: CargoFile, root: XmlNode) {
    this.file = file
    this.root = root
  }

  opened({ name }: XmlNode): ReadElement {
    if (name === 'MasterConsignment') return 'enter'
    return name === 'IncludedHouseConsignment' ? 'stream' : 'attach'
  }

  whole(node: XmlNode): void {
    const business = this.root.child('BusinessHeaderDocument')
    const own = node.child('ID')
    const number = own !== undefined && own.text.trim() !== '' ? own : business?.child('ID')
    const id = number?.text.trim().replace(/\s+/g, ' ') ?? ''
    if (number === undefined || id === '') {
      quarantineNameless(this.file, node, 'the house waybill has no number')
      return
    }
    const message = this.begin(node.parent ?? node)
    const { masterId } = this
    const house = message.consignment(blankConsignment('house', airKey(masterId ?? '?', id), id, 'air'))
    house.note('id', number)
    house.owner.masterId = masterId
    house.owner.purpose = purposeOf(message)
    house.xmlDate('issuedAt', business?.find('SignatoryCarrierAuthentication', 'ActualDateTime'))
    readConsignment(message, house, node, node.all('IncludedHouseConsignmentItem'))
    message.done(house)
  }

  closed(node: XmlNode): void {
    if (node.name === 'MasterConsignment') this.begin(node)
  }

  end(root: XmlNode): void {
    if (this.message === null) quarantineNameless(this.file, root, 'the document has no house waybill')
    else this.message.end()
  }

  broken(): void {
    this.message?.end()
  }

  /** Begins the message with the stub of its master, at the first house. */
  private begin(master: XmlNode): MessageWriter {
    if (this.message !== null) return this.message
    const message = beginMessage(this.file, 'xfzb', this.root)
    this.message = message
    const number = master.find('TransportContractDocument', 'ID')
    const id = awbNumber(number?.text ?? '')
    if (number === undefined || id === '') return message
    this.masterId = id
    const stub = message.consignment(blankConsignment('master', airKey(id), id, 'air'))
    stub.note('id', number)
    stub.owner.consolidation = true
    stub.owner.purpose = purposeOf(message)
    readTotals(stub, master)
    message.done(stub)
    return message
  }
}
