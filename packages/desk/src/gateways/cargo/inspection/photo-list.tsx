import type { InspectionDetail, InspectionPhoto } from '@entente/contracts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useZone } from '../../../app/session.ts'
import { useNow } from '../../../parts/clock.ts'
import { clockOn } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'
import classes from './inspection-lists.module.css'

/** Shows the photos of an order, each with its author and time. */
export function PhotoList({ order: { id, photos } }: { order: Pick<InspectionDetail, 'id' | 'photos'> }) {
  if (photos.length === 0) return null
  return (
    <ul className={classes.photos}>
      {photos.map((photo) => (
        <Photo key={photo.id} orderId={id} photo={photo} />
      ))}
    </ul>
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
