/** The data of one person in a message, which is exactly what a reader must find. */
export interface StatedPerson {
  kind: 'passenger' | 'crew' | 'transit-passenger' | 'transit-crew'
  surname: string
  given: string
  middle: string | null
  birthDate: string | null
  documentNumber: string | null
  /** Locator of the reservation; null in passenger lists. */
  locator: string | null
}
export interface Written {
  bytes: Uint8Array
  people: StatedPerson[]
}
