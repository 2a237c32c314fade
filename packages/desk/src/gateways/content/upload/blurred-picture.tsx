import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { Icon } from '../../../parts/icon.tsx'
import { text } from '../texts/index.ts'
import classes from './blurred-picture.module.css'

/**
 * The grey picture of 32 pixels that the node made of an upload, drawn large. It is asked for once it is in sight, since each is logged; the picture itself never
 * reaches the browser.
 */
export function BlurredPicture({ caseId, there }: { caseId: string; there: boolean }) {
  const place = useRef<HTMLSpanElement>(null)
  const inSight = useInSight(place)
  const { data } = useQuery({
    queryKey: [`/v1/cases/${caseId}/media/blurred`, ''],
    queryFn: async ({ signal }) => asDataUrl(await api.blob(`/v1/cases/${caseId}/media/blurred`, { signal })),
    enabled: there && inSight,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return (
    <span ref={place} className={classes.picture}>
      {data ? (
        <img src={data} alt={text('content.uploads.picture')} draggable={false} />
      ) : (
        !there && (
          <span className={classes.noPicture}>
            <Icon name="hidden" size={20} />
            {text('content.uploads.noPicture')}
          </span>
        )
      )}
    </span>
  )
}

function useInSight(place: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (element === null || seen) return
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true)
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [place, seen])
  return seen
}

/** Bytes as an address that a page may draw from itself: the node's policy allows no other origin, and nothing stays once the page forgets it. */
function asDataUrl(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'))
    reader.readAsDataURL(bytes)
  })
}
