import type { Me, Purpose, Role, SignInAnswer } from '@entente/contracts'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { api, carryCredentials } from './api.ts'
import { forgetDrafts } from './drafts.ts'
import { queryClient } from './query.ts'

const meKey = ['/v1/me', ''] as const

async function readMe(): Promise<Me> {
  const me = await api.get<Me>('/v1/me')
  carryCredentials({ purpose: me.purpose, ...(me.csrf && { csrf: me.csrf }) })
  return me
}

/** The signed-in person, or the refusal 401 as `error`. */
export function useMeQuery() {
  return useQuery<Me, Error>({
    queryKey: meKey,
    queryFn: readMe,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retryOnMount: false,
  })
}
/** The signed-in person, inside the shell, where there always is one. */
export function useMe(): Me {
  const { data } = useMeQuery()
  if (!data) throw new Error('used outside of the shell')
  return data
}
/** Reads again who is signed in. */
export const refreshMe = (): Promise<Me> => queryClient.fetchQuery({ queryKey: meKey, queryFn: readMe, staleTime: 0 })

/** Opens a session. Drafts of another person are forgotten; the person's own survive a cover. */
export async function signIn(account: string, password: string): Promise<Me> {
  const answer = await api.post<z.infer<typeof SignInAnswer>>('/v1/session', { account, password })
  carryCredentials({ csrf: answer.csrf })
  forgetAnswers()
  const me = await refreshMe()
  forgetDrafts(me.person)
  return me
}

/** Closes the session and forgets all that was read. */
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
/** Forgets all that was read, except who is signed in: a component on screen keeps following that. */
export function forgetAnswers(): void {
  queryClient.removeQueries({ predicate: isAnswer })
}
/** Forgets what was read under the purpose or role before, and reads the page again. */
async function rereadAs(me: Me): Promise<Me> {
  carryCredentials({ purpose: me.purpose })
  queryClient.setQueryData(meKey, me)
  queryClient.removeQueries({ predicate: isAnswer, type: 'inactive' })
  await queryClient.resetQueries({ predicate: isAnswer })
  return me
}
/** Ends the session of an unused page. Input is kept for the same person. */
export async function endUnused(): Promise<void> {
  forgetAnswers()
  await api.delete('/v1/session').catch(() => undefined)
}
// The node's answer to the choice is final: another read would still be under the earlier purpose.
export async function choosePurpose(purpose: Purpose): Promise<Me> {
  return rereadAs(await api.put<Me>('/v1/me/purpose', { purpose }))
}
export async function chooseRole(role: Role): Promise<Me> {
  return rereadAs(await api.put<Me>('/v1/me/role', { role }))
}
/** Changes one's own preferences; they are kept on the node. */
export async function changePreferences(preferences: Me['preferences']): Promise<void> {
  await api.put('/v1/me/preferences', preferences)
  await refreshMe()
}
