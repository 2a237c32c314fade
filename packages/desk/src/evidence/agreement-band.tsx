import { type Band, bands } from '@entente/contracts'
import { text } from '../texts/text.ts'
import classes from './agreement-band.module.css'

/** Shows how closely a hit agrees, as four bars and a word. This is not a probability. */
export function AgreementBand({ band }: { band: Band }) {
  const place = bands.indexOf(band) + 1
  const word = text(`evidence.bands.${band}`)
  return (
    <span className={classes.band} role="img" aria-label={text('evidence.bandName', { word, place })}>
      <span className={classes.bars} aria-hidden="true">
        {bands.map((each, index) => (
          <span key={each} data-on={index < place || undefined} />
        ))}
      </span>
      <span aria-hidden="true">{word}</span>
    </span>
  )
}
