import { useEffect } from 'react'
import { api } from './api.ts'
import { mayFind } from './navigation.ts'
import { markStale } from './query.ts'
import { useMe } from './session.ts'

/**
 * Tells the node that the person opened a page, so that the palette offers it again. The node keeps the type and the id, of the last twenty pages.
 * `id` undefined: what the page shows is not read yet. A failure is nothing that the person must know.
 */
export function useRecent(type: string, id: string | undefined): void {
  const { role } = useMe()
  useEffect(() => {
    if (id === undefined || !mayFind(role)) return
    api.put('/v1/me/recents', { type, id }).then(
      () => markStale('/v1/me/recents'),
      () => undefined,
    )
  }, [type, id, role])
}
