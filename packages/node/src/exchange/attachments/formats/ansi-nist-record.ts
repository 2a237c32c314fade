/** A field of a tagged record: its number and its byte range. */
export interface Field {
  number: number
  from: number
  to: number
}
export interface NistRecord {
  type: number
  from: number
  to: number
  fields: readonly Field[]
}

/** Returns a field as text, at most 16,384 characters; null if the record lacks it. */
export function fieldText(bytes: Buffer, record: NistRecord, number: number): string | null {
  const field = record.fields.find((one) => one.number === number)
  return field === undefined ? null : bytes.toString('latin1', field.from, Math.min(field.to, field.from + 16_384))
}
