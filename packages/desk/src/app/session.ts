import type { Me, Purpose, Role, SignInAnswer, SignInRequest } from '@entente/contracts'
import { useQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { z } from 'zod'
import { ownZone, setDeskZone } from '../texts/times.ts'
import { api, carryCredentials } from './api.ts'
import { forgetDrafts } from './drafts.ts'
import { queryClient } from './query.ts'

const meKey = ['/v1/me', ''] as const

async function readMe(): Promise<Me> {
  const me = await api.get<Me>('/v1/me')
  forgetDrafts(me.person)
  setDeskZone(me.zone ?? me.preferences.zone)
  carryCredentials({ purpose: me.purpose, ...(me.csrf && { csrf: me.csrf }) })
  return me
}

/** Returns whether a person must first choose a password or add a second factor. */
export const isUnfinished = (me: Me): boolean => me.mustChangePassword || me.secondFactorNeeded

/** Returns the query for the signed-in person. Its `error` is the refusal 401 if nobody is signed in. */
export function useMeQuery() {
  return useQuery<Me, Error>({
    queryKey: meKey,
    queryFn: readMe,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retryOnMount: false,
  })
}
/**
 * The person for whom the shell shows its page. At the end of a session the cached person is deleted before the shell removes the page: the page
 * may be drawn once more between the two, and has this person until then.
 */
export const PersonOfShell = createContext<Me | null>(null)
/** Returns the signed-in person. It works only inside the shell, where a person is always signed in. */
export function useMe(): Me {
  const shown = use(PersonOfShell)
  const { data } = useMeQuery()
  const me = data ?? shown
  if (!me) throw new Error('used outside of the shell')
  return me
}
/** Returns the one zone of all times on the desk: the member's, else the person's, else the browser's. */
export function useZone(): string {
  const me = useMe()
  return me.zone ?? me.preferences.zone ?? ownZone()
}
/** Reloads the signed-in person. */
export const refreshMe = (): Promise<Me> => queryClient.fetchQuery({ queryKey: meKey, queryFn: readMe, staleTime: 0 })

/** Opens a session with a passkey, or with a password and a code, and takes it over. */
export async function signIn(shown: z.input<typeof SignInRequest>): Promise<Me> {
  const answer = await api.post<z.infer<typeof SignInAnswer>>('/v1/session', shown)
  carryCredentials({ csrf: answer.csrf })
  return takeSession()
}

/**
 * Takes over a session that was opened just now, also one that the agency's provider opened in another window. Deletes the drafts of another
 * person, and keeps those of the same person. Another person chooses the purpose anew: nobody states the purpose of the person before.
 */
export async function takeSession(): Promise<Me> {
  const before = queryClient.getQueryData<Me>(meKey)
  forgetAnswers()
  const me = await refreshMe()
  if (before === undefined || before.person === me.person) return me
  carryCredentials({ purpose: null })
  return refreshMe()
}

/** A code of an application has six digits; any other text is a recovery code. */
export function codeIn(typed: string): { totp?: string; recoveryCode?: string } {
  const code = typed.replaceAll(/\s/g, '')
  if (code === '') return {}
  return /^\d{6}$/.test(code) ? { totp: code } : { recoveryCode: code }
}

/** Closes the session, and deletes all cached answers and drafts. */
export async function signOut(): Promise<void> {
  try {
    await api.delete('/v1/session')
  } finally {
    forgetDrafts(null)
    forgetAnswers()
    carryCredentials({ csrf: null, purpose: null })
    await queryClient.resetQueries({ queryKey: meKey })
  }
}

const isAnswer = ({ queryKey }: { queryKey: readonly unknown[] }): boolean => queryKey[0] !== meKey[0]
/** Deletes all cached answers except the signed-in person, which visible components still use. */
export function forgetAnswers(): void {
  queryClient.removeQueries({ predicate: isAnswer })
}
/** Deletes the answers of the previous purpose or role, and reloads the page's data. */
async function rereadAs(me: Me): Promise<Me> {
  carryCredentials({ purpose: me.purpose })
  queryClient.setQueryData(meKey, me)
  queryClient.removeQueries({ predicate: isAnswer, type: 'inactive' })
  await queryClient.resetQueries({ predicate: isAnswer })
  return me
}
/** Ends the session of a page without use. Keeps the input for the same person. */
export async function endUnused(): Promise<void> {
  forgetAnswers()
  await api.delete('/v1/session').catch(() => undefined)
}
// The node returns the person with the new purpose. A separate read could still be sent with the previous purpose.
export async function choosePurpose(purpose: Purpose): Promise<Me> {
  return rereadAs(await api.put<Me>('/v1/me/purpose', { purpose }))
}
export async function chooseRole(role: Role): Promise<Me> {
  return rereadAs(await api.put<Me>('/v1/me/role', { role }))
}
/** Changes the preferences of the signed-in person; the node stores them. */
export async function changePreferences(preferences: Me['preferences']): Promise<void> {
  await api.put('/v1/me/preferences', preferences)
  await refreshMe()
}
