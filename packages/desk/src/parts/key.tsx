import classes from './key.module.css'

/** A key printed on the control it works. The control itself carries `aria-keyshortcuts`. */
export function Key({ children }: { children: string }) {
  return (
    <span aria-hidden="true">
      <kbd className={classes.key}>{children}</kbd>
    </span>
  )
}
