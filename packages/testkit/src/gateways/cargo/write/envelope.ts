/** The facts of a message's envelope. */
export interface Envelope {
  /** The message's reference, unique for its sender. */
  reference: string
  sender: string
  preparedAt: Date
  purpose: 'original' | 'replacement' | 'cancellation'
}
export const recipient = 'NORLANDCUSTOMS'

const iso = (at: Date): string => at.toISOString()
/** `2026-03-01T10:10:00`, in UTC. */
export const isoSeconds = (at: Date): string => iso(at).slice(0, 19)
/** `20260301` */
export const ccyymmdd = (at: Date): string => iso(at).slice(0, 10).replaceAll('-', '')
/** `202603011010` */
export const ccyymmddhhmm = (at: Date): string => ccyymmdd(at) + hhmm(at)
/** `1010` */
export const hhmm = (at: Date): string => iso(at).slice(11, 16).replace(':', '')
const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
/** `01MAR` */
export const ddmmm = (at: Date): string => `${iso(at).slice(8, 10)}${months[at.getUTCMonth()]}`
/** `01MAR26` */
export const ddmmmyy = (at: Date): string => ddmmm(at) + iso(at).slice(2, 4)
