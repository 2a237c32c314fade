import { Icon, type IconName } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { number } from '../texts/numbers.ts'
import { findText, text } from '../texts/text.ts'
import { AlignedText } from './aligned-text.tsx'
import { Ticks } from './evidence-list.tsx'
import classes from './name-parts.module.css'
import { type NamePart, oneIn, rarityOf } from './read-name-parts.ts'

interface Props {
  parts: readonly NamePart[]
  /** Headings of the two columns of names. */
  sides: { a: string; b: string }
  /** Id of the subject's heading, if a page shows several subjects. */
  about?: string | undefined
}

/** Shows the names part by part: the pairs, how each was read, how common it is, and its weight. */
export function NameParts({ parts, sides, about }: Props) {
  if (parts.length === 0) return null
  return (
    <Panel title={text('evidence.parts.title')} about={about} flush>
      <table className={classes.table}>
        <caption className="visually-hidden">{text('evidence.parts.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{sides.a}</th>
            <th scope="col">{sides.b}</th>
            <th scope="col">{text('evidence.parts.how')}</th>
            <th scope="col">{text('evidence.parts.rarity')}</th>
            <th scope="col">{text('evidence.parts.weighs')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no ids and never move
            <tr key={place}>
              <td>
                <Part value={part.a} part={part} side="a" />
              </td>
              <td>
                <Part value={part.b} part={part} side="b" />
              </td>
              <td>
                <How part={part} />
              </td>
              <td className={classes.rarity}>
                {part.frequency === null ? (
                  <span className={classes.none}>{text('evidence.parts.notWeighed')}</span>
                ) : (
                  <>
                    {text(`evidence.parts.rarities.${rarityOf(part.frequency)}`)}
                    <small>{text('evidence.parts.oneIn', { count: number(oneIn(part.frequency)) })}</small>
                  </>
                )}
              </td>
              <td>
                <span className={classes.weighs}>
                  {part.side === 'neither' ? (
                    <span className={classes.none}>{text('evidence.parts.neither')}</span>
                  ) : (
                    <>
                      <Ticks count={part.ticks} side={part.side} />
                      {text(`evidence.parts.sides.${part.side}`)}
                    </>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Part({ value, part, side }: { value: string | null; part: NamePart; side: 'a' | 'b' }) {
  if (value !== null) return <AlignedText value={value} side={side} alignment={part.alignment} />
  return (
    <span className={classes.none}>
      {part.relation === 'look-alike' ? text('evidence.parts.notThere') : text('evidence.parts.missing')}
    </span>
  )
}

const icons: Record<NamePart['side'], IconName> = { for: 'spelling', against: 'differs', neither: 'notSaid' }

/** Describes how two parts correspond: their relation, the reading of another script, and the role of the word. */
function How({ part }: { part: NamePart }) {
  const role = part.role === null ? undefined : findText(`evidence.parts.roles.${part.role}`)
  const scheme = part.scheme === null ? undefined : (findText(`evidence.parts.schemes.${part.scheme}`) ?? part.scheme)
  const under = [scheme, role].filter((each) => each !== undefined)
  return (
    <span className={classes.how}>
      <Icon name={part.relation === 'equal' ? 'same' : icons[part.side]} size={14} />
      <span>
        {findText(`evidence.parts.relations.${part.relation}`) ?? part.relation}
        {under.length > 0 && <small>{under.join(' · ')}</small>}
      </span>
    </span>
  )
}
