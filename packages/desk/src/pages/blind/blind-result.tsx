import type { BlindCheckResult, Signal } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { SignalName } from '../../evidence/signal-name.tsx'
import { SignalValue } from '../../evidence/signal-value.tsx'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import type { Asked } from './asked.ts'
import classes from './blind.module.css'
import { RevealDialog } from './reveal-dialog.tsx'

/** What a check told: which of one's own items are known to whom, and what each side was told. It goes with the page. */
export function BlindResult({ asked, onForget }: { asked: Asked; onForget: () => void }) {
  const t = textsOf('blind').result
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
        title={t.title}
        note={t.count(result.hits, result.asked)}
        flush
        actions={
          <Button variant="default" h={22} size="xs" onClick={onForget}>
            {t.clear}
          </Button>
        }
      >
        {known.length === 0 ? (
          <p className={classes.padded} role="status">
            {t.none(result.asked)}
          </p>
        ) : (
          <table className={table.table}>
            <caption className="visually-hidden">{t.title}</caption>
            <thead>
              <tr>
                <th scope="col">{t.item}</th>
                <th scope="col">{t.known}</th>
              </tr>
            </thead>
            <tbody>
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
                        <bdi>{member}</bdi>, {found === 'folded' ? t.folded : t.exact}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className={classes.padded}>
          {known.length > 0 && items.length > known.length && (
            <p className={classes.under}>{t.showNone(items.length - known.length)}</p>
          )}
          <p className={classes.under}>{t.onlyYou}</p>
        </div>
      </Panel>
      <Panel title={t.asked} flush>
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
  const t = textsOf('blind').result
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{t.asked}</caption>
      <thead>
        <tr>
          <th scope="col">{t.holder}</th>
          <th scope="col">{t.padded}</th>
          <th scope="col" className={table.number}>
            {t.hits}
          </th>
          <th scope="col" className={table.number}>
            {t.quota}
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
            <td>{t.paddedOf(holder.padded)}</td>
            <td className={table.number}>{number(holder.hits)}</td>
            <td className={table.number}>{number(holder.quota.remaining)}</td>
            <td style={{ textAlign: 'end' }}>
              {holder.hits > 0 && (
                <Button variant="default" h={24} size="xs" onClick={() => props.onReveal(holder)}>
                  {t.reveal}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Signals that a holder gave for a reason: on this page only. */
function Shown({ member, signals }: { member: string; signals: readonly Signal[] }) {
  const t = textsOf('blind').reveal
  return (
    <>
      <Panel title={t.title2}>
        <p>{t.shown(signals.length, member)}</p>
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
