import type { ConsignmentPlace } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { useGo } from '../../../parts/go.ts'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemError } from '../../../parts/problem-error.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import { pathWords } from './field-words.ts'
import classes from './find-place.module.css'
import { consignmentPath } from './use-consignment.ts'

interface Props {
  consignmentId: string
  /** The JSON pointer of a value in the consignment. */
  at: string
  /** The case that shows the value, to which the message leads back. */
  caseId?: string | undefined
}

/** Opens the message that states a value, at its place. The place is looked up when it is asked for, because the message is read again. */
export function FindPlace({ consignmentId, at, caseId }: Props) {
  const go = useGo()
  const [state, setState] = useState<'ready' | 'busy' | 'none'>('ready')
  const [error, setError] = useState<string | null>(null)
  const find = async (): Promise<void> => {
    setState('busy')
    setError(null)
    try {
      const place = await api.get<ConsignmentPlace>(`${consignmentPath(consignmentId)}/place`, { search: { at } })
      setState(place.messageId === null ? 'none' : 'ready')
      if (place.messageId !== null)
        go(paths.cargoMessage(place.messageId, { byte: place.byte, consignment: consignmentId, case: caseId }))
    } catch (problem) {
      setState('ready')
      setError(problem instanceof ProblemError ? problem.message : String(problem))
    }
  }
  const said = state === 'none' ? text('cargo.place.none') : error
  const label = text('cargo.place.find', { field: pathWords(at) })
  return (
    <>
      <button
        type="button"
        className={classes.find}
        aria-label={label}
        title={label}
        disabled={state === 'busy'}
        onClick={() => void find()}
      >
        <Icon name="messages" size={14} />
      </button>
      {said !== null && (
        <span role="alert" className={classes.said}>
          {said}
        </span>
      )}
    </>
  )
}
