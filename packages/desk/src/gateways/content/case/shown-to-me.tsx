import { GoLink } from '../../../parts/go-link.tsx'
import { number } from '../../../texts/numbers.ts'
import { useExposure, useLooking } from '../care/use-care.ts'
import { paths } from '../paths.ts'
import { text } from '../texts/index.ts'
import classes from './content-case.module.css'

/** What this person allows themselves, and how much they were shown today. */
export function ShownToMe() {
  const { looking } = useLooking()
  const exposure = useExposure()
  const word = (allowed: boolean): string =>
    allowed ? text('content.case.shown.onRequest') : text('content.case.shown.notMe')
  return (
    <section className={classes.settings} aria-labelledby="shown-to-me">
      <h2 id="shown-to-me">{text('content.case.shown.title')}</h2>
      <dl>
        <div>
          <dt>{text(`content.case.shown.most.${looking.most}`)}</dt>
          <dd>{word(true)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.colour')}</dt>
          <dd>{word(looking.colour)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.sound')}</dt>
          <dd>{word(looking.sound)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.today')}</dt>
          <dd>{exposure.data ? number(exposure.data.lookedToday) : '–'}</dd>
        </div>
      </dl>
      <p>
        {text('content.case.shown.exceed')} <GoLink to={paths.me()}>{text('content.case.shown.choose')}</GoLink>
      </p>
    </section>
  )
}
