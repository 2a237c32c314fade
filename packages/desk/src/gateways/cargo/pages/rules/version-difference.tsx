import type { CargoRuleBody, CargoRuleDetail, CargoRuleVersion } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { text } from '../../texts/index.ts'
import { effectWords } from './rule-table.tsx'
import classes from './rules.module.css'

interface Props {
  rule: CargoRuleDetail
  shown: CargoRuleVersion
}
const terms = ['title', 'effect', 'tag', 'share', 'most', 'basis', 'validFrom', 'validUntil'] as const

/** Compares a version with the one in force, or with the version before it: the lines of the condition, then the other terms. */
export function VersionDifference({ rule: { versions, active }, shown }: Props) {
  const before =
    versions.find(({ version }) => version === active?.version && version !== shown.version) ??
    versions.find(({ version }) => version < shown.version)
  if (before === undefined) return null
  const lines = compareLines(before.body.expression, shown.body.expression)
  const changed = terms.filter((term) => termOf(before.body, term) !== termOf(shown.body, term))
  const title = text(before.version === active?.version ? 'cargo.rules.againstForce' : 'cargo.rules.againstBefore', {
    n: before.version,
  })
  const isSame = lines.every(({ side }) => side === 'same')
  return (
    <Panel title={title}>
      <div className={classes.stack}>
        {isSame ? (
          <p>{text('cargo.rules.sameCondition')}</p>
        ) : (
          <code className={classes.diff} dir="ltr">
            {lines.map(({ side, line }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a version keep their order
              <span key={place} data-side={side}>
                {side !== 'same' && <span className="visually-hidden">{text(`cargo.rules.side.${side}`)} </span>}
                {side === 'added' ? '+ ' : side === 'removed' ? '− ' : '  '}
                {line}
              </span>
            ))}
          </code>
        )}
        {changed.length > 0 && (
          <DataTable
            name={title}
            columns={[
              text('cargo.rules.column.term'),
              text('cargo.rules.column.before'),
              text('cargo.rules.column.after'),
            ]}
            stacks
          >
            {changed.map((term) => (
              <tr key={term}>
                <th scope="row">{text(`cargo.rules.shown.${term}`)}</th>
                <td className={table.wrap}>
                  <bdi>{termOf(before.body, term)}</bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{termOf(shown.body, term)}</bdi>
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </div>
    </Panel>
  )
}

function termOf(body: CargoRuleBody, term: (typeof terms)[number]): string {
  if (term === 'effect') return effectWords(body)
  const value = { ...body, share: body.selectShare, most: body.maxHitsWithoutSelection }[term]
  if (value === null) return '–'
  if (term === 'share') return text('cargo.rules.share', { percent: Math.round(10_000 * Number(value)) / 100 })
  return String(value)
}

interface ComparedLine {
  side: 'same' | 'added' | 'removed'
  line: string
}

/**
 * Compares two texts by lines, with the longest common sequence of lines. Returns the lines of both in order; a removed line
 * stands before the added one at its place. An expression has at most 4,000 characters, so both have few lines.
 */
export function compareLines(before: string, after: string): ComparedLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  /** The longest common sequence of the lines from a place of each text. */
  const longest = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1))
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = longest[i] as Uint16Array
      row[j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const lines: ComparedLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]]
    if (left !== undefined && left === right) {
      lines.push({ side: 'same', line: left })
      i += 1
      j += 1
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ side: 'removed', line: left })
      i += 1
    } else {
      lines.push({ side: 'added', line: right ?? '' })
      j += 1
    }
  }
  return lines
}
