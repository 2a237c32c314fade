import { text } from '../texts/index.ts'
import classes from './media-match.module.css'

/** Two hashes of one length under each other; digits that differ are marked. How far they are apart is said in words beside them. */
export function HashPair({ upload, signal }: { upload: string; signal: string }) {
  return (
    <dl className={classes.pair}>
      {(
        [
          [text('content.case.match.upload'), upload, signal],
          [text('content.case.match.signal'), signal, upload],
        ] as const
      ).map(([name, own, other]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi dir="ltr">
              <span className="visually-hidden">{own}</span>
              <span aria-hidden="true">
                {digitsOf(own, other).map(({ digit, place, differs }) => (
                  <span key={place} className={differs ? classes.mark : undefined}>
                    {digit}
                  </span>
                ))}
              </span>
            </bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The digits of a hash, each with whether the other has another there. */
const digitsOf = (own: string, other: string): { digit: string; place: number; differs: boolean }[] =>
  [...own].map((digit, place) => ({ digit, place, differs: digit !== other[place] }))
