/** Returns an air waybill number in the form `NNN-NNNNNNNN` if it has 11 digits; else as sent, without outer blanks. */
export function awbNumber(text: string): string {
  const trimmed = text.trim()
  const found = /^(\d{3})-?(\d{8})$/.exec(trimmed)
  return found ? `${found[1]}-${found[2]}` : trimmed
}

/** The key of a consignment says which filings speak of the same one. House numbers are unique only below a master. */
export const airKey = (masterId: string, houseId?: string): string =>
  houseId === undefined ? `air/${masterId}` : `air/${masterId}/${houseId}`

/** `carrier` is the code of the carrier, null if it is unknown. */
export const surfaceKey = (carrier: string | null, billId: string, houseId?: string): string =>
  `sea/${carrier?.toUpperCase() ?? '?'}/${billId}${houseId === undefined ? '' : `/${houseId}`}`
