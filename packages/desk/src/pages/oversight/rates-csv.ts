import type { OversightRates, PeopleOfNode, ShareFigure } from '@entente/contracts'

type Cell = string | number | null

/**
 * Returns the figures of the page as CSV (RFC 4180), one in each row. The columns have the names of the API. The first row says so if one
 * person uses every account of the node: then the figures are about invented data.
 */
export function figuresCsv(rates: OversightRates, people: PeopleOfNode): string {
  const rows: Cell[][] = [['figure', 'name', 'from', 'until', 'state', 'n', 'count', 'share', 'low', 'high']]
  if (people === 'single-operator') rows.push(['people', people])
  const window = [rates.from, rates.until]
  const add = (figure: string, name: string, { state, n, count, share, low, high }: ShareFigure, of: Cell[] = window) =>
    rows.push([figure, name, ...of, state, n, count, share, low, high])
  for (const figure of ['hits', 'mistaken', 'disagreed', 'late'] as const) {
    const value = rates[figure]
    if (value === null) continue
    add(figure, '', value)
    add(figure, 'before', value.before, ['', rates.from])
  }
  for (const source of rates.sources) {
    add('mistaken-of-source', source.source ?? `${source.sources} small sources`, source)
    if (source.risingSince !== null) rows.push(['rising-since', source.source ?? '', source.risingSince, rates.until])
  }
  for (const week of rates.decided)
    for (const outcome of ['confirmed', 'mistaken', 'notUseful'] as const)
      rows.push([
        'decided-of-week',
        outcome,
        week.from,
        '',
        week[outcome] === null ? 'hidden' : 'shown',
        null,
        week[outcome],
      ])
  for (const kind of ['script', 'nationality'] as const)
    for (const { value, people, ratio, low, high, state } of rates.groups?.[kind] ?? [])
      rows.push([`ratio-of-${kind}`, value, '', rates.groups?.at ?? '', state, people, null, ratio, low, high])
  for (const { threshold, hits, mistaken } of rates.curve?.points ?? [])
    rows.push(
      ['hits-a-week-at-threshold', threshold, ...window, '', null, hits],
      ['mistaken-a-week-at-threshold', threshold, ...window, '', null, mistaken],
    )
  const width = rows[0]?.length ?? 0
  return rows
    .map((row) => Array.from({ length: width }, (_, place) => fieldOf(row[place] ?? '')).join(','))
    .map((line) => `${line}\r\n`)
    .join('')
}

/** A name from another member must not become a formula in a spreadsheet. */
function fieldOf(value: string | number): string {
  if (typeof value === 'number') return String(Math.round(value * 1e6) / 1e6)
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
