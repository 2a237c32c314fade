/** How one person, or all of a queue, judged cases in thirty days. Planted cases count only in the last three. */
export interface Judged {
  /** Acts as first person, or as second person. */
  answers: { n: number; accepted: number; medianMargin: number | null }[]
  misses: number
  /** The newest cases, at most 200, and the planted ones among them. */
  latest: number
  plantedLatest: number
}

const judgementLimits = {
  /** Of so many answers at least, a larger share must not accept what the node found. */
  acceptance: { n: 50, share: 0.98 },
  /** The median time of viewing must be so many seconds longer than the least time, of so many answers at least. */
  speed: { n: 20, seconds: 5 },
  misses: 1,
  /** So many cases one after another must have a planted one. */
  without: 200,
} as const

export interface JudgementAlarm {
  is: 'accepts' | 'hastes' | 'missed' | 'missed-again' | 'without'
  value: number
  limit: number
}

/** Returns the alarms that these figures raise. Shares are in per cent, with one decimal. */
export function judgementAlarms({ answers, misses, latest, plantedLatest }: Judged): JudgementAlarm[] {
  const { acceptance, speed, without } = judgementLimits
  const alarms: JudgementAlarm[] = []
  const accepting = answers
    .filter(({ n, accepted }) => n >= acceptance.n && accepted / n > acceptance.share)
    .map(({ n, accepted }) => Math.round((accepted / n) * 1000) / 10)
  if (accepting.length > 0) alarms.push({ is: 'accepts', value: Math.max(...accepting), limit: acceptance.share * 100 })
  const hasty = answers.flatMap(({ n, medianMargin }) =>
    n >= speed.n && medianMargin !== null && medianMargin < speed.seconds ? [medianMargin] : [],
  )
  if (hasty.length > 0)
    alarms.push({ is: 'hastes', value: Math.round(Math.min(...hasty) * 10) / 10, limit: speed.seconds })
  if (misses >= judgementLimits.misses) alarms.push({ is: 'missed', value: misses, limit: judgementLimits.misses })
  if (misses > judgementLimits.misses)
    alarms.push({ is: 'missed-again', value: misses, limit: judgementLimits.misses + 1 })
  if (latest >= without && plantedLatest === 0) alarms.push({ is: 'without', value: 0, limit: 1 })
  return alarms
}
