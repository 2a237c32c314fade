import type { CaseUpload, Label, ViewingSettings } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { usePhone } from '../../../app/wide-only.tsx'
import { useNow } from '../../../parts/clock.ts'
import { cx } from '../../../parts/cx.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Key } from '../../../parts/key.tsx'
import { useKeys } from '../../../parts/keys.ts'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { clockHere } from '../../../texts/times.ts'
import { useExposure, useLimits } from '../care/use-care.ts'
import { useLabelNames } from '../labels/use-label-names.ts'
import { StretchLine, videoClock } from '../match/stretch-line.tsx'
import { findText, text } from '../texts/index.ts'
import { BlurredPicture } from '../upload/blurred-picture.tsx'
import { kindIcon, kindOf, kindWords } from '../upload/kind-words.ts'
import scrim from '../upload/scrim.module.css'
import classes from './content-case.module.css'
import { useUploadView } from './use-view.ts'
import { isBeyond, nextStep, type UploadView } from './view-steps.ts'

interface Props {
  upload: CaseUpload
  /** True if this person may view the upload. */
  mayView: boolean
  /** The labels of the matches that caused the case. */
  labels: readonly Label[]
}

/**
 * Shows the labels of the upload, and the upload blurred and grey until the reviewer requests a view. Each step is a separate request. A view ends
 * after 20 s, on leaving the tab, with B and with Escape.
 */
export function ViewPanel({ upload, labels, mayView }: Props) {
  const { media } = upload
  const kind = kindOf(media.kind, upload.matches[0]?.query.type)
  const onPhone = usePhone()
  const levels = mayView && !onPhone ? media.levels : []
  const { limits } = useLimits(mayView)
  const exposure = useExposure(mayView)
  const { shown, busy, error, view, end } = useUploadView(upload.caseId)
  const [at, setAt] = useState<number | null>(null)
  const next = nextStep(shown?.view ?? null, levels)
  const onBreak = exposure.data?.breakUntil ?? null
  const ask = (wanted: UploadView): void => void view(wanted, at, isBeyond(wanted, limits))
  const nameOf = (wanted: UploadView): string => {
    const name =
      wanted.level === 'video'
        ? media.stretches.length > 0
          ? text('content.case.picture.video')
          : text('content.case.picture.videoWhole')
        : wanted.colour
          ? text('content.case.picture.colour')
          : text('content.case.picture.still')
    return isBeyond(wanted, limits) ? text('content.case.picture.beyond', { act: name }) : name
  }
  useKeys(
    [
      {
        keys: 'V',
        label: text('content.case.keys.view'),
        act: () => next !== null && !busy && onBreak === null && ask(next),
      },
    ],
    {
      enabled: levels.length > 0,
    },
  )
  useKeys(
    [
      { keys: 'B', label: text('content.case.keys.blur'), act: end },
      { keys: 'Escape', label: text('content.case.keys.blur'), act: end },
    ],
    { enabled: shown !== null || busy },
  )
  const nextButton = next !== null && (
    <Button
      h={30}
      variant={shown === null ? 'white' : 'default'}
      disabled={busy || onBreak !== null}
      onClick={() => ask(next)}
      aria-keyshortcuts="V"
      {...(shown === null && { className: classes.viewButton })}
    >
      {nameOf(next)}&nbsp;<Key>V</Key>
    </Button>
  )
  return (
    <section className={classes.view} aria-label={text('content.case.picture.regionLabel')}>
      <div className={classes.frame} data-empty={levels.length === 0 || undefined}>
        {shown === null ? (
          levels.includes('blurred') && <BlurredPicture caseId={upload.caseId} there />
        ) : shown.view.level === 'video' ? (
          <Motion url={shown.url} muted={!shown.view.sound} />
        ) : (
          <img
            className={classes.shown}
            src={shown.url}
            alt={text('content.case.picture.stillAlt')}
            draggable={false}
          />
        )}
        {shown === null && (
          <div className={classes.before}>
            <Icon name="hidden" size={20} />
            {mayView && onPhone ? <p>{text('shell.widerTitle')}</p> : <MayShow {...{ upload, labels, mayView }} />}
            {onBreak !== null && levels.length > 0 ? (
              <p>{text('content.case.picture.onBreak', { clock: clockHere(onBreak) })}</p>
            ) : (
              nextButton
            )}
            {busy && <p role="status">{text('content.case.picture.loading')}</p>}
          </div>
        )}
        <span className={cx(scrim.scrim, classes.kind)}>
          <Icon name={kindIcon(kind)} size={13} />
          {kindWords(kind, media.duration)}
          {shown === null && levels.length > 0 && ` · ${text('content.case.picture.blurred')}`}
        </span>
      </div>
      {shown !== null && (
        <div className={classes.acts}>
          <Button h={30} onClick={end} aria-keyshortcuts="B">
            {text('content.case.picture.blurAgain')}&nbsp;<Key>B</Key>
          </Button>
          {nextButton}
          {shown.view.level === 'video' && !shown.view.sound && (
            <Ask
              view={{ ...shown.view, sound: true }}
              name={text('content.case.picture.sound')}
              own={limits}
              busy={busy}
              onAsk={ask}
            />
          )}
          {shown.view.level === 'video' && !shown.view.whole && media.stretches.length > 0 && (
            <Ask
              view={{ ...shown.view, whole: true }}
              name={text('content.case.picture.whole')}
              own={limits}
              busy={busy}
              onAsk={ask}
            />
          )}
          <EndsIn endsAt={shown.endsAt} />
        </div>
      )}
      {error && (
        <div className={classes.acts}>
          <ProblemCard error={error} />
        </div>
      )}
      {media.duration !== null && <Moments media={media} duration={media.duration} at={at} onChange={setAt} />}
      {levels.length > 0 && <p className={classes.note}>{text('content.case.picture.motion')}</p>}
    </section>
  )
}

/** Requests a view outside of the steps: with sound, or of the whole video. */
function Ask({
  view,
  name,
  own,
  busy,
  onAsk,
}: {
  view: UploadView
  name: string
  own: ViewingSettings
  busy: boolean
  onAsk: (view: UploadView) => void
}) {
  return (
    <Button h={30} variant="default" disabled={busy} onClick={() => onAsk(view)}>
      {isBeyond(view, own) ? text('content.case.picture.beyond', { act: name }) : name}
    </Button>
  )
}

/** Shows the labels that the sources gave, before any view. */
function MayShow({ upload, labels, mayView }: Props) {
  const nameOf = useLabelNames()
  const { media } = upload
  if (!mayView) return <p>{text('content.case.picture.notForRole')}</p>
  if (upload.words !== null && media.original === 'none') return <p>{text('content.case.picture.words')}</p>
  if (media.levels.length === 0)
    return (
      <p>
        {media.original === 'gone'
          ? text('content.case.picture.gone')
          : media.original === 'none'
            ? text('content.case.picture.hashesOnly')
            : text('content.case.picture.notShown')}
      </p>
    )
  const shows = [
    ...new Set(
      labels.map((label) => findText(`content.case.picture.shows.${label.code}`) ?? nameOf(label).toLowerCase()),
    ),
  ]
  return (
    <>
      <strong>
        {shows.length === 0
          ? text('content.case.picture.unknown')
          : text('content.case.picture.mayShow', { what: shows.join('; ') })}
      </strong>
      {upload.decidableUnseen && <p>{text('content.case.picture.unseen')}</p>}
    </>
  )
}

/** Plays the requested part of the video once. It has no controls; to see the part again, the reviewer requests another view. */
function Motion({ url, muted }: { url: string; muted: boolean }) {
  return (
    <video
      className={classes.shown}
      src={url}
      muted={muted}
      autoPlay
      playsInline
      disablePictureInPicture
      controlsList="nofullscreen nodownload noremoteplayback"
      aria-label={text('content.case.picture.videoAlt')}
    >
      <track kind="captions" />
    </video>
  )
}

function EndsIn({ endsAt }: { endsAt: number }) {
  const left = Math.max(0, Math.ceil((endsAt - useNow()) / 1000))
  return <span className={classes.ends}>{text('content.case.picture.ends', { seconds: left })}</span>
}

/** Shows the matching stretches of a video on its time line, and lets the reviewer choose the moment of the still picture. */
function Moments({
  media,
  duration,
  at,
  onChange,
}: {
  media: CaseUpload['media']
  duration: number
  at: number | null
  onChange: (at: number) => void
}) {
  const longest = media.stretches.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]
  const { from, to } = longest ?? { from: 0, to: duration }
  const shown = at ?? (from + to) / 2
  return (
    <div className={classes.moments}>
      <StretchLine name={text('content.case.picture.stretches')} duration={duration} stretches={media.stretches} />
      <label>
        <span>{text('content.case.picture.moment')}</span>
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.floor(duration))}
          step={1}
          value={Math.round(shown)}
          aria-valuetext={videoClock(shown)}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        />
        <bdi dir="ltr">{text('content.case.picture.momentAt', { clock: videoClock(shown) })}</bdi>
      </label>
    </div>
  )
}
