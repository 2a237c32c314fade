import type { CaseTimeline, TimelineLane } from '@entente/contracts'
import { usePhone } from '../../../app/wide-only.tsx'
import { text } from '../../../texts/text.ts'
import { clockIn, dateHere, dayIn, deskZone } from '../../../texts/times.ts'
import type { Entry } from './entries.ts'
import classes from './history.module.css'
import { fitted, type Room, rangeOf, timeScale, widthOf } from './time-scale.ts'

interface Props {
  timeline: CaseTimeline
  entries: readonly Entry[]
  range: 'all' | 'recent'
}
/** Heights in pixels: the head with the names of the lines, a lane, a bar, and the foot with the times. */
const height = { head: 32, lane: 42, bar: 16, foot: 22 }
const wide: Room = { ticks: 6, letter: 0.0092, nowWord: 0.13 }
const narrow: Room = { ticks: 2, letter: 0.026, nowWord: 0.32 }
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/**
 * Draws the history to scale: a lane for each kind of mark, and lines for now, the due answer and the departure. It is
 * hidden from assistive technology, because the list below has an entry for every mark.
 */
export function TimePicture({ timeline, entries, range }: Props) {
  const room = usePhone() ? narrow : wide
  const now = Date.parse(timeline.now)
  const moments = [
    { kind: 'due', time: timeline.dueAt },
    { kind: 'leaves', time: timeline.leavesAt },
    { kind: 'now', time: timeline.now },
  ] as const
  const ahead = moments.flatMap(({ time }) => (time === null ? [] : [Date.parse(time)]))
  const [from, to] = rangeOf([...entries.map(({ time }) => time), ...ahead], now, range)
  const scale = timeScale(from, to, room.ticks)
  const bars = entries.filter(({ form }) => form === 'since').length
  const heights = timeline.lanes.map((lane) =>
    lane === 'known' ? Math.max(height.lane, 10 + bars * height.bar) : height.lane,
  )
  const tops = heights.map((_, place) => heights.slice(0, place).reduce((sum, each) => sum + each, height.head))
  const bottom = height.head + heights.reduce((sum, each) => sum + each, 0)
  const inRange = (time: number): boolean => time >= from && time <= to
  return (
    <div className={classes.picture} aria-hidden="true">
      <div className={classes.lanes} style={{ paddingBlockStart: height.head }}>
        {timeline.lanes.map((lane, place) => (
          <span key={lane} style={{ blockSize: heights[place] }}>
            {text(`case.timeline.lanes.${lane}`)}
          </span>
        ))}
      </div>
      {/* Time runs from left to right in every language. */}
      <svg direction="ltr" className={classes.plot} style={{ blockSize: bottom + height.foot }} focusable="false">
        <title>{text('case.timeline.title')}</title>
        {scale.ticks.map((tick, place) => (
          <g key={tick}>
            <line
              className={classes.tick}
              x1={percent(scale.at(tick))}
              x2={percent(scale.at(tick))}
              y1={height.head}
              y2={bottom}
            />
            {/* The word for now stands in the same row. */}
            {Math.abs(scale.at(tick) - scale.at(now)) > room.nowWord && (
              <Words
                className={classes.time}
                share={scale.at(tick)}
                y={bottom + 15}
                room={room}
                words={
                  place === 0 || isNewDay(tick, scale.ticks[place - 1]) ? dayAndClock(tick) : clockIn(tick, deskZone())
                }
              />
            )}
          </g>
        ))}
        {timeline.lanes.map((lane, place) => (
          <Lane
            key={lane}
            lane={lane}
            top={tops[place] ?? 0}
            entries={entries.filter((entry) => entry.lane === lane && (entry.form === 'since' || inRange(entry.time)))}
            share={scale.at}
            now={now}
            room={room}
          />
        ))}
        {moments.map(
          ({ kind, time }) =>
            time !== null &&
            inRange(Date.parse(time)) && (
              <Moment key={kind} kind={kind} share={scale.at(Date.parse(time))} bottom={bottom} room={room} />
            ),
        )}
      </svg>
    </div>
  )
}

const isNewDay = (time: number, before = time): boolean => dayIn(time, deskZone()) !== dayIn(before, deskZone())
const dayAndClock = (time: number): string =>
  text('case.timeline.tick', { day: dateHere(time), clock: clockIn(time, deskZone()) })

interface LaneProps {
  lane: TimelineLane
  top: number
  entries: readonly Entry[]
  share: (time: number) => number
  now: number
  room: Room
}

function Lane({ lane, top, entries, share, now, room }: LaneProps) {
  const middle = top + height.lane - 14
  if (lane === 'known')
    return entries.map((entry, place) => (
      <Bar key={entry.id} entry={entry} y={top + 12 + place * height.bar} share={share} now={now} room={room} />
    ))
  const starts = wordStarts(entries, share, room)
  return (
    <g>
      <line className={classes.tick} x1="0" x2="100%" y1={middle} y2={middle} />
      {entries.map((entry, place) => {
        const start = starts[place] ?? null
        return (
          <g key={entry.id}>
            <title>{entry.text}</title>
            <circle
              className={entry.form === 'missing' ? classes.missing : classes.mark}
              data-lane={lane}
              cx={percent(share(entry.time))}
              cy={middle}
              r="5"
            />
            {entry.form === 'missing' && (
              <text className={classes.crossed} x={percent(share(entry.time))} y={middle + 4}>
                ×
              </text>
            )}
            {start !== null && (
              <text className={classes.word} x={percent(start)} y={middle - 9}>
                {fitted(entry.short, room)}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}

/** Draws since when something was known: a bar up to now, with its words before it, else above it. */
function Bar({ entry, y, share, now, room }: Pick<LaneProps, 'share' | 'now' | 'room'> & { entry: Entry; y: number }) {
  const x = share(entry.time)
  const words = fitted(entry.short, room)
  const width = widthOf(words, room)
  const isBefore = x > width
  return (
    <g>
      <title>{entry.text}</title>
      <line className={classes.bar} x1={percent(x)} x2={percent(share(now))} y1={y} y2={y} />
      <text
        className={classes.word}
        x={percent(isBefore ? x : Math.min(x, 1 - width))}
        dx={isBefore ? -6 : x + width < 0.98 ? 4 : 0}
        y={isBefore ? y + 4 : y - 4}
        data-before={isBefore || undefined}
      >
        {words}
      </text>
    </g>
  )
}

/** Returns where the words of each mark begin; null if they would cover the words before. */
function wordStarts(entries: readonly Entry[], share: LaneProps['share'], room: Room): (number | null)[] {
  let covered = -1
  return entries.map(({ time, short }) => {
    const width = widthOf(fitted(short, room), room)
    const start = Math.min(1 - width, Math.max(0, share(time) - width / 2))
    if (start <= covered) return null
    covered = start + width
    return start
  })
}

interface MomentProps {
  kind: 'now' | 'due' | 'leaves'
  share: number
  bottom: number
  room: Room
}

/** Draws a line for a moment: the due answer and the departure are named above, now below. */
function Moment({ kind, share, bottom, room }: MomentProps) {
  const x = percent(share)
  const y = { now: bottom + 15, due: height.head - 19, leaves: height.head - 6 }[kind]
  return (
    <g className={classes.moment} data-kind={kind}>
      <line x1={x} x2={x} y1={height.head - 4} y2={bottom} />
      <Words
        share={share}
        y={y}
        words={text(`case.timeline.moments.${kind}`)}
        room={room}
        before={kind !== 'leaves' || share > 0.85}
      />
    </g>
  )
}

interface WordsProps {
  share: number
  y: number
  words: string
  room: Room
  /** True if the words stand before their place, if there is room. */
  before?: boolean
  className?: string | undefined
}

/** Writes words beside a place of the picture, on the side that has room for them. */
function Words({ share, y, words, room, before = false, className }: WordsProps) {
  const width = widthOf(words, room)
  const isBefore = before ? share >= width : share + width > 1
  return (
    <text className={className} x={percent(share)} dx={isBefore ? -5 : 5} y={y} data-before={isBefore || undefined}>
      {words}
    </text>
  )
}
