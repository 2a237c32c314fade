import type { SVGProps } from 'react'

/** The desk's line icons: box 16, stroke 1.4. Directional ones are mirrored in right-to-left layouts. */
const shapes = {
  brand: 'M2 8.6a3.4 3.4 0 0 1 5.8-2.3l1.3 1.2M14 7.4a3.4 3.4 0 0 1-5.8 2.3L6.9 8.5',
  queue: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  second:
    'M6 7.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M1.8 13.4c.2-2.6 1.9-4 4.2-4s4 1.4 4.2 4M10.6 7.1a2.2 2.2 0 1 0-.5-4.3M11.7 9.5c1.5.5 2.4 1.8 2.5 3.9',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.2-3.4 2.6 2.6 1.9-1.8 3.3 2.8M10.6 5.4a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8',
  bank: 'M2.5 4.5h11v9h-11zM4.5 2.5h7M6 8h4M6 10.5h4',
  hidden: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4M2.5 13.5l11-11',
  play: 'M4.5 3v10l8-5z',
  messages: 'M4 1.9h5.5L12.5 5v9.1H4zM9.3 2v3.2h3.2M6 8h4.3M6 10.8h4.3',
  signals: 'M8 5.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M8 1.5v2.3M8 12.2v2.3M1.5 8h2.3M12.2 8h2.3',
  tryName: 'M2 4h6.5M2 7.5h4M2 11h3M10.2 6.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M12.4 11.7 14.5 13.8',
  threshold: 'M2 13.5h12M3.5 13.5V10M6.5 13.5V7.5M9.5 13.5V5M12.5 13.5V3M2 8.8h12',
  network:
    'M8 6.2a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2M3.6 14a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2M12.4 14a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2M7 6l-2.4 4M9 6l2.4 4M5.7 11.9h4.6',
  upload: 'M8 10.3V2.8M4.8 5.6 8 2.5l3.2 3.1M3 13.5h10',
  oversight: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  balance: 'M8 2.5v11M4.5 13.5h7M3 4.5h10M3 4.5 1.2 9.2h3.6zM13 4.5l-1.8 4.7h3.6z',
  admin: 'M3 4.5h5M11 4.5h2M3 11.5h2M8 11.5h5M9.5 3v3M6.5 10v3',
  log: 'M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  person: 'M8 7.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4M2.8 14c.3-3 2.3-4.5 5.2-4.5s4.9 1.5 5.2 4.5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3 14 14',
  padlock: 'M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  down: 'M4 6.2 8 10l4-3.8',
  up: 'M4 9.8 8 6l4 3.8',
  next: 'M6.2 4 10 8l-3.8 4',
  plus: 'M8 3v10M3 8h10',
  cross: 'M4 4l8 8M12 4l-8 8',
  tick: 'M3 8.5 6.5 12 13 4.5',
  calendar: 'M2.5 3.5h11v10h-11zM2.5 6.7h11M5.3 2v2.6M10.7 2v2.6',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.8V8l2.2 1.6',
  triangle: 'M8 2.2 14.3 13.4H1.7zM8 6.3v3.3M8 11.3v.4',
  circledI: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 7.3v3.8M8 4.8v.4',
  circledTick: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.3 8.3l1.9 1.9 3.6-4.1',
  circledCross: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  hatched: 'M2.5 2.5h11v11h-11zM2.5 7 7 2.5M2.5 13 13 2.5M7 13.5 13.5 7',
  same: 'M3.5 6.2h9M3.5 9.8h9',
  spelling: 'M3 6.8c1.7-1.7 3.3-1.7 5 0s3.3 1.7 5 0M3 10.6c1.7-1.7 3.3-1.7 5 0s3.3 1.7 5 0',
  differs: 'M3.5 6.2h9M3.5 9.8h9M10.3 3 5.7 13',
  notSaid: 'M5 8h6',
  dash: 'M4.5 8h7',
  flag: 'M3.5 14V2.5h8.5l-2 3 2 3H3.5',
  print: 'M4.5 6V2.5h7V6M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  download: 'M8 2.5v7.5M4.8 7.2 8 10.3l3.2-3.1M3 13.5h10',
  reread: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.4h-2.4',
  pencil: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
} as const
export type IconName = keyof typeof shapes
const directional = new Set<IconName>(['next'])
/** A shape that a gateway provides, drawn in the same box. */
export interface IconShape {
  path: string
  /** True if the shape has a direction, so that it is mirrored in right-to-left layouts. */
  directional?: boolean
}

interface Props extends Omit<SVGProps<SVGSVGElement>, 'name' | 'ref'> {
  name: IconName | IconShape
  size?: number
  /** The accessible name, needed if no word is next to the icon. */
  label?: string
}

export function Icon({ name, size = 16, label, ...rest }: Props) {
  const shape = typeof name === 'string' ? { path: shapes[name], directional: directional.has(name) } : name
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is hidden, or named by aria-label; a title would show as a hint
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      data-mirror={shape.directional || undefined}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      {...rest}
    >
      <path d={shape.path} />
    </svg>
  )
}
