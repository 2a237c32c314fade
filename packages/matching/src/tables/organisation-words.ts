/**
 * Legal forms by class, and synonyms in organisation names.
 * Source: written for this project from general knowledge of company law forms.
 */
export const legalForms: Readonly<Record<string, string>> = {
  limited: `ltd limited llc l.l.c gmbh sarl srl s.r.l s.a.r.l ooo ооо ltda pty pvt sdn bhd kft bv b.v nv n.v oy ab aps as doo d.o.o sro s.r.o spzoo тов limitada
    co.ltd private`,
  stock:
    'ag akg a.g sa s.a spa s.p.a plc jsc oao оао pjsc пао pao ao ао zao зао kk a.ş as. aktiengesellschaft inc incorporated corp corporation company co sab se',
  partnership: 'lp l.p llp kg ohg gbr cv snc sca',
  trust: 'trust stiftung',
  cooperative: 'coop cooperative eg',
}
/** Written-out legal forms and their short forms. */
export const legalPhrases: readonly (readonly [string, string])[] = [
  ['public limited company', 'plc'],
  ['limited liability company', 'llc'],
  ['joint stock company', 'jsc'],
  ['open joint stock company', 'oao'],
  ['public joint stock company', 'pjsc'],
  ['private limited', 'ltd'],
  ['limited liability partnership', 'llp'],
  ['limited partnership', 'lp'],
  ['mit beschrankter haftung', 'mbh'],
  ['sendirian berhad', 'sdn bhd'],
  ['societe anonyme', 'sa'],
  ['sociedad anonima', 'sa'],
  ['sociedade anonima', 'sa'],
  ['societa per azioni', 'spa'],
  ['societa a responsabilita limitata', 'srl'],
  ['societatea cu raspundere limitata', 'srl'],
  ['societate cu raspundere limitata', 'srl'],
  ['sociedad de responsabilidad limitada', 'srl'],
  ['societe a responsabilite limitee', 'sarl'],
  ['gesellschaft mit beschrankter haftung', 'gmbh'],
  ['besloten vennootschap', 'bv'],
  ['naamloze vennootschap', 'nv'],
  ['perseroan terbatas', 'pt'],
  ['anonim sirketi', 'as'],
  ['limited sirketi', 'ltd'],
  ['общество с ограниченнои ответственностью', 'ооо'],
  ['публичное акционерное общество', 'пао'],
  ['открытое акционерное общество', 'оао'],
  ['закрытое акционерное общество', 'зао'],
  ['акционерное общество', 'ао'],
]
/** Legal forms that come before the name in some countries and are never part of the name. */
export const leadingForms = 'srl sarl ooo ооо oao оао zao зао pao пао jsc pjsc ао тов pt gmbh ltd llc spzoo'
/** Legal forms that may be joined to the name without a space: SiemensAG. */
export const joinableForms: readonly string[] = 'AG SA SE AB GmbH Ltd Inc NV BV SpA Plc PLC KG LLC'.split(' ')
/** Articles and prepositions, which carry no weight. */
export const linkWords = 'the of and for de la le du des et und y el al a an in on at e i ul ur li dei del di da'
/** Parts of the world. They distinguish a branch, less precisely than a country. */
export const regions =
  'europe asia africa america oceania middle-east scandinavia balkans caucasus caribbean emea apac latam'
export const numberTens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
export const wordAliases: readonly string[] = `
international intl internacional internationale
brothers bros
corporation corp
and & und et y
university univ universitat universite universidad
trading trade
department dept
manufacturing mfg
organization organisation org
center centre
enterprise enterprises
technology technologies tech
industry industries ind
service services
association assn assoc
development dev
institute inst
number no nr
saint st
bank banque banco banca
republic rep
government govt
national natl nacional
commercial comm
general gen
constructors constructor
shipping shpg
labour labor
defence defense
agricultural agriculture
engineering engr engg
management mgmt
maintenance maint
electronics electronic elec
foundation fdn foundn fondation fundacion
company companies
group grp gruppe groupe grupo
holding holdings hldg hldgs
factory fabrik
import imports
export exports
investment investments invest
finance financial
transport transportation transports
logistics logistic
petroleum petrol
`
  .trim()
  .split('\n')
export const numberWords: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
export const ordinalWords: readonly string[] =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth'.split(
    ' ',
  )
