import type { InventedPerson } from '../people/invented-person.ts'

export interface WatchedName {
  full: string
  quality: 'primary' | 'original' | 'good' | 'former' | 'low'
}
/** An entry of an invented list. */
export interface WatchedPerson {
  kind: 'person'
  /** The list's reference number, such as `XLi.014`. */
  reference: string
  dataId: string
  person: InventedPerson
  names: WatchedName[]
  /** `1961-05-17`, `1961-05`, `1961`, `1961~` or `1958/1963`. */
  birthDates: string[]
  nationalities: string[]
  birthPlace: string | null
  documents: { type: 'passport' | 'national-id'; number: string; country: string }[]
  listedOn: string
}
export interface WatchedOrganisation {
  kind: 'organisation'
  reference: string
  dataId: string
  name: string
  aliases: string[]
  country: string
  listedOn: string
}
export interface WatchList {
  name: string
  generatedAt: string
  people: WatchedPerson[]
  organisations: WatchedOrganisation[]
}
