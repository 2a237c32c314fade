import type { Signal } from '@entente/contracts'
import type { Stretch } from '../parts/fit-parts.ts'
import { Marked } from '../parts/marked.tsx'
import { PersonRef } from '../parts/person-ref.tsx'
import { signalWords } from './signal-words.ts'

interface Props {
  signal: Pick<Signal, 'kind' | 'value'>
  truncate?: boolean
  /** What a search found in the name or number, and in the name in another script. */
  marks?: { name: readonly Stretch[]; other: readonly Stretch[] }
}

/** Names the subject of a signal for a row or a heading: a name in each of its scripts, a number or address, or the signal's kind. */
export function SignalName({ signal, truncate, marks }: Props) {
  const { is, label, other } = signalWords(signal)
  if (signal.value === null) return <span style={{ color: 'var(--t3)' }}>{label}</span>
  if (is === 'name') return <PersonRef name={label} otherScript={other} truncate={truncate ?? false} marks={marks} />
  if (is === 'words') return label
  return (
    <bdi dir="ltr" className="mono">
      <Marked text={label} stretches={marks?.name ?? []} />
    </bdi>
  )
}
