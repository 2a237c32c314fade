import { defaultViewingSettings, type Exposure, type ViewingSettings } from '@entente/contracts'
import { api } from '../../../app/api.ts'
import { keyOf, markStale, queryClient, useRead } from '../../../app/query.ts'

const exposurePath = '/v1/me/exposure'
const limitsPath = '/v1/me/viewing'

/** Returns how much this person was shown. Only that person can read these counts. */
export const useExposure = (enabled = true) => useRead<Exposure>(exposurePath, {}, { staleTime: 0, enabled })
/** Returns the limits that this person set. Until they are loaded, returns the strictest limits. */
export function useLimits(enabled = true): { limits: ViewingSettings; read: boolean; error: Error | null } {
  const { data, error } = useRead<ViewingSettings>(limitsPath, {}, { enabled })
  return {
    limits: data ?? { ...defaultViewingSettings, view: 'list', most: 'blurred' },
    read: data !== undefined,
    error,
  }
}
/** Reloads the counts after a view. */
export const viewedAgain = (): void => markStale(exposurePath)

/** Changes the limits on screen at once, and restores the old ones if the node refuses. */
export async function changeLimits(limits: ViewingSettings): Promise<void> {
  const before = queryClient.getQueryData<ViewingSettings>(keyOf(limitsPath))
  queryClient.setQueryData(keyOf(limitsPath), limits)
  try {
    await api.put<ViewingSettings>(limitsPath, limits)
    markStale('/v1/content/queue')
  } catch (problem) {
    queryClient.setQueryData(keyOf(limitsPath), before)
    throw problem
  }
}
/** Starts a break of `minutes`, or ends it with 0. During a break the person's cases return to the queue. */
export async function takeBreak(minutes: number): Promise<void> {
  queryClient.setQueryData(keyOf(exposurePath), await api.post<Exposure>('/v1/me/break', { minutes }))
  markStale('/v1/content/queue', '/v1/cases', '/v1/badges')
}
