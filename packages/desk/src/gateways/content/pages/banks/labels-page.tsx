import type { LabelScheme } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { dateUtc } from '../../../../texts/times.ts'
import { BanksFrame } from '../../frame/banks-frame.tsx'
import { useLabelSchemes } from '../../labels/use-label-names.ts'
import { text } from '../../texts/index.ts'
import classes from './content-banks.module.css'

/** Lists the label schemes, with the definition of each label and its names in other schemes. */
export function LabelsPage() {
  const read = useLabelSchemes()
  const schemes = read.data?.schemes ?? []
  return (
    <BanksFrame title={text('content.labels.title')}>
      <ReadState read={read} rows={8} />
      {read.data && schemes.length === 0 && <EmptyState title={text('content.labels.empty')} />}
      {schemes.length > 0 && <p className={classes.definition}>{text('content.labels.what')}</p>}
      {schemes.map(({ scheme, version, labels }) => (
        <Panel
          key={`${scheme} ${version}`}
          title={text('content.labels.scheme', { scheme, version })}
          note={text('content.labels.count', { n: labels.length })}
          flush
        >
          <table className={table.table} style={{ minInlineSize: 760, tableLayout: 'fixed' }}>
            <caption className="visually-hidden">{text('content.labels.scheme', { scheme, version })}</caption>
            <thead>
              <tr>
                <th scope="col" style={{ inlineSize: '32%' }}>
                  {text('content.labels.column.name')}
                </th>
                <th scope="col">{text('content.labels.column.definition')}</th>
                {mapped(labels) && (
                  <th scope="col" style={{ inlineSize: '22%' }}>
                    {text('content.labels.column.mappings')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {labels.map((label) => (
                <tr key={label.code}>
                  <th scope="row" className={table.wrap}>
                    {label.name}
                    <br />
                    <bdi dir="ltr" className={classes.code}>
                      {label.code}
                    </bdi>
                    {label.validTo !== null && (
                      <small> {text('content.labels.past', { date: dateUtc(label.validTo) })}</small>
                    )}
                  </th>
                  <td className={table.wrap}>{label.definition}</td>
                  {mapped(labels) && (
                    <td className={`${table.wrap} ${table.secondary}`}>
                      {label.mappings.map((mapping) => `${mapping.scheme} ${mapping.code}`).join(', ') ||
                        text('content.labels.noMapping')}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </BanksFrame>
  )
}

/** Tests whether a label of the scheme has a name in another scheme. */
const mapped = (labels: LabelScheme['labels']): boolean => labels.some(({ mappings }) => mappings.length > 0)
