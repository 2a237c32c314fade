import type { CaseDetail } from '@entente/contracts'
import { useState } from 'react'
import { useLive } from '../../app/events.ts'

/** When the case changed since it was read, or null. The page itself stays as it is until its reader asks. */
export function useChanged(detail: Pick<CaseDetail, 'id' | 'version'>): string | null {
  const [seen, setSeen] = useState<{ version: number; at: string } | null>(null)
  useLive((event) => {
    if (event.ref === detail.id && event.version > detail.version) {
      setSeen({ version: event.version, at: new Date().toISOString() })
    }
  })
  return seen && seen.version > detail.version ? seen.at : null
}
