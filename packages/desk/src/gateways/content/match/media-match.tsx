import type { Match } from '@entente/contracts'
import type { ReactNode } from 'react'
import { AgreementBand } from '../../../evidence/agreement-band.tsx'
import { Chip } from '../../../parts/chip.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { useLabelNames } from '../labels/use-label-names.ts'
import { paths } from '../paths.ts'
import { text } from '../texts/index.ts'
import { HashPair } from './hash-pair.tsx'
import classes from './media-match.module.css'
import { differenceWords, mediaBand, nearnessOf } from './media-words.ts'
import { opinionWords } from './opinion-words.ts'
import { StretchLine } from './stretch-line.tsx'
import { TurnGlyph } from './turn-glyph.tsx'

interface Props {
  match: Match
  /** How long the upload is, in seconds, where it is a video. */
  duration?: number | null
  /** The marking of the signal, where it is known. */
  marking?: ReactNode
  /** What agrees, in a sentence: where it does not stand elsewhere on the page. */
  explained?: boolean
}

/** One match: the two sides with how far they are apart and how the picture lies, what its source says, and what others said of it. */
export function MediaMatch({ match, duration = null, marking, explained }: Props) {
  const nameOf = useLabelNames()
  const near = nearnessOf(match)
  const { query, signal, feedback } = match
  return (
    <article className={classes.match}>
      <div className={classes.head}>
        <h3>
          <GoLink to={paths.item(match.itemId)}>
            <bdi dir="ltr">{text('content.case.match.itemOf', { bank: match.bank })}</bdi>
          </GoLink>
        </h3>
        {near.exact ? (
          <strong>{text('content.case.match.exactCopy')}</strong>
        ) : (
          <AgreementBand band={mediaBand(near)} />
        )}
        <StateChips match={match} />
        <span className={classes.said}>
          {match.source !== null && <bdi>{match.source.member}</bdi>}
          {marking}
        </span>
      </div>
      {explained && <p>{match.explanation}</p>}
      <Sides match={match} duration={duration} />
      <ul className={classes.facts}>
        <li>{text(`content.banks.types.${query.type}`)}</li>
        <li>{differenceWords(near)}</li>
        {match.radius !== null && match.radius > 0 && (
          <li>{text('content.case.match.allowed', { radius: match.radius })}</li>
        )}
        {query.quality !== null && (
          <li>{text('content.case.match.quality', { own: query.quality, other: signal.quality })}</li>
        )}
        <li>
          {text('content.case.match.labels')}: {match.labels.map(nameOf).join(', ') || text('content.banks.noLabels')}
        </li>
        <li>
          {text('content.case.match.madeBy')}:{' '}
          {match.entity === null ? text('content.banks.item.entityNone') : <bdi>{match.entity.name}</bdi>}
        </li>
        <li>
          {text('content.case.match.opinions')}: {opinionWords(feedback)}
        </li>
      </ul>
    </article>
  )
}

function StateChips({ match }: { match: Match }) {
  return (
    <>
      {match.negative && (
        <Chip tone="ok" icon="circledTick">
          {text('content.case.match.harmless')}
        </Chip>
      )}
      {match.state === 'shadow' && (
        <Chip tone="plain" icon="oversight">
          {text('content.case.match.shadow')}
        </Chip>
      )}
      {match.state === 'quarantined' && (
        <Chip tone="warn" icon="hatched">
          {text('content.case.match.quarantined')}
        </Chip>
      )}
      {match.suppressedBy !== null && (
        <Chip tone="plain" icon="dash">
          {text('content.case.match.suppressed')}
        </Chip>
      )}
      {match.incident !== null && (
        <Chip tone="warn" icon="flag">
          {text('content.case.match.incident')}
        </Chip>
      )}
    </>
  )
}

function Sides({ match, duration }: { match: Match; duration: number | null }) {
  const { query, signal, segments } = match
  if (query.type === 'pdq')
    return (
      <div className={classes.sides}>
        <span className={classes.turn}>
          <TurnGlyph transform={query.transform} />
          {text(`content.case.match.turns.${query.transform}`)}
        </span>
        <HashPair upload={query.value} signal={signal.value} />
      </div>
    )
  if (segments.length === 0) return null
  const ends = (end: 'queryEnd' | 'signalEnd'): number => Math.max(...segments.map((segment) => segment[end]))
  return (
    <div>
      <StretchLine
        name={text('content.case.match.upload')}
        duration={duration ?? ends('queryEnd')}
        stretches={segments.map(({ queryStart, queryEnd }) => ({ from: queryStart, to: queryEnd }))}
      />
      <StretchLine
        name={text('content.case.match.signal')}
        duration={ends('signalEnd')}
        stretches={segments.map(({ signalStart, signalEnd }) => ({ from: signalStart, to: signalEnd }))}
      />
    </div>
  )
}
