import type { CargoFile } from '../message/cargo-file.ts'
import { blankConsignment } from '../model/blank.ts'
import { airKey, awbNumber } from '../model/keys.ts'
import type { XmlMapper } from '../xml/xml-mapper.ts'
import type { XmlNode } from '../xml/xml-node.ts'
import { onFace, readConsignment } from './read-consignment.ts'
import { beginMessage, purposeOf, quarantineNameless } from './read-head.ts'

/** Maps an air waybill (Cargo-XML XFWB), which is one master consignment. */
export const startXfwb = (file: CargoFile): XmlMapper => ({
  opened: () => 'attach',
  whole: () => undefined,
  end: (root) => readWaybill(file, root),
  // A waybill that is cut has no consignment to keep.
  broken: () => undefined,
})

function readWaybill(file: CargoFile, root: XmlNode): void {
  const business = root.child('BusinessHeaderDocument')
  // MasterConsignment/ID is the reference of the shipper. The number of the waybill stands here only.
  const number = business?.child('ID')
  const node = root.child('MasterConsignment')
  if (number === undefined || number.text.trim() === '' || node === undefined) {
    quarantineNameless(file, root, 'the air waybill has no number or no consignment')
    return
  }
  const message = beginMessage(file, 'xfwb', root)
  const id = awbNumber(number.text)
  const consignment = message.consignment(blankConsignment('master', airKey(id), id, 'air'))
  consignment.note('id', number)
  consignment.owner.purpose = purposeOf(message)
  const notes = business?.all('IncludedHeaderNote') ?? []
  consignment.owner.consolidation =
    message.head.header.typeCode === '741' || notes.some((note) => note.textOf('ContentCode') === 'C')
  consignment.xmlDate('issuedAt', business?.find('SignatoryCarrierAuthentication', 'ActualDateTime'))
  const ratings = onFace(node.all('ApplicableRating'))
  const lines = ratings.flatMap((rating) => rating.all('IncludedMasterConsignmentItem'))
  readConsignment(message, consignment, node, lines)
  message.done(consignment)
  message.end()
}
