import { Outlet, useMatches } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { EmptyState } from '../parts/empty-state.tsx'
import { text } from '../texts/text.ts'
import { usePageTitle } from './page.tsx'

const phone = typeof matchMedia === 'undefined' ? null : matchMedia('(width < 700px)')

/** Returns whether the window is that of a phone, narrower than 700 px. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      phone?.addEventListener('change', watcher)
      return () => phone?.removeEventListener('change', watcher)
    },
    () => phone?.matches ?? false,
  )
}

/** Shows the open page. On a phone, a page that needs a wide window is replaced by a note, and its address stays. */
export function PageOfAddress() {
  const needsWidth = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.wide) })
  if (!usePhone() || !needsWidth) return <Outlet />
  return <Narrow />
}

function Narrow() {
  usePageTitle(text('shell.widerTitle'))
  return <EmptyState page title={text('shell.widerTitle')} next={text('shell.widerNext')} />
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** True if the page needs a window of at least 700 px. */
    wide?: boolean
  }
}
