import { Button } from '@mantine/core'
import { Icon } from '../parts/icon.tsx'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import classes from './decision.module.css'
import type { KeptDraft } from './use-kept-draft.ts'

interface Props {
  kept: Pick<KeptDraft<object>, 'state' | 'keeper'>
}

/** Shows by the button whether the node has the draft. */
export function DraftLine({ kept: { state } }: Props) {
  if (state.status === 'kept' && state.keptAt !== null) {
    return (
      <span className={classes.kept}>
        <Icon name="tick" size={12} /> {text('decision.draft.kept', { clock: clockHere(state.keptAt) })}
      </span>
    )
  }
  const words =
    state.status === 'tab-only'
      ? text('decision.draft.tabOnly')
      : state.status === 'refused'
        ? text('decision.draft.refused', { because: state.because })
        : ''
  return (
    <span className={words === '' ? 'visually-hidden' : classes.kept} role="status">
      {words !== '' && <Icon name="clock" size={12} />} {words}
    </span>
  )
}

/** Shows that a draft was found again, or that another tab kept a newer one. */
export function DraftNotice({
  kept,
  act,
  reasons,
  words,
}: Props & { act: string | null; reasons: number; words: string }) {
  const { state, keeper } = kept
  if (state.status === 'newer' && state.newerAt !== null) {
    return (
      <div className={classes.draft} role="alert">
        <p>
          <strong>{text('decision.draft.newer', { clock: clockHere(state.newerAt, true) })}</strong>{' '}
          {text('decision.draft.newerOwn', { clock: state.keptAt && clockHere(state.keptAt, true) })}
        </p>
        <span className={classes.draftActs}>
          <Button h={30} onClick={() => keeper.takeNewer()}>
            {text('decision.draft.takeNewer')}
          </Button>
          <Button h={30} variant="default" onClick={() => void keeper.keepThis()}>
            {text('decision.draft.keepThis')}
          </Button>
        </span>
      </div>
    )
  }
  if (state.foundAt === null) return null
  return (
    <div className={classes.draft} role="status">
      <p>
        <strong>
          {text('decision.draft.found', { clock: clockHere(state.foundAt), act, reasons, characters: words.length })}
        </strong>{' '}
        <span className={classes.note}>{text('decision.draft.where')}</span>
      </p>
      <Button h={30} variant="default" onClick={() => void keeper.throwAway()}>
        {text('decision.draft.throwAway')}
      </Button>
    </div>
  )
}
