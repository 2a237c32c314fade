import type { TravellerRecord } from '@entente/contracts'
import { OutsideValue } from '../../../evidence/aligned-text.tsx'
import { countryName } from '../../../evidence/country-name.ts'
import classes from '../../../parts/lines.module.css'
import { Masked } from '../../../parts/masked.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { partialDate } from '../../../texts/times.ts'
import { findText, text } from '../texts/index.ts'

/** Lists travel documents as sent. Numbers are never shortened. */
export function DocumentsPanel({ record }: { record: TravellerRecord }) {
  return (
    <Panel title={text('travel.case.documents')}>
      {record.documents.length === 0 && <p className={classes.dim}>{text('travel.case.noDocuments')}</p>}
      <ul className={classes.lines}>
        {record.documents.map((document, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: documents of one record keep their order
          <li key={place}>
            <span>
              {(document.type && findText(`travel.case.documentKinds.${document.type}`)) ??
                text('travel.case.documentOther')}
            </span>
            {document.number === null ? record.masked ? <Masked /> : '–' : <OutsideValue value={document.number} />}
            {document.issuer && <span>{text('travel.case.issuer', { state: countryName(document.issuer) })}</span>}
            {document.expires && <span>{text('travel.case.expires', { date: partialDate(document.expires) })}</span>}
            <bdi dir="ltr" className={classes.dim}>
              {document.source}
            </bdi>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
