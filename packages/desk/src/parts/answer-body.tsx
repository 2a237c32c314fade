import classes from './answer-body.module.css'

/** Shows an answer as text, one segment per line as sent. Always from left to right. */
export function AnswerBody({ body, label }: { body: string; label: string }) {
  if (body === '') return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={classes.sent}>
      <pre dir="ltr">{body}</pre>
    </section>
  )
}
