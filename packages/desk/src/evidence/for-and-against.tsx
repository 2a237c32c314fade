import { bandOf, type Hit } from '@entente/contracts'
import { Key } from '../parts/key.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { AgreementBand } from './agreement-band.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { differsUnweighed, sidesOf } from './evidence-sides.ts'
import classes from './for-and-against.module.css'

/** What speaks for it beside what speaks against it. */
export function ForAndAgainst({ hit, onWeights }: { hit: Hit; onWeights: () => void }) {
  const t = textsOf('evidence')
  const sides = sidesOf(hit.evidence)
  const unweighed = differsUnweighed(hit).map((field) => (t.fields[field] ?? field).toLowerCase())
  return (
    <div className={classes.card}>
      <section aria-labelledby="speaks-for">
        <div className={classes.head}>
          <h2 id="speaks-for">{t.forIt}</h2>
          <span className={classes.together}>
            {t.together} <AgreementBand band={bandOf(hit.score)} />
          </span>
        </div>
        <EvidenceList sentences={sides.supports} side="for" />
      </section>
      <section aria-labelledby="speaks-against">
        <div className={classes.head}>
          <h2 id="speaks-against">{t.againstIt}</h2>
          <button type="button" className={classes.weights} onClick={onWeights} aria-keyshortcuts="W">
            {t.weights} <Key>W</Key>
          </button>
        </div>
        <EvidenceList sentences={sides.against} side="against" />
        {sides.against.length === 0 && unweighed.length > 0 && (
          <p className={classes.unweighed}>{t.differsUnweighed(unweighed.join(', '))}</p>
        )}
      </section>
    </div>
  )
}
