import { Button } from '@mantine/core'
import { textsOf } from '../../texts/catalogue.ts'
import { clockUtc } from '../../texts/times.ts'
import classes from './case.module.css'

/** Says that the case changed, above what is being read. */
export function ChangedBanner({ at, onShow }: { at: string | null; onShow: () => void }) {
  const t = textsOf('caseTexts')
  return (
    <div role="status">
      {at !== null && (
        <div className={classes.banner}>
          <p>
            <strong>{t.changed(clockUtc(at, true))}</strong> {t.changedNext}
          </p>
          <Button variant="default" h={30} onClick={onShow}>
            {t.show}
          </Button>
        </div>
      )}
    </div>
  )
}
