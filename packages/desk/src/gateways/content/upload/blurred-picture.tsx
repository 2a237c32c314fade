import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { Icon } from '../../../parts/icon.tsx'
import { text } from '../texts/index.ts'
import classes from './blurred-picture.module.css'

/**
 * Shows a small grey picture that the node made of an upload. The node logs every request, so the picture is requested only when it becomes visible.
 * The upload itself never reaches the browser here.
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

/**
 * Returns bytes as a data URL. The content security policy forbids other origins, and nothing remains after the page drops the URL.
 */
function asDataUrl(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'))
    reader.readAsDataURL(bytes)
  })
}
