import type { ReleaseNotice } from '@entente/contracts'
import { useSyncExternalStore } from 'react'

/** The release of the desk that this tab runs. The build writes it into the page; null while the desk is developed. */
export const ownRelease: string | null =
  typeof document === 'undefined'
    ? null
    : (document.querySelector<HTMLMetaElement>('meta[name=entente-release]')?.content ?? null)

/** An update of the node under this tab. */
interface Update extends ReleaseNotice {
  /** The node refused a request of this tab, because its shape changed. */
  refused: boolean
}

let update: Update | null = null
const watchers = new Set<() => void>()

function become(next: Update | null): void {
  update = next
  for (const watcher of watchers) watcher()
}

/** Takes the release that the node reports. A tab of another release shows a notice. */
export function takeRelease(notice: ReleaseNotice): void {
  if (ownRelease === null) return
  const isOther = notice.release !== ownRelease
  become(isOther ? { ...notice, refused: update?.refused ?? false } : null)
}

/** Notes that the node refused a request with `release-changed`. */
export function noteRefusedRelease(): void {
  become({ ...(update ?? { release: '', updatedAt: null, worksUntil: null }), refused: true })
}

/** Returns the update of the node under this tab; null if the node serves the release of this tab. */
export const useUpdate = (): Update | null =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => update,
  )
