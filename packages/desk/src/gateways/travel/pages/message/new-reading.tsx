import { Button } from '@mantine/core'
import { textsOf } from '../../../../texts/catalogue.ts'
import classes from './message.module.css'

/** Says that the message was read again. What is on screen changes only when its reader asks. */
export function NewReading({ version, onShow }: { version: number | null; onShow: () => void }) {
  const t = textsOf('message')
  return (
    <div role="status">
      {version !== null && (
        <div className={classes.banner}>
          <span>
            <strong>{t.newReadingTitle(version)}</strong> {t.newReading}
          </span>
          <Button variant="default" h={30} onClick={onShow}>
            {t.show}
          </Button>
        </div>
      )}
    </div>
  )
}
