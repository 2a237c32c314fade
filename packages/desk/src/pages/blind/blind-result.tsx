import type { BlindCheckResult, Signal } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { SignalName } from '../../evidence/signal-name.tsx'
import { SignalValue } from '../../evidence/signal-value.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import type { Asked } from './asked.ts'
import classes from './blind.module.css'
import { RevealDialog } from './reveal-dialog.tsx'

/** Shows the result of a blind check: the items with the members that know them, and what each side learned. Only the open page has it. */
export function BlindResult({ asked, onForget }: { asked: Asked; onForget: () => void }) {
  const { items, result } = asked
  const known = items.flatMap((item, place) => {
    const to = result.holders.flatMap((holder) => {
      const found = holder.items[place]
      return found === undefined || found === 'none' ? [] : [{ member: holder.member, found }]
    })
    return to.length === 0 ? [] : [{ item, to }]
  })
  const [reveal, setReveal] = useState<BlindCheckResult['holders'][number] | null>(null)
  const [shown, setShown] = useState<{ member: string; signals: Signal[] } | null>(null)
  return (
    <>
      <Panel
        title={text('blind.result.title')}
        note={text('blind.result.count', { hits: result.hits, asked: result.asked })}
        flush
        actions={
          <Button variant="default" h={22} size="xs" onClick={onForget}>
            {text('blind.result.clear')}
          </Button>
        }
      >
        {known.length === 0 ? (
          <p className={classes.padded} role="status">
            {text('blind.result.none', { asked: result.asked })}
          </p>
        ) : (
          <DataTable
            name={text('blind.result.title')}
            columns={[text('blind.result.item'), text('blind.result.known')]}
          >
            {known.map(({ item, to }) => (
              <tr key={item}>
                <th scope="row" className={table.wrap} style={{ overflowWrap: 'anywhere' }}>
                  <bdi dir="ltr" className="mono">
                    {item}
                  </bdi>
                </th>
                <td className={table.wrap}>
                  {to.map(({ member, found }) => (
                    <span key={member} style={{ display: 'block' }}>
                      <bdi>{member}</bdi>,{' '}
                      {found === 'folded' ? text('blind.result.folded') : text('blind.result.exact')}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
        <div className={classes.padded}>
          {known.length > 0 && items.length > known.length && (
            <p className={classes.under}>{text('blind.result.showNone', { n: items.length - known.length })}</p>
          )}
          <p className={classes.under}>{text('blind.result.onlyYou')}</p>
        </div>
      </Panel>
      <Panel title={text('blind.result.asked')} flush>
        <Holders result={result} onReveal={setReveal} />
      </Panel>
      {shown && <Shown {...shown} />}
      <RevealDialog
        holder={reveal}
        onClose={() => setReveal(null)}
        onShown={(signals, member) => setShown({ signals, member })}
      />
    </>
  )
}

function Holders(props: { result: BlindCheckResult; onReveal: (holder: BlindCheckResult['holders'][number]) => void }) {
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{text('blind.result.asked')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('blind.result.holder')}</th>
          <th scope="col">{text('blind.result.padded')}</th>
          <th scope="col" className={table.number}>
            {text('blind.result.hits')}
          </th>
          <th scope="col" className={table.number}>
            {text('blind.result.quota')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.result.holders.map((holder) => (
          <tr key={holder.id}>
            <th scope="row">
              <bdi>{holder.member}</bdi>
            </th>
            <td>{text('blind.result.paddedOf', { n: holder.padded })}</td>
            <td className={table.number}>{number(holder.hits)}</td>
            <td className={table.number}>{number(holder.quota.remaining)}</td>
            <td style={{ textAlign: 'end' }}>
              {holder.hits > 0 && (
                <Button variant="default" h={24} size="xs" onClick={() => props.onReveal(holder)}>
                  {text('blind.result.reveal')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Lists the signals that another member revealed for a stated reason. Only the open page has them. */
function Shown({ member, signals }: { member: string; signals: readonly Signal[] }) {
  return (
    <>
      <Panel title={text('blind.reveal.title2')}>
        <p>{text('blind.reveal.shown', { n: signals.length, member })}</p>
      </Panel>
      {signals.map((signal) => (
        <section key={signal.id} className={classes.signal} aria-labelledby={`found-${signal.id}`}>
          <h2 id={`found-${signal.id}`}>
            <SignalName signal={signal} />
          </h2>
          <SignalValue signal={signal} />
          <p className={classes.under}>{signal.necessity}</p>
        </section>
      ))}
    </>
  )
}
