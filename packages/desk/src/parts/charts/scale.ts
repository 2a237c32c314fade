/** A scale from 0: its end and the values to draw lines at. */
export interface Scale {
  end: number
  ticks: readonly number[]
}

/** Returns a scale from 0 that holds these values, with two to five steps of 1, 2 or 5 times a power of ten. */
export function scaleFor(values: readonly number[], least = 1): Scale {
  const most = Math.max(least, ...values.filter(Number.isFinite))
  const rough = most / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999) ?? power * 10
  const count = Math.ceil(most / step - 1e-9)
  return {
    end: count * step,
    ticks: Array.from({ length: count + 1 }, (_, place) => Math.round(place * step * 1e9) / 1e9),
  }
}

/** Returns a position on the scale as a percentage. */
export const percentOf = (value: number, { end }: Scale): number => Math.min(100, Math.max(0, (value / end) * 100))
