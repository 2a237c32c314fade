import { bandLimits, bands, type Hit, strengthOf } from '@entente/contracts'
import { Button } from '@mantine/core'
import { SentenceOfNode } from '../app/sentence-of-node.tsx'
import { Key } from '../parts/key.tsx'
import { Panel } from '../parts/panel.tsx'
import { hundredths, number } from '../texts/numbers.ts'
import { findText, text } from '../texts/text.ts'
import { Strength } from './strength.tsx'
import classes from './weights.module.css'

interface Props {
  hit: Pick<Hit, 'score' | 'evidence' | 'threshold' | 'strength' | 'cells'>
  onClose: () => void
  /** The key that closes the weights, if the page has one. */
  weightsKey?: string
  /** Id of the subject's heading, if a page shows several subjects. */
  about?: string | undefined
}

/** Shows every weight, including starting point and cap. Only this table shows strength and score as numbers. */
export function Weights({ hit, onClose, weightsKey, about }: Props) {
  const weighed = hit.evidence.filter((each) => each.weight !== null)
  const sum = weighed.reduce((total, each) => total + (each.weight ?? 0), 0)
  const signed = (value: number): string => `${value > 0 ? '+' : value < 0 ? '−' : ''}${number(Math.abs(value), 2)}`
  return (
    <Panel
      title={text('evidence.weights')}
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
          {text('evidence.table.close')}
        </Button>
      }
    >
      <table className={classes.table}>
        <caption className="visually-hidden">{text('evidence.table.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('evidence.table.kind')}</th>
            <th scope="col">{text('evidence.table.sentence')}</th>
            <th scope="col">{text('evidence.table.weight')}</th>
          </tr>
        </thead>
        <tbody>
          {hit.evidence.map((each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: evidence has no ids and never moves
            <tr key={place}>
              <th scope="row">{findText(`evidence.table.kinds.${each.kind}`) ?? each.kind}</th>
              <td>
                <SentenceOfNode sentence={each} />
              </td>
              <td>{each.weight === null ? '–' : signed(each.weight)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('evidence.table.sum')}</th>
            <td />
            <td>{signed(sum)}</td>
          </tr>
          <tr>
            <th scope="row">{text('evidence.table.strength')}</th>
            <td>
              <Strength strength={hit.strength} />{' '}
              <span className={classes.note}>{text('evidence.table.strengthNote')}</span>
              <span className={classes.limits}>
                {bands
                  .map((band) =>
                    text('evidence.table.limit', {
                      band: text(`evidence.bands.${band}`),
                      least: Number.isFinite(bandLimits[band]) ? number(bandLimits[band]) : null,
                      next: number(bandLimits.partial),
                    }),
                  )
                  .join(' · ')}
              </span>
            </td>
            <td>{number(strengthOf(hit.evidence, hit.cells).value, 2)}</td>
          </tr>
          <tr>
            <th scope="row">{text('evidence.table.score')}</th>
            <td className={classes.note}>{text('evidence.table.scoreNote')}</td>
            <td>{number(hit.score, 3)}</td>
          </tr>
          {hit.threshold !== null && (
            <tr>
              <th scope="row">{text('evidence.table.threshold')}</th>
              <td className={classes.note}>{text('evidence.table.thresholdNote')}</td>
              <td>{hundredths(hit.threshold)}</td>
            </tr>
          )}
        </tfoot>
      </table>
    </Panel>
  )
}
