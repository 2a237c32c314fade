/** What a message says about one person: what a reader must find in it, no more and no less. */
export interface StatedPerson {
  kind: 'passenger' | 'crew' | 'transit-passenger' | 'transit-crew'
  surname: string
  given: string
  middle: string | null
  birthDate: string | null
  documentNumber: string | null
  /** The reservation it stands in; null in passenger lists. */
  locator: string | null
}
export interface Written {
  bytes: Uint8Array
  people: StatedPerson[]
}
