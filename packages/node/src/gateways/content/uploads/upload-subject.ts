import type { Match, SelectorKind } from '@entente/contracts'
import type { SubjectInContext } from '../../../pipeline/gateway.ts'
import type { KeptSignal, UploadRow, UploadText } from './upload-row.ts'

const hour = 3_600_000

/** An upload as a subject of the pipeline: its hashes and addresses are the selectors that signals are compared with. */
export function uploadSubject(row: UploadRow, text: UploadText): SubjectInContext {
  return {
    subject: {
      id: row.id,
      gateway: 'content',
      recordId: row.id,
      recordVersion: row.version,
      role: 'upload',
      label: text.contentRef ?? `Upload ${text.uploadId}`,
      selectors: text.signals.map(({ type, value }, place) => ({
        kind: selectorKind(type),
        // A video's frames or a signature of 260 kB is no line of a page.
        value: value.slice(0, 500),
        issuer: type,
        of: null,
        at: `/signals/${place}`,
      })),
    },
    row: {
      id: row.id,
      regime: row.regime,
      purposes: row.purposes,
      team: row.team,
      received_at: row.received_at,
      mask_at: row.mask_at,
      delete_at: row.delete_at,
    },
    flightId: null,
    dueAt: dueAt(row, text.matches),
    removed: false,
    otherScript: null,
    explanations: [],
  }
}

export const selectorKind = (type: KeptSignal['type']): SelectorKind => (type === 'url' ? 'url' : 'media-hash')

/** While an incident runs its hits come first in the queue: each is due an hour after its upload. */
function dueAt(row: UploadRow, matches: readonly Match[]): Date | null {
  const urgent = matches.some(
    ({ incident, state, suppressedBy }) => incident !== null && state === 'active' && suppressedBy === null,
  )
  return urgent ? new Date(row.received_at.getTime() + hour) : null
}
