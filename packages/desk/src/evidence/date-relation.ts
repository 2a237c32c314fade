const whole = /^\d{4}-\d{2}-\d{2}$/

/** Whether two dates are known to the day, so that their characters can be compared. */
export const bothWhole = (a: string, b: string): boolean => whole.test(a) && whole.test(b)

/**
 * Whether two dates agree as far as both are known (EDTF subset: `1961-05`, `1961`, `1961~`, `1958/1963`). An approximate year agrees
 * with that year only.
 */
export function agreesInPart(a: string, b: string): boolean {
  const [first, last] = rangeOf(a)
  const [from, to] = rangeOf(b)
  return first <= to && from <= last
}
function rangeOf(date: string): [string, string] {
  const [from = '', to = from] = date.replace('~', '').split('/')
  return [from, `${to}~`]
}
