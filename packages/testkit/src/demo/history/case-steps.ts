import type { CaseDetail, CaseList, CaseRow, Purpose } from '@entente/contracts'
import { answerOf } from '../../client/answer-of.ts'
import type { SignedIn } from '../../client/sign-in.ts'
import type { MovedClock } from './moved-clock.ts'
import type { Staff } from './staff.ts'

/** The desk reports every 5 s that a case is viewed. A longer gap than 6 s does not count as viewing. */
export const beatSeconds = 6
/** How many reports an outcome needs before it can be proposed or answered. */
export const beats = { adverse: 4, other: 2 }

export interface Desk {
  seed: string
  clock: MovedClock
  staff: Staff
}
export type Person = Pick<SignedIn, 'call'>

/** Returns the session of an account with a purpose in each request. */
export async function personOf({ staff }: Pick<Desk, 'staff'>, purpose: Purpose, account: string): Promise<Person> {
  const signedIn = await staff.as(account)
  return { call: (method, path, body) => signedIn.call(method, path, body, { 'entente-purpose': purpose }) }
}

/** Lists the cases of a gateway on which people work, in the order of their labels. */
export async function openCases({ call }: Person, gateway: string): Promise<CaseRow[]> {
  const { items } = await answerOf<CaseList>(call('GET', `/v1/cases?gateway=${gateway}&limit=200`))
  return items
    .filter(({ state }) => state === 'open' || state === 'in-review')
    .sort((one, other) => (one.subject.label < other.subject.label ? -1 : 1))
}

/** Reads a case and views it until the person may decide. */
export async function viewCase(
  { clock }: Pick<Desk, 'clock'>,
  who: Person,
  id: string,
  needed: number = beats.adverse,
): Promise<CaseDetail> {
  const detail = await answerOf<CaseDetail>(who.call('GET', `/v1/cases/${id}`))
  for (let beat = 0; beat <= needed; beat += 1) {
    await answerOf(who.call('POST', `/v1/cases/${id}/view`))
    clock.pass(beatSeconds)
  }
  return detail
}

/** Returns the ids of the hits that still stand. */
export const liveHits = ({ hits }: CaseDetail): string[] =>
  hits.filter(({ suppressedBy }) => suppressedBy === null).map(({ id }) => id)
