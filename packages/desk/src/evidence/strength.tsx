import { type StrengthShown, strengthSteps } from '@entente/contracts'
import { text } from '../texts/text.ts'
import classes from './strength.module.css'

interface Props {
  strength: StrengthShown
  /** Shows under the word how many cells could be compared. */
  compared?: 'full' | 'short'
}

/** Shows the strength of the evidence as eight steps and a word. One step is ten times more evidence; hollow steps are against it. */
export function Strength({ strength, compared }: Props) {
  const { filled, hollow, band, of } = strength
  const stepOf = (place: number) => (place < filled ? 'for' : place < filled + hollow ? 'against' : undefined)
  const word = text(`evidence.bands.${band}`)
  const counts = { compared: strength.compared, of }
  return (
    <span
      className={classes.strength}
      role="img"
      aria-label={text('evidence.strength.spoken', { band: word, filled, hollow, ...counts })}
    >
      <span className={classes.line} aria-hidden="true">
        <span className={classes.steps}>
          {Array.from({ length: strengthSteps }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: eight steps that never move
            <span key={place} data-step={stepOf(place)} />
          ))}
        </span>
        <span>{word}</span>
      </span>
      {compared && of > 0 && (
        <small aria-hidden="true">
          {text(compared === 'full' ? 'evidence.strength.compared' : 'evidence.strength.comparedShort', counts)}
        </small>
      )}
    </span>
  )
}
