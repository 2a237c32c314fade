import type { Clause } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useGo } from '../app/go.ts'
import { homeOf } from '../app/navigation.ts'
import { paths } from '../app/paths.ts'
import type { ProblemError } from '../app/problem-error.ts'
import { useMeQuery } from '../app/session.ts'
import { openPurposes } from '../app/top-bar.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { instantUtc } from '../texts/times.ts'
import { Icon } from './icon.tsx'
import classes from './problem-card.module.css'

const ofPurpose = new Set(['purpose-stated', 'purpose-of-regime'])

interface Props {
  error: ProblemError
  title?: string | undefined
  /** The refusal is the page, not a part of one. */
  page?: boolean | undefined
}

/** Every failed condition, what is missing, what the person can do; then the met ones. */
export function RefusedClauses({ error, title, page }: Props) {
  const Heading = page ? 'h1' : 'h2'
  const t = textsOf('problems')
  const go = useGo()
  const failed = error.clauses.filter((clause) => clause.result === 'fail')
  const met = error.clauses.filter((clause) => clause.result === 'pass')
  const { data: me } = useMeQuery()
  const home = me ? homeOf(me) : paths.queue()
  const purpose = (me?.purposes.length ?? 0) > 0 && failed.some((clause) => ofPurpose.has(clause.id))
  return (
    <section className={classes.refused} aria-labelledby="refused-title">
      <header>
        <Heading id="refused-title" tabIndex={-1}>
          {title ?? t.refusedTitle}
        </Heading>
        <p>{t.refusedCount(failed.length, failed.length + met.length)}</p>
      </header>
      <table className={classes.clauses}>
        <thead>
          <tr>
            <th scope="col">{t.condition}</th>
            <th scope="col">{t.missing}</th>
            <th scope="col">{t.canDo}</th>
          </tr>
        </thead>
        <tbody>
          {failed.map((clause) => (
            <tr key={clause.id + clause.agreement} className={classes.fail}>
              <th scope="row">
                <Icon name="circledCross" />
                {nameOf(clause)}
              </th>
              <td>{clause.because ?? (clause.missing ? t.attributeMissing : t.notStated)}</td>
              <td>{t.remedies[clause.id] ?? t.remedyUnknown}</td>
            </tr>
          ))}
          {met.map((clause) => (
            <tr key={clause.id + clause.agreement} className={classes.met}>
              <th scope="row">
                <Icon name="tick" />
                {nameOf(clause)}
              </th>
              <td colSpan={2}>{clause.because ?? t.met}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={classes.foot}>
        {purpose && (
          <Button h={30} onClick={openPurposes}>
            {t.changePurpose}
          </Button>
        )}
        <Button variant="default" h={30} onClick={() => go(home)}>
          {home === paths.queue() ? t.back : t.backHome}
        </Button>
        <span className={classes.meta}>{t.meta(error.code, error.problem.requestId, instantUtc(error.at, true))}</span>
      </footer>
    </section>
  )
}
function nameOf(clause: Clause): string {
  const name = textsOf('problems').clauseNames[clause.id] ?? clause.id
  return clause.agreement ? `${name} ${clause.agreement}` : name
}
