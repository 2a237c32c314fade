// Draws docs/images/architecture.svg from docs/architecture.json: npm run architecture.
// A test compares the JSON file with the imports in the code, and the SVG file with the JSON file.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A box represents the files whose paths start with one of its prefixes. `row` counts from the top; `from` and `to` are columns of the panel. */
interface Box {
  id: string
  row: number
  from: number
  to: number
  says: string
  files: string[]
}
/** An arrow represents an import. It leaves its box at the column `at`, and arrives at the column `lane` if that differs. */
interface Arrow {
  from: string
  to: string
  at: number
  lane?: number
  says?: string
}
/** In a layered panel a box may import every box in a lower row, with or without an arrow. */
interface Panel {
  title: string
  note: string
  columns: number
  layered: boolean
  boxes: Box[]
  arrows: Arrow[]
}
/** The panels of one row of the picture are drawn next to each other. */
export interface Picture {
  rows: Panel[][]
}

const width = 960
const margin = 24
const boxHeight = 46
const gap = 34
const titleHeight = 62

const style = `
    text { font: 14px system-ui, sans-serif; fill: #1f2430 }
    .title { font-size: 18px; font-weight: 600 }
    .name { font-weight: 600; text-anchor: middle }
    .says, .note { font-size: 12px; fill: #4a5263 }
    .says { text-anchor: middle }
    .ground { fill: #ffffff }
    .box { fill: #eef2f9; stroke: #5b6b8c }
    .arrow { fill: none; stroke: #39486a; stroke-width: 1.5 }
    .head { fill: #39486a }
    @media (prefers-color-scheme: dark) {
      text { fill: #e8ebf2 }
      .says, .note { fill: #b4bccd }
      .ground { fill: #14171f }
      .box { fill: #222a3a; stroke: #7f92ba }
      .arrow { stroke: #a9b9de }
      .head { fill: #a9b9de }
    }
  `

/**
 * Draws the picture as SVG and keeps its words as text. The same source gives the same bytes. Throws if an arrow names a box that its panel lacks.
 */
export function drawArchitecture(picture: Picture): string {
  let top = margin
  const parts: string[] = []
  for (const row of picture.rows) {
    const across = (width - margin * (row.length + 1)) / row.length
    for (const [place, panel] of row.entries())
      parts.push(drawPanel(panel, { left: margin + place * (across + margin), top, across }))
    top += Math.max(...row.map(heightOf)) + margin
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" role="img" aria-labelledby="name">`,
    '  <title id="name">The packages of Entente and the layers of its node and its desk</title>',
    `  <style>${style}</style>`,
    '  <defs>',
    '    <marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
    '      <path class="head" d="M0 0 L8 4 L0 8 z"/>',
    '    </marker>',
    '  </defs>',
    `  <rect class="ground" width="${width}" height="${top}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

const rowsOf = ({ boxes }: Panel): number => Math.max(...boxes.map(({ row }) => row)) + 1
const heightOf = (panel: Panel): number => titleHeight + rowsOf(panel) * (boxHeight + gap) - gap

function drawPanel(panel: Panel, { left, top, across }: { left: number; top: number; across: number }): string {
  const { title, note, boxes, arrows, columns } = panel
  const x = (column: number): number => round(left + (column * across) / columns)
  const y = (row: number): number => top + titleHeight + row * (boxHeight + gap)
  const box = (id: string): Box => {
    const found = boxes.find((each) => each.id === id)
    if (found === undefined) throw new Error(`no box is called ${id} in "${title}"`)
    return found
  }
  return [
    `  <text class="title" x="${x(0)}" y="${top + 18}">${escaped(title)}</text>`,
    `  <text class="note" x="${x(0)}" y="${top + 38}">${escaped(note)}</text>`,
    ...boxes.flatMap((each) => {
      const middle = round((x(each.from) + x(each.to)) / 2)
      return [
        `  <rect class="box" x="${x(each.from)}" y="${y(each.row)}" width="${round(x(each.to) - x(each.from))}" height="${boxHeight}" rx="6"/>`,
        `  <text class="name" x="${middle}" y="${y(each.row) + 20}">${escaped(each.id)}</text>`,
        `  <text class="says" x="${middle}" y="${y(each.row) + 37}">${escaped(each.says)}</text>`,
      ]
    }),
    ...arrows.flatMap(({ from, to, at, lane = at, says }) => {
      const start = y(box(from).row) + boxHeight
      const turn = lane === at ? '' : ` V${start + gap / 2} H${x(lane)}`
      return [
        `  <path class="arrow" d="M${x(at)} ${start}${turn} V${y(box(to).row)}" marker-end="url(#head)"/>`,
        ...(says === undefined
          ? []
          : [`  <text class="note" x="${x(at) + 8}" y="${start + 21}">${escaped(says)}</text>`]),
      ]
    }),
  ].join('\n')
}

const round = (value: number): number => Math.round(value * 10) / 10
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = new URL('../docs/architecture.json', import.meta.url)
  const picture = JSON.parse(readFileSync(source, 'utf8')) as Picture
  writeFileSync(new URL('../docs/images/architecture.svg', import.meta.url), drawArchitecture(picture))
}
