import type { CargoConsignment } from '@entente/contracts'
import { airKey, awbNumber, surfaceKey } from '../model/keys.ts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import { masterNumbers, ownNumbers } from './codes.ts'

/** A number that RFF or DOC gives for a consignment. */
interface StatedNumber {
  code: string
  sent: Sent
  isDocument: boolean
}

/** Collects the numbers of one consignment, and finds from them its id, its level and its master. */
export class ConsignmentIdentity {
  private readonly numbers: StatedNumber[] = []

  add(code: string, sent: Sent, isDocument: boolean): void {
    if (ownNumbers[code] !== undefined || masterNumbers.has(code)) this.numbers.push({ code, sent, isDocument })
  }

  /**
   * Sets id, level, master and key. The number of CNI is the id; without it, that of a DOC, then of an RFF. Returns false if
   * the consignment has no number at all.
   */
  complete(scope: Scope<CargoConsignment>, own: Sent | undefined, carrier: string | null): boolean {
    const { owner } = scope
    const house = this.numbers.find(({ code }) => ownNumbers[code] === 'house')
    const stated =
      own ?? this.numbers.find(({ isDocument }) => isDocument)?.sent ?? house?.sent ?? this.numbers[0]?.sent
    if (stated === undefined) return false
    const isAir = owner.mode === 'air'
    const numberOf = (sent: Sent): string => (isAir ? awbNumber(sent.text) : sent.text)
    const master = this.masterBeside(stated, house !== undefined)
    owner.level = house !== undefined || master !== undefined ? 'house' : 'master'
    scope.set('id', owner.level === 'master' ? numberOf(stated) : stated.text, stated)
    if (master !== undefined) scope.set('masterId', numberOf(master), master)
    const { id, masterId, level } = owner
    const [top, below] = level === 'master' ? [id] : [masterId ?? '?', id]
    owner.key = isAir ? airKey(top ?? id, below) : surfaceKey(carrier, top ?? id, below)
    return true
  }

  /** Returns the number of the master, if it is not the consignment's own. */
  private masterBeside(own: Sent, isHouse: boolean): Sent | undefined {
    const isOther = ({ sent }: StatedNumber): boolean => sent.text !== own.text
    const certain = this.numbers.find((number) => (number.code === 'MB' || number.code === 'MWB') && isOther(number))
    if (certain !== undefined || !isHouse) return certain?.sent
    const masters = this.numbers.filter(({ code }) => ownNumbers[code] !== 'house')
    return (masters.find((number) => masterNumbers.has(number.code) && isOther(number)) ?? masters.find(isOther))?.sent
  }
}
