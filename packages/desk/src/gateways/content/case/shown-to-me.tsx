import { GoLink } from '../../../parts/go-link.tsx'
import { number } from '../../../texts/numbers.ts'
import { paths } from '../addresses/paths.ts'
import { useExposure, useLimits } from '../care/use-care.ts'
import { text } from '../texts/index.ts'
import classes from './content-case.module.css'

/** Shows the reviewer's own limits and today's counts of views. */
export function ShownToMe() {
  const { limits } = useLimits()
  const exposure = useExposure()
  const word = (allowed: boolean): string =>
    allowed ? text('content.case.shown.onRequest') : text('content.case.shown.notMe')
  return (
    <section className={classes.settings} aria-labelledby="shown-to-me">
      <h2 id="shown-to-me">{text('content.case.shown.title')}</h2>
      <dl>
        <div>
          <dt>{text(`content.case.shown.most.${limits.most}`)}</dt>
          <dd>{word(true)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.colour')}</dt>
          <dd>{word(limits.colour)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.sound')}</dt>
          <dd>{word(limits.sound)}</dd>
        </div>
        <div>
          <dt>{text('content.case.shown.today')}</dt>
          <dd>{exposure.data ? number(exposure.data.viewedToday) : '–'}</dd>
        </div>
      </dl>
      <p>
        {text('content.case.shown.exceed')} <GoLink to={paths.me()}>{text('content.case.shown.choose')}</GoLink>
      </p>
    </section>
  )
}
