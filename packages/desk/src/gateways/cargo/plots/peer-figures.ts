/** Tests whether positive values span more than two decades, so that a linear axis would hide most of them. */
export function needsLogScale(values: readonly number[]): boolean {
  if (values.length === 0 || values.some((value) => value <= 0)) return false
  return Math.max(...values) / Math.min(...values) > 100
}

/** Returns the share of points whose second figure is below a value. */
export const shareBelow = (points: readonly (readonly [number, number])[], value: number): number =>
  points.length === 0 ? 0 : points.filter(([, measure]) => measure < value).length / points.length

interface Point {
  longitude: number
  latitude: number
}

/**
 * Returns the corners of a map that shows all points with a margin, as [longitude, latitude] in degrees. A single point is shown
 * with its surroundings.
 */
export function cornersOf(points: readonly Point[], least = 12): [[number, number], [number, number]] {
  const span = (values: readonly number[], limit: number): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const margin = Math.max((high - low) * 0.15, (least - (high - low)) / 2, 2)
    return [Math.max(low - margin, -limit), Math.min(high + margin, limit)]
  }
  const [west, east] = span(
    points.map(({ longitude }) => longitude),
    180,
  )
  const [south, north] = span(
    points.map(({ latitude }) => latitude),
    85,
  )
  return [
    [west, south],
    [east, north],
  ]
}
