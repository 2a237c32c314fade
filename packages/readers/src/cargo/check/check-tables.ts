import { createHsJudge, type JudgedHsCode, shippedHsCodes } from './hs-codes.ts'
import {
  createDescriptionJudge,
  type JudgedDescription,
  shippedVagueTerms,
  type VagueTerms,
} from './vague-descriptions.ts'

/** The lists that the checks of a message compare texts and codes with. They are made once and used for any number of messages. */
export interface CargoCheckTables {
  judgeDescription(text: string): JudgedDescription
  /** Vague terms that a master of a consolidation may say. */
  consolidationTerms: ReadonlySet<string>
  judgeHsCode(code: string): JudgedHsCode
  /** The UN numbers that exist, as four digits; null if no list is known. */
  unNumbers: ReadonlySet<string> | null
}

/** Lists of an administration. A list that is not given is that of this release; UN numbers have none. */
export interface CargoCheckLists {
  vagueTerms?: (VagueTerms & { consolidationTerms: readonly string[] }) | undefined
  /** Chapters, headings and subheadings as digits. Those above a code exist with it. */
  hsCodes?: readonly string[] | undefined
  unNumbers?: readonly string[] | undefined
}

/** Compiles lists into the tables of a reader. */
export function createCargoCheckTables({ vagueTerms, hsCodes, unNumbers }: CargoCheckLists = {}): CargoCheckTables {
  const terms = vagueTerms ?? shippedVagueTerms
  return {
    judgeDescription: createDescriptionJudge(terms),
    consolidationTerms: new Set(terms.consolidationTerms),
    judgeHsCode: createHsJudge(hsCodes ?? shippedHsCodes()),
    unNumbers: unNumbers === undefined || unNumbers.length === 0 ? null : new Set(unNumbers),
  }
}

let shipped: CargoCheckTables | null = null

/** Returns the tables of this release. */
export function shippedCheckTables(): CargoCheckTables {
  shipped ??= createCargoCheckTables()
  return shipped
}
