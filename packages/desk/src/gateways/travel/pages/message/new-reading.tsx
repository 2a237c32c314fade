import { Button } from '@mantine/core'
import { text } from '../../texts/index.ts'
import classes from './message.module.css'

/** Says that the message was read again. What is on screen changes only when its reader asks. */
export function NewReading({ version, onShow }: { version: number | null; onShow: () => void }) {
  return (
    <div role="status">
      {version !== null && (
        <div className={classes.banner}>
          <span>
            <strong>{text('travel.message.newReadingTitle', { version })}</strong> {text('travel.message.newReading')}
          </span>
          <Button variant="default" h={30} onClick={onShow}>
            {text('travel.message.show')}
          </Button>
        </div>
      )}
    </div>
  )
}
