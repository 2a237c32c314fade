import { answerOf } from '../../client/answer-of.ts'
import { openSession, type SignedIn, signInTo } from '../../client/sign-in.ts'
import type { MovedClock } from './moved-clock.ts'

/** People whom the administrator adds while the node is founded, beside the first accounts. */
export interface NewColleague {
  account: string
  name: string
  role: 'analyst' | 'supervisor'
  teams: readonly string[]
}

/** Signs people in, again when their session is about to end. */
export interface Staff {
  as(account: string): Promise<SignedIn>
}

/** A session ends after the cover time without a request; the demonstration sets two hours. */
const sessionMs = 100 * 60_000

export function createStaff(url: string, password: string, clock: MovedClock): Staff {
  const sessions = new Map<string, { signedIn: Promise<SignedIn>; until: number }>()
  return {
    as(account) {
      const now = clock.now().getTime()
      const open = sessions.get(account)
      if (open !== undefined && now < open.until) return open.signedIn
      const signedIn = openSession(url, account, password)
      sessions.set(account, { signedIn, until: now + sessionMs })
      return signedIn
    },
  }
}

/** Adds colleagues as the administrator does: each gets a one-time password and replaces it at the first sign-in. */
export async function addColleagues(
  { url, password, staff }: { url: string; password: string; staff: Staff },
  colleagues: readonly NewColleague[],
): Promise<void> {
  const administrator = await staff.as('administrator')
  await Promise.all(
    colleagues.map(async ({ account, name, role, teams }) => {
      const body = { name: account, person: { name }, roles: [role], teams }
      const made = answerOf<{ oneTimePassword: string }>(administrator.call('POST', '/v1/accounts', body))
      const { oneTimePassword: current } = await made
      const colleague = await signInTo(url, account, current)
      await answerOf(colleague.call('POST', '/v1/me/password', { current, next: password }))
      await answerOf(colleague.call('DELETE', '/v1/session'))
    }),
  )
}
