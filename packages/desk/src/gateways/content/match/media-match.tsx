import type { Match, Transform } from '@entente/contracts'
import type { ReactNode } from 'react'
import { AgreementBand } from '../../../evidence/agreement-band.tsx'
import { Chip } from '../../../parts/chip.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { paths } from '../addresses/paths.ts'
import { useLabelNames } from '../labels/use-label-names.ts'
import { text } from '../texts/index.ts'
import classes from './media-match.module.css'
import { differenceWords, mediaBand, nearnessOf } from './media-words.ts'
import { opinionWords } from './opinion-words.ts'
import { StretchLine } from './stretch-line.tsx'

interface Props {
  match: Match
  /** Length of a video upload in seconds. */
  duration?: number | null
  /** The marking of the signal, if it is known. */
  marking?: ReactNode
  /** A sentence about how closely the two sides agree, if the page does not show one elsewhere. */
  explained?: boolean
}

/**
 * Shows one match: the two sides, their distance, the orientation of the picture, what its source states, and the opinions of members and platforms.
 */
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
        <span className={classes.words}>
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

const turns: Record<Transform, string> = {
  original: '',
  rotate90: 'rotate(90 10 10)',
  rotate180: 'rotate(180 10 10)',
  rotate270: 'rotate(270 10 10)',
  flipX: 'translate(0 20) scale(1 -1)',
  flipY: 'translate(20 0) scale(-1 1)',
  flipPlus1: 'matrix(0 1 1 0 0 0)',
  flipMinus1: 'matrix(0 -1 -1 0 20 20)',
}

/**
 * Draws the orientation of a picture as a sheet, turned or mirrored, with a mark in its upper left corner. A text next to it names the orientation.
 */
function TurnGlyph({ transform }: { transform: Transform }) {
  return (
    <svg viewBox="0 0 20 20" width={32} height={32} className={classes.glyph} aria-hidden="true" focusable="false">
      <g transform={turns[transform]}>
        <rect x="3" y="1.5" width="14" height="17" rx="1" />
        <path d="M6 15V5h6M6 9.5h4" />
      </g>
    </svg>
  )
}

/** Shows two hashes of equal length under each other, with differing digits marked. A text next to them gives the distance. */
function HashPair({ upload, signal }: { upload: string; signal: string }) {
  return (
    <dl className={classes.pair}>
      {(
        [
          [text('content.case.match.upload'), upload, signal],
          [text('content.case.match.signal'), signal, upload],
        ] as const
      ).map(([name, own, other]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi dir="ltr">
              <span className="visually-hidden">{own}</span>
              <span aria-hidden="true">
                {digitsOf(own, other).map(({ digit, place, differs }) => (
                  <span key={place} className={differs ? classes.mark : undefined}>
                    {digit}
                  </span>
                ))}
              </span>
            </bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Returns the digits of a hash, and whether each differs from the other hash. */
const digitsOf = (own: string, other: string): { digit: string; place: number; differs: boolean }[] =>
  [...own].map((digit, place) => ({ digit, place, differs: digit !== other[place] }))
