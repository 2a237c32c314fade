import type { InspectionDetail, InspectionPhoto } from '@entente/contracts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { useZone } from '../../../../app/session.ts'
import { useNow } from '../../../../parts/clock.ts'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { clockOn } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import classes from './inspection.module.css'

/** Shows the photos of an order, and takes further ones. A photo that fails leaves the result as it is. */
export function Photos({ order }: { order: InspectionDetail }) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ name: string; error: Error } | null>(null)
  const add = async (files: readonly File[]): Promise<void> => {
    setBusy(true)
    setFailed(null)
    for (const file of files) {
      try {
        const headers = { 'content-type': file.type === 'image/png' ? 'image/png' : 'image/jpeg' }
        await api.postBytes(`/v1/cargo/inspections/${order.id}/photos`, file, { headers })
      } catch (error) {
        setFailed({ name: file.name, error: error as Error })
      }
    }
    setBusy(false)
    markStale(`/v1/cargo/inspections/${order.id}`)
  }
  return (
    <Panel
      title={text('cargo.inspection.photos')}
      note={text('cargo.inspection.photoCount', { n: order.photos.length })}
    >
      {failed && (
        <>
          <p role="alert">{text('cargo.inspection.photoFailed', { name: failed.name })}</p>
          <ProblemCard error={failed.error} />
        </>
      )}
      {order.photos.length > 0 && (
        <ul className={classes.photos}>
          {order.photos.map((photo) => (
            <Photo key={photo.id} orderId={order.id} photo={photo} />
          ))}
        </ul>
      )}
      <FileDrop
        what={text('cargo.inspection.photoWhat')}
        choose={text('cargo.inspection.photoChoose')}
        several
        accept="image/jpeg,image/png"
        busy={busy}
        onFiles={(files) => void add(files)}
      />
    </Panel>
  )
}

function Photo({ orderId, photo }: { orderId: string; photo: InspectionPhoto }) {
  const zone = useZone()
  const now = useNow(60_000)
  const path = `/v1/cargo/inspections/${orderId}/photos/${photo.id}`
  const { data } = useQuery({
    queryKey: [path, ''],
    queryFn: ({ signal }) => api.blob(path, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const address = useObjectUrl(data)
  const when = clockOn(photo.at, zone, now)
  return (
    <li>
      {address !== null && <img src={address} alt={text('cargo.inspection.photoOf', { when })} />}
      <div className={classes.muted}>
        <bdi>{photo.byName}</bdi> <time dateTime={photo.at}>{when}</time>
      </div>
    </li>
  )
}

/** Returns an address of these bytes while the component is shown. */
function useObjectUrl(bytes: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (bytes === undefined) return
    const made = URL.createObjectURL(bytes)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return address
}
