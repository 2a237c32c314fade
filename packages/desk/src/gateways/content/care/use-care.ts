import { defaultLooking, type Exposure, type Looking } from '@entente/contracts'
import { api } from '../../../app/api.ts'
import { keyOf, markStale, queryClient, useRead } from '../../../app/query.ts'

const exposurePath = '/v1/me/exposure'
const lookingPath = '/v1/me/looking'

/** How much this person was shown, for themselves alone. */
export const useExposure = (enabled = true) => useRead<Exposure>(exposurePath, {}, { staleTime: 0, enabled })
/** What this person allows themselves to be shown; until it is read, as little as there is. */
export function useLooking(enabled = true): { looking: Looking; read: boolean; error: Error | null } {
  const { data, error } = useRead<Looking>(lookingPath, {}, { enabled })
  return { looking: data ?? { ...defaultLooking, view: 'list', most: 'blurred' }, read: data !== undefined, error }
}
/** After a look: it was counted. */
export const lookedAgain = (): void => markStale(exposurePath)

/** Shown at once; taken back if the node refuses it. */
export async function changeLooking(looking: Looking): Promise<void> {
  const before = queryClient.getQueryData<Looking>(keyOf(lookingPath))
  queryClient.setQueryData(keyOf(lookingPath), looking)
  try {
    await api.put<Looking>(lookingPath, looking)
    markStale('/v1/content/queue')
  } catch (problem) {
    queryClient.setQueryData(keyOf(lookingPath), before)
    throw problem
  }
}
/** A break of so many minutes, or its end (0): the cases one has go back. */
export async function takeBreak(minutes: number): Promise<void> {
  queryClient.setQueryData(keyOf(exposurePath), await api.post<Exposure>('/v1/me/break', { minutes }))
  markStale('/v1/content/queue', '/v1/cases', '/v1/badges')
}
