import { paths } from '../../../app/paths.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'
import { useExposure, useLooking } from '../care/use-care.ts'
import classes from './content-case.module.css'

/** What this person allows themselves, and how much they were shown today. */
export function ShownToMe() {
  const t = textsOf('contentCase').shown
  const { looking } = useLooking()
  const exposure = useExposure()
  const word = (allowed: boolean): string => (allowed ? t.onRequest : t.notMe)
  return (
    <section className={classes.settings} aria-labelledby="shown-to-me">
      <h2 id="shown-to-me">{t.title}</h2>
      <dl>
        <div>
          <dt>{t.most[looking.most]}</dt>
          <dd>{word(true)}</dd>
        </div>
        <div>
          <dt>{t.colour}</dt>
          <dd>{word(looking.colour)}</dd>
        </div>
        <div>
          <dt>{t.sound}</dt>
          <dd>{word(looking.sound)}</dd>
        </div>
        <div>
          <dt>{t.today}</dt>
          <dd>{exposure.data ? number(exposure.data.lookedToday) : '–'}</dd>
        </div>
      </dl>
      <p>
        {t.exceed} <GoLink to={paths.me()}>{t.choose}</GoLink>
      </p>
    </section>
  )
}
