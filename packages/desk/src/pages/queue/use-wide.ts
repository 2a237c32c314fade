import { useSyncExternalStore } from 'react'

const wide = typeof matchMedia === 'undefined' ? null : matchMedia('(width >= 1500px)')

/** Whether the window has room for a preview beside a list: from 1500. */
export function useWide(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      wide?.addEventListener('change', watcher)
      return () => wide?.removeEventListener('change', watcher)
    },
    () => wide?.matches ?? false,
  )
}
