import type { Transform } from '@entente/contracts'
import classes from './media-match.module.css'

const turns: Record<Transform, string> = {
  original: '',
  rotate90: 'rotate(90 10 10)',
  rotate180: 'rotate(180 10 10)',
  rotate270: 'rotate(270 10 10)',
  flipX: 'translate(0 20) scale(1 -1)',
  flipY: 'translate(20 0) scale(-1 1)',
  flipPlus1: 'matrix(0 1 1 0 0 0)',
  flipMinus1: 'matrix(0 -1 -1 0 20 20)',
}

/** How a picture lies: a sheet with a mark in its upper left corner, turned or mirrored. What it shows is said in words beside it. */
export function TurnGlyph({ transform }: { transform: Transform }) {
  return (
    <svg viewBox="0 0 20 20" width={32} height={32} className={classes.glyph} aria-hidden="true" focusable="false">
      <g transform={turns[transform]}>
        <rect x="3" y="1.5" width="14" height="17" rx="1" />
        <path d="M6 15V5h6M6 9.5h4" />
      </g>
    </svg>
  )
}
