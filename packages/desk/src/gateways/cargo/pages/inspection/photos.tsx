import type { InspectionDetail } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../../../../app/api.ts'
import { markStale } from '../../../../app/query.ts'
import { FileDrop } from '../../../../parts/file-drop.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { PhotoList } from '../../inspection/photo-list.tsx'
import { text } from '../../texts/index.ts'

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
      <PhotoList order={order} />
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
