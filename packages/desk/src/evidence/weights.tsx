import { bandOf, bands, type Hit } from '@entente/contracts'
import { Button } from '@mantine/core'
import { Key } from '../parts/key.tsx'
import { Panel } from '../parts/panel.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { hundredths, number } from '../texts/numbers.ts'
import { AgreementBand } from './agreement-band.tsx'
import classes from './weights.module.css'

interface Props {
  hit: Pick<Hit, 'score' | 'evidence' | 'threshold'>
  onClose: () => void
  /** The key that closes them, where the page has one. */
  weightsKey?: string
  /** Id of the heading of what they are about, where several stand on one page. */
  about?: string | undefined
}

/** Everything that was weighed, prior and cap included: the only place where the score appears, and never without its band. */
export function Weights({ hit, onClose, weightsKey, about }: Props) {
  const t = textsOf('evidence')
  const weighed = hit.evidence.filter((each) => each.weight !== null)
  const sum = weighed.reduce((total, each) => total + (each.weight ?? 0), 0)
  const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${number(Math.abs(value), 2)}`
  return (
    <Panel
      title={t.weights}
      about={about}
      flush
      actions={
        <Button
          variant="default"
          h={24}
          onClick={onClose}
          aria-keyshortcuts={weightsKey}
          rightSection={weightsKey && <Key>{weightsKey}</Key>}
        >
          {t.table.close}
        </Button>
      }
    >
      <table className={classes.table}>
        <caption className="visually-hidden">{t.table.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.table.what}</th>
            <th scope="col">{t.table.sentence}</th>
            <th scope="col">{t.table.weight}</th>
          </tr>
        </thead>
        <tbody>
          {hit.evidence.map((each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence has no ids and never moves
            <tr key={place}>
              <th scope="row">{t.table.kinds[each.kind] ?? each.kind}</th>
              <td>{each.text}</td>
              <td>{each.weight === null ? '–' : signed(each.weight)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.table.sum}</th>
            <td />
            <td>{signed(sum)}</td>
          </tr>
          <tr>
            <th scope="row">{t.table.score}</th>
            <td>
              <AgreementBand band={bandOf(hit.score)} /> <span className={classes.note}>{t.table.scoreNote}</span>
              <span className={classes.limits}>
                {bands.map((band) => `${t.bands[band]} ${limits[band]}`).join(' · ')}
              </span>
            </td>
            <td>{number(hit.score, 3)}</td>
          </tr>
          {hit.threshold !== null && (
            <tr>
              <th scope="row">{t.table.threshold}</th>
              <td className={classes.note}>{t.table.thresholdNote}</td>
              <td>{hundredths(hit.threshold)}</td>
            </tr>
          )}
        </tfoot>
      </table>
    </Panel>
  )
}
/** Where each band begins, as `bandOf` has it. */
const limits = { slight: '< 0.5', partial: '0.5', close: '0.7', 'very-close': '0.9' } as const
