import classes from './key.module.css'

/** Shows a key on the control that it activates. The control itself has `aria-keyshortcuts`. */
export function Key({ children }: { children: string }) {
  return (
    <span aria-hidden="true">
      <kbd className={classes.key}>{children}</kbd>
    </span>
  )
}
