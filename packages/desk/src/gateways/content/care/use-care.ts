import { defaultLooking, type Exposure, type Looking } from '@entente/contracts'
import { api } from '../../../app/api.ts'
import { keyOf, markStale, queryClient, useRead } from '../../../app/query.ts'

const exposurePath = '/v1/me/exposure'
const limitsPath = '/v1/me/looking'

/** Counts of what this person was shown, for themselves alone. */
export const useExposure = (enabled = true) => useRead<Exposure>(exposurePath, {}, { staleTime: 0, enabled })
/** The limits that this person set for themselves; the strictest ones until they are read. */
export function useLimits(enabled = true): { limits: Looking; read: boolean; error: Error | null } {
  const { data, error } = useRead<Looking>(limitsPath, {}, { enabled })
  return { limits: data ?? { ...defaultLooking, view: 'list', most: 'blurred' }, read: data !== undefined, error }
}
/** Reads the counts again after a view. */
export const viewedAgain = (): void => markStale(exposurePath)

/** Shown at once; taken back if the node refuses it. */
export async function changeLimits(limits: Looking): Promise<void> {
  const before = queryClient.getQueryData<Looking>(keyOf(limitsPath))
  queryClient.setQueryData(keyOf(limitsPath), limits)
  try {
    await api.put<Looking>(limitsPath, limits)
    markStale('/v1/content/queue')
  } catch (problem) {
    queryClient.setQueryData(keyOf(limitsPath), before)
    throw problem
  }
}
/** A break of so many minutes, or its end (0): the cases one has go back. */
export async function takeBreak(minutes: number): Promise<void> {
  queryClient.setQueryData(keyOf(exposurePath), await api.post<Exposure>('/v1/me/break', { minutes }))
  markStale('/v1/content/queue', '/v1/cases', '/v1/badges')
}
