import type { CargoRuleDetail, CargoRuleVersion } from '@entente/contracts'
import { FactList } from '../../../../parts/fact-list.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { dateHere } from '../../../../texts/times.ts'
import { findText, text } from '../../texts/index.ts'
import { effectWords } from './rule-table.tsx'
import classes from './rules.module.css'

interface Props {
  rule: CargoRuleDetail
  shown: CargoRuleVersion
}

/** Shows what a version says: its condition, its effect, its basis in law and its days. */
export function BodyPanel({ rule: { builtIn }, shown }: Props) {
  const { body, version } = shown
  const { selectShare: share, maxHitsWithoutSelection: most } = body
  return (
    <Panel
      title={text('cargo.rules.condition')}
      note={builtIn === null ? text('cargo.tables.version', { n: version }) : text('cargo.rules.ofNode')}
    >
      {builtIn !== null && (
        <p className={classes.line}>
          {findText(`cargo.rules.builtInWhat.${builtIn}`)} {text('cargo.rules.builtInNote')}
        </p>
      )}
      {(builtIn === null || body.expression !== 'false') && (
        <pre className={classes.expression} dir="ltr">
          <code>{body.expression}</code>
        </pre>
      )}
      <FactList
        facts={[
          { name: text('cargo.rules.shown.effect'), value: effectWords(body) },
          ...(body.tag === null ? [] : [{ name: text('cargo.rules.shown.tag'), value: <code>{body.tag}</code> }]),
          ...(share === null
            ? []
            : [
                {
                  name: text('cargo.rules.shown.share'),
                  value: text('cargo.rules.share', { percent: Math.round(10_000 * share) / 100 }),
                },
              ]),
          ...(most === null ? [] : [{ name: text('cargo.rules.shown.most'), value: String(most) }]),
          ...(builtIn === null
            ? [
                {
                  name: text('cargo.rules.shown.basis'),
                  value: body.basis === null ? text('cargo.rules.noBasis') : <bdi>{body.basis}</bdi>,
                },
                { name: text('cargo.rules.days'), value: daysOf(shown) },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}

/** Says when a version applies: once approved, the node has fixed both ends. */
function daysOf({ from, until, body }: CargoRuleVersion): string {
  const [first, last] = [from ?? body.validFrom, until ?? body.validUntil]
  return text('cargo.rules.daysOf', {
    from: first === null ? 'none' : dateHere(first),
    fromKnown: first !== null,
    until: last === null ? 'none' : dateHere(last),
    untilKnown: last !== null,
  })
}
