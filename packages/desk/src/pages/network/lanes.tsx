import type { ExchangeLane, MemberExchange } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { Icon } from '../../parts/icon.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import classes from './network.module.css'

/** What a member shares with us and we with it: kinds, counts, and how often what was shared proved right. */
export function Lanes({ exchange }: { exchange: MemberExchange }) {
  const t = textsOf('network')
  return (
    <div className={classes.lanes}>
      <Lane icon="download" title={t.theyGive} lanes={exchange.received} empty={t.nothingIn} />
      <Lane icon="upload" title={t.weGive} lanes={exchange.given} empty={t.nothingOut} />
    </div>
  )
}

function Lane(props: { icon: 'download' | 'upload'; title: string; lanes: readonly ExchangeLane[]; empty: string }) {
  const t = textsOf('network')
  const kinds = textsOf('signals').kind
  return (
    <div className={classes.lane}>
      <h3>
        <Icon name={props.icon} size={14} /> {props.title}
      </h3>
      {props.lanes.length === 0 && <p className={table.dim}>{props.empty}</p>}
      {props.lanes.length > 0 && (
        <table>
          <caption className="visually-hidden">{props.title}</caption>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t.lane.kind}</th>
              <th scope="col">{t.lane.signals}</th>
              <th scope="col">{t.lane.right}</th>
            </tr>
          </thead>
          <tbody>
            {props.lanes.map((lane) => (
              <tr key={lane.kind}>
                <th scope="row">{kinds[lane.kind]}</th>
                <td className={classes.count}>{number(lane.signals)}</td>
                <td className={classes.right}>
                  {lane.precision === null
                    ? t.noFeedback
                    : t.precision(lane.precision, lane.confirmed + lane.mistaken + lane.notUseful)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
