import { buildWordIndex, type WordIndex } from './word-index.ts'
import { health, healthCompounds, healthPieces } from './words/health.ts'
import { religion, religionPieces } from './words/religion.ts'
import { orientation, politics, societyPieces, union } from './words/society.ts'

/**
 * Words that make a free text sensitive (Directive (EU) 2016/681, Art. 13(4): religion, health, trade union membership,
 * politics, sexual orientation). They are written in Latin letters without accents; `fold.ts` maps texts to the same
 * letters. `word` is a whole word, `stem*` a beginning, `a_b` two words in sequence, `<class>` any word of a class below.
 * `word?` may also be a surname or part of an address: it is not sensitive after a title or beside a word for a street.
 */
const LISTS: readonly Readonly<Record<string, string>>[] = [religion, health, union, politics, orientation]

const CLASSES: Record<string, string> = {
  person:
    'pax psgr psngr passenger* client* guest* adult* child chd woman women man men male female person* frau pasajer* passager* family couple wife husband',
  role: `delegate* delegat* member* rep reps represent* official* leader* secretar* organis* organiz* steward* congress*
    officer* activist* supporter* donor* negotiat* attendee* meeting* conf conference convention`,
  trade: `worker* pilot* teacher* nurse* docker* miner* mineworker* seafarer* seamen seamens transport postal rail railway*
    steelwork* journalist* farmer* firefight* engineer* crew employee* civil_serv*`,
  faith:
    'catholic* methodist* baptist* anglican* lutheran* lds mormon church christian evangelical* protestant* orthodox',
  group: 'youth group* grp* mission* choir pilgr* famil* event* parade* trip* march*',
  party: `labour labor conservative* liberal* green republican* democrat* tory national communist* socialist* nationalist*
    opposition ruling zanu`,
  limb: 'leg legs arm ankle hip foot wrist knee toe bone rib ribs collarbone shoulder hand',
  had: 'had has have suffered suffers recent recently after with',
  is: 'is was are being feels feeling ist est ser due',
  not: 'cannot cant not unable hardly barely puede',
  health: 'mental heart cancer surgical medical stretcher oxygen dialysis kidney transplant post surgery critical coma',
}

/** Words that turn a word with `?` into a name or a place: before it, and after it. */
const BEFORE_NAMES = `m mr mrs ms miss mstr mx dr prof herr frau sr sra srta senor senora sig sigra mme mlle mons dhr mevr pan pani
  rue calle via rua ul avenue avenida place plaza piazza hotel htl chemin san santa venetian`
const AFTER_PLACES =
  'street str st road rd lane ave avenue square sq hill hotel hostel sector booking date test research card bank'

/** Short words between the two words of a pair are ignored; so is any word of one or two letters. */
const FILLERS =
  'the and for der die das des dem den del los las les dos della delle dello degli dei con avec mit par por a'

/** Words for a meal or for assistance. They are sensitive only where a text can be about nothing else but the passenger. */
const REQUESTS = `meal meals vegetarian vegan assistance medical medicine repas vegetarien vegetarienne vegetalien medicale
  comida vegetariano vegetariana vegano vegana asistencia medico medica mahlzeit vegetarisch vegetarier hilfe medizinisch
  refeicao assistencia pasto assistenza`

let made: WordIndex | null = null

/** Returns the index of all sensitive words. It is built at first use. */
export function sensitiveWords(): WordIndex {
  made ??= buildWordIndex({
    lists: LISTS,
    classes: CLASSES,
    beforeNames: BEFORE_NAMES,
    afterPlaces: AFTER_PLACES,
    fillers: FILLERS,
    requests: REQUESTS,
    compounds: healthCompounds,
    pieces: `${religionPieces} ${healthPieces} ${societyPieces}`,
  })
  return made
}
