import type { ExchangeLane, MemberExchange } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { Icon } from '../../parts/icon.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './network.module.css'

/** Shows the signals that this member receives from and gives to another member: kinds, counts and the share that was right. */
export function Lanes({ exchange }: { exchange: MemberExchange }) {
  return (
    <div className={classes.lanes}>
      <Lane
        icon="download"
        title={text('network.theyGive')}
        lanes={exchange.received}
        empty={text('network.nothingIn')}
      />
      <Lane icon="upload" title={text('network.weGive')} lanes={exchange.given} empty={text('network.nothingOut')} />
    </div>
  )
}

function Lane(props: { icon: 'download' | 'upload'; title: string; lanes: readonly ExchangeLane[]; empty: string }) {
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
              <th scope="col">{text('network.lane.kind')}</th>
              <th scope="col">{text('network.lane.signals')}</th>
              <th scope="col">{text('network.lane.right')}</th>
            </tr>
          </thead>
          <tbody>
            {props.lanes.map((lane) => (
              <tr key={lane.kind}>
                <th scope="row">{text(`signals.kind.${lane.kind}`)}</th>
                <td className={classes.count}>{number(lane.signals)}</td>
                <td className={classes.right}>
                  {lane.precision === null
                    ? text('network.noFeedback')
                    : text('network.precision', {
                        percent: lane.precision,
                        reviewed: lane.confirmed + lane.mistaken + lane.notUseful,
                      })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
