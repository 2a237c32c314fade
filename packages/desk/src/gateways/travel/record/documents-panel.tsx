import type { TravellerRecord } from '@entente/contracts'
import { OutsideValue } from '../../../evidence/aligned-text.tsx'
import { countryName } from '../../../evidence/country-name.ts'
import classes from '../../../pages/case/case.module.css'
import { Masked } from '../../../parts/masked.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { partialDate } from '../../../texts/times.ts'

/** Travel documents as sent. Numbers are never shortened. */
export function DocumentsPanel({ record }: { record: TravellerRecord }) {
  const t = textsOf('caseTexts')
  return (
    <Panel title={t.documents}>
      {record.documents.length === 0 && <p className={classes.dim}>{t.noDocuments}</p>}
      <ul className={classes.lines}>
        {record.documents.map((document, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: documents of one record keep their order
          <li key={place}>
            <span>{(document.type && t.documentKinds[document.type]) ?? t.documentOther}</span>
            {document.number === null ? record.masked ? <Masked /> : '–' : <OutsideValue value={document.number} />}
            {document.issuer && <span>{t.issuer(countryName(document.issuer))}</span>}
            {document.expires && <span>{t.expires(partialDate(document.expires))}</span>}
            <bdi dir="ltr" className={classes.dim}>
              {document.source}
            </bdi>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
